// Package archive opens ZIP files that strangers send, and unfolds their parts within bounds. Headers are
// not believed: what counts is what is read. It must not know what the parts are, nor keep them.
package archive
