// Package public serves the pages that anyone may read, in French and English: it parses
// the address, asks the catalog, and hands a typed page to the templates. It reads
// published figures only and must not reach the database, the editorial side or a session.
package public
