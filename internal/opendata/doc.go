// Package opendata writes the figures of a chart as files that other programs read: the same
// cells as CSV and as JSON, one per cell of the chart's table, each with its unit, its document
// and the publication that it comes from. The names of fields and columns are a promise to
// whoever reads the files: they may gain others, and lose none. It must not know addresses, HTTP
// or pictures.
package opendata
