// Package driver takes every form of entry through the same steps, in one order: it is opened on
// what is published, allowed, asked with its documents and its reason, filled in, read, judged by
// the rules, confirmed where something looks like a slip, kept as a draft or submitted; and, where
// somebody else has published meanwhile, put to the choice between what was, what is and what was
// typed. A form says what it touches, what it asks and what its answers mean. The driver must not
// know which form it serves.
package driver
