// Package chart says what each chart of the tracker shows: its drawing at two sizes, its
// sentence, its text alternative, its table and its sources, all from one publication, so that
// picture and words cannot disagree. Drawing itself is chart/plot's work and turning an option
// into a picture is chart/svg's. It must not know HTML pages, addresses or the database.
package chart
