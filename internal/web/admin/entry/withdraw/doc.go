// Package withdraw holds the forms that take an indicator or a document out of what is published,
// and tells what leaves with it or what keeps it there. It must not know how a proposal is decided.
package withdraw
