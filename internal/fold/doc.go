// Package fold brings the spellings of a text together, so that who types « hopital » means
// « Hôpital » and a cell that says "ILE DE FRANCE" names « Île-de-France ». It is for comparing: what it
// returns is nothing to show. It must not know what is compared, nor in which language.
package fold
