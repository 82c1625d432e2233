// Package browser opens pages in a real Chromium and notes everything that goes wrong there: words
// in the console, what the content policy refuses, requests that fail or leave, scrolling sideways,
// what axe finds, what the keyboard cannot reach. It must not know any page: tests do. Without a
// browser it fails, it does not pass over.
package browser
