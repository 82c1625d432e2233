// Package seed holds the dataset that a new database starts from. It only carries bytes:
// package ingest reads them and decides whether they are fit to publish.
package seed

import "embed"

// Files holds the CSV files of the dataset at its root, one per table.
//
//go:embed *.csv
var Files embed.FS
