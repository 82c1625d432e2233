// Package report is how readers say what they know, without account, cookie or script: the form
// about a measure, a state, an indicator, a value or the site, and the public page of each case
// with what became of it. It must not know how cases are stored, nor anything of a case that not
// everybody may know.
package report
