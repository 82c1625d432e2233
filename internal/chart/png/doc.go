// Package png turns an SVG file into a PNG file: resvg, compiled to WebAssembly, runs inside the
// program with our fonts and nothing else. It must not know charts, colours, sizes of files or
// who asks for them.
package png
