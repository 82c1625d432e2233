// Package layout composes the picture file of a chart: drawing, title, legend, source, date,
// licence and address, as one SVG that stands alone in any editor: attributes only, no class, no
// script, no reference outside. It must not know what a chart is about, how it is drawn, nor
// addresses or files; every line of text arrives worded.
package layout
