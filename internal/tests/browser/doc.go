// Package browser holds the tests that need a real browser: that pages load without a word in
// the console or a request elsewhere, that charts come to life without moving anything, that
// axe finds nothing, that everything reads without scripts, with the keyboard alone, on paper
// and in the dark, and that hostile text stays text. They need Chromium: without one they
// fail. The package knows the site by its addresses and what shows on the screen only; it has
// no code of its own.
package browser
