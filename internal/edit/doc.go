// Package edit turns what a person wants into a change set and tells what a change set does:
// which rows it touches, whose they are, what they collide with, what looks like a slip. All of
// it is arithmetic on a dataset that the caller gives. It must not know who asks, where
// proposals are kept, or in which words anything is shown.
package edit
