// Package news serves the column of publications: what each one changed, from what to what, why
// and on the strength of which document. It reads published figures only, like the other public
// pages, and must not reach the database, the editorial side or a session.
package news
