// Package chart says what each chart of the tracker shows, whole or in one of its views: its
// drawing at two sizes, its sentence, its text alternative, its table and its sources, all from one
// publication, so that picture and words cannot disagree. It holds the list of charts, their views
// and the charts of the whole plan; those of one indicator are chart/series', maps chart/atlas'.
// Drawing itself is chart/plot's work and turning an option into a picture is chart/svg's. It must
// not know HTML pages, addresses or the database.
package chart
