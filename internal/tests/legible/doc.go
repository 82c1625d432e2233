// Package legible holds the tests that figures and words can be read wherever a page is looked at: on
// sheets of paper, which hold every figure of the page, and in windows of any width, where no word is
// broken inside its letters. They need Chromium, and pdftotext for the text of sheets; without one of them
// they fail. The package has no code of its own.
package legible
