// Package postings is an inverted index: which texts hold which words, and in which of their parts. It
// must not know what the texts are about, how words are written, nor which answer is the better one.
package postings
