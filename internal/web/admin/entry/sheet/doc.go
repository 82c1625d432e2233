// Package sheet holds the course that every form of entry takes: opened on what is published,
// filled in, read, judged by the rules, confirmed where something looks like a slip, kept as a
// draft or submitted; and, where somebody else has published meanwhile, the choice between what
// was, what is and what was typed. It must not know which form it serves: questions, reading
// and addresses come from the packages that use it.
package sheet
