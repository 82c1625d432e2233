// Package templates holds tests of the page templates: that each can only ask for what its
// data have, and that no part of them is dead. It has no code of its own.
package templates
