// Package input parses what French people type and paste: dates, periods, spans of time, moments, numbers of an indicator,
// tables from a spreadsheet. What it cannot read it explains by a ParseError, which screens word. It must not
// know forms, requests or what is published; the written forms of the dataset itself are those of package segur.
package input
