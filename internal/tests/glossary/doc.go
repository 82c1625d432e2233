// Package glossary tests the abbreviations on the pages of the real site: each first use is explained
// and nothing else of a page changes, the glossary has every one, and programs find the pages.
package glossary
