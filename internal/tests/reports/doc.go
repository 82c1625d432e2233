// Package reports holds tests of what readers report, through the whole stack: the form without
// account, cookie or script, the queue of the desk, the public answer, and what a flood does. It
// has no code of its own.
package reports
