// Package pages holds tests of every public page through the whole stack: that it answers,
// is sound HTML, shows what the catalog says and nothing else. It has no code of its own.
package pages
