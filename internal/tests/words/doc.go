// Package words holds the tests that compare the words of the site with the places that ask
// for them: every text asked for by a template or by the program exists in both languages,
// and no text is left that nothing asks for. It holds no program code and must not know how
// pages are laid out.
package words
