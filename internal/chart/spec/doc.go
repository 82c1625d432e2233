// Package spec is what every chart is made of: the drawing at two sizes, its sentence, its text
// alternative, its legend, its table, and the voice that words them. It must not know any chart.
package spec
