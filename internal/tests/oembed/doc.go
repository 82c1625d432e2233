// Package oembed holds what other programs rely on when they turn an address of the site into a
// frame: what the endpoint answers, in both formats, to good and bad questions, and that a
// publishing tool of others finds its way from a page to the frame.
package oembed
