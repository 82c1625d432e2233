// Package reports is the area of the desk where people read what readers reported and answer
// it: the queue, grouped by subject so that thousands alike are one line, one report, its answer,
// and closing spam in bulk. It must not know how reports come in.
package reports
