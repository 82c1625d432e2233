// Package glossary holds the abbreviations of the field with what they stand for in both languages,
// and finds them in texts. It must not know pages: which uses are marked, and how, is theirs to say.
package glossary
