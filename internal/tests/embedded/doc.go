// Package embedded puts frames of the site into pages of other sites, as newsrooms and their tools do,
// well and badly, and looks at them in a real browser.
package embedded
