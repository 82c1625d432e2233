// Package exports makes the picture files of charts, SVG and PNG, for any number of readers at the
// same time: each is made once, few at a time, and whoever would wait too long is told to come
// back. It must not know addresses, catalogs or words.
package exports
