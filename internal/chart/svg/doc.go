// Package svg draws an ECharts option as a picture that may stand in any page: the chart bundle
// runs in a bounded pool of JavaScript engines, and what comes out is parsed and written anew
// from a list of allowed elements and attributes. It must not know what a chart is about, nor
// HTML pages, nor where pictures are served.
package svg
