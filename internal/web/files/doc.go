// Package files answers with the files of a chart: pictures that carry their own words, and data,
// all of the view and of the publication that the address asks for. It must not know how pages or
// frames show a chart, nor how a picture is made.
package files
