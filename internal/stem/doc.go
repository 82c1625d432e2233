// Package stem brings the forms of a word together, so that who looks for « infirmières » finds
// « infirmier » and who looks for "nurses" finds "nurse". It knows endings, not words: it must not
// know what is searched, nor in which language, and it changes nothing that readers see.
package stem
