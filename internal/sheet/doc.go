// Package sheet reads the files that people call spreadsheets, CSV, XLSX and ODS, into rows of typed cells, as a
// stream: of a file of any size a bounded part is in memory. What is stored counts, never what a program shows of
// it. A file that cannot be read whole is refused by a name, with the place. It must not know what columns mean.
package sheet
