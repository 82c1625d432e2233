// Package chart is where staff write what is said of a chart: the text that stands in for the
// picture, and the reason why it is withdrawn. It must not draw anything, nor know where a chart
// is shown.
package chart
