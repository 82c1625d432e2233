// Package feed serves what publications change as feeds that programs follow: those of a region. An entry is
// what one publication changes there, from what to what and after which document. It reads published figures
// only, like the other public pages, and must not reach the database, the editorial side or a session.
package feed
