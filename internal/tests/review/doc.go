// Package review tests the pages where staff review and publish, through the whole stack and a
// real database: what each person sees, what a decision does, what the public sees then.
package review
