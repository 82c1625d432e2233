// Package doubt is what readers report: that a figure or a state looks wrong, or that a public
// document is missing. It holds the words of a case (what it is about, how far it has come, why it
// was refused), what a report must say, and the bounds that keep a flood of them out. It must not
// know what is published, who works at the desk, how cases are stored, or how they are shown.
package doubt
