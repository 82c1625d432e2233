package opendata

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// TypeCSV is the media type of CSV.
const TypeCSV = "text/csv; charset=utf-8; header=present"

// byteOrderMark keeps Excel from taking UTF-8 for another encoding.
const byteOrderMark = "\ufeff"

// Columns are the columns of a CSV file, in order. Files name them in the language of the chart.
func Columns() []string {
	return []string{
		"row", "column", "value", "unit", "text", "figure", "source_id", "source_publisher", "source_title", "source_url",
		"publication", "publication_date", "licence", "state", "state_year", "basis",
	}
}

// CSV writes one line per cell of the chart's table (RFC 4180: commas, CRLF, UTF-8 behind a byte
// order mark; decimals behind a point):
//
//	fr: ligne, colonne, valeur, unité, texte, chiffre, source_id, source_éditeur, source_titre,
//	    source_adresse, publication, publication_date, licence, état, état_année, fondement
//	en: row, column, value, unit, text, figure, source_id, source_publisher, source_title,
//	    source_url, publication, publication_date, licence, state, state_year, basis
//
// "value" is a plain decimal number, empty where the cell is a text; "unit" is worded; "text" is
// what readers see; "figure" says what it is a figure of: indicator/territory/kind/period. Of a cell
// that says a state, "state" is its code ("done_modified"), "state_year" the year that it is documented
// for, an earlier one than that of the column where it is carried, and "basis" the ground that it has. A text
// that a spreadsheet would run as a formula has an apostrophe in front; numbers are left alone.
// The only errors are missing words.
func (c Chart) CSV() ([]byte, error) {
	licence := c.Words.T("figure.licence")
	head, err := c.header()
	if err != nil {
		return nil, fmt.Errorf("csv of %s: %w", c.Chart.Name, err)
	}
	body := bytes.NewBufferString(byteOrderMark)
	w := csv.NewWriter(body)
	w.UseCRLF = true
	if err := w.Write(head); err != nil {
		return nil, fmt.Errorf("csv of %s: %w", c.Chart.Name, err)
	}
	publication := strconv.Itoa(c.Catalog.Version())
	for _, from := range c.cells() {
		unit, err := c.unitWord(from.unit)
		if err != nil {
			return nil, fmt.Errorf("csv of %s: %w", c.Chart.Name, err)
		}
		s := c.document(from.source)
		record := []string{
			inert(from.row), inert(from.column), from.value, inert(unit), inert(from.text), inert(from.of),
			inert(s.ID), inert(c.Words.Text(s.Publisher)), inert(title(s)), inert(s.URL), publication, c.Day, inert(licence),
			string(from.standing.State), from.stateYear(), string(from.standing.Basis),
		}
		if err := w.Write(record); err != nil {
			return nil, fmt.Errorf("csv of %s: %w", c.Chart.Name, err)
		}
	}
	w.Flush()
	return body.Bytes(), w.Error()
}

func (c Chart) header() ([]string, error) {
	var head []string
	for _, name := range Columns() {
		word := c.Words.T("files.column." + name)
		head = append(head, word)
	}
	return head, nil
}

func (c Chart) unitWord(code string) (string, error) {
	switch code {
	case "":
		return "", nil
	case unitRatio:
		return c.Words.T("files.ratio"), nil
	}
	return c.Words.T("unit." + code), nil
}

// inert keeps spreadsheets from taking a text for a formula, and a text on one line. Full-width
// signs count: some spreadsheets read them as the plain ones.
func inert(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, text)
	if first := strings.TrimLeft(text, " \u00a0\u202f"); first != "" && strings.ContainsRune("=+-@|＝＋－＠", []rune(first)[0]) {
		return "'" + text
	}
	return text
}
