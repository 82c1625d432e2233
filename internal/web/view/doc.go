// Package view holds what pages for readers have in common, ready for templates: the frame
// of a page, addresses, states with their words, citations, figures with their pictures.
// It turns catalog and chart values into words and links of one language; it must not know
// HTTP, routes or where the catalog comes from.
package view
