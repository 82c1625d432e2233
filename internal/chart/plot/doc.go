// Package plot is the drawing board of the charts: sizes, colours, scales, text widths and the
// placing of labels, written down as one go-echarts definition and hence as option JSON, which
// is pure data. It is the only importer of go-echarts and must not know measures, indicators,
// languages or where a picture is shown.
package plot
