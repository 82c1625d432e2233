// Package browser holds the tests that need a real browser: that pages load without a word in
// the console or a request elsewhere, that charts come to life without moving anything, that
// axe finds nothing, that everything reads without scripts, with the keyboard alone, on paper
// and in the dark, that hostile text stays text, that sheets of paper hold every figure of the
// page, and that no word is broken inside its letters in a window of any width. They need
// Chromium, and pdftotext for the text of sheets: without one of them they fail. The package knows the site by its addresses and what shows on the screen only; it has
// no code of its own.
package browser
