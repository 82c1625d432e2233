// Package attachment judges the documents that staff attach to a row: what a file is, by its content
// alone, and whether it holds anything that runs, hides or unfolds. It keeps what was accepted until
// the form that it came with is. It must not know tables, nor how bytes are stored.
package attachment
