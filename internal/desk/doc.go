// Package desk holds the words of the editorial side: who works on the figures (accounts,
// roles, scopes, permissions), what they want changed (proposals, comments, planned
// publications) and what they did (audit entries). It must not know how any of it is
// stored, checked or shown.
package desk
