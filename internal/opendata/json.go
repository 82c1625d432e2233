package opendata

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/segur-tracker/segur/internal/segur"
)

// TypeJSON is the media type of JSON.
const TypeJSON = "application/json; charset=utf-8"

// document is the JSON form of a chart; its fields are the public shape.
type document struct {
	Chart       string      `json:"chart"`
	Language    string      `json:"language"`
	Title       string      `json:"title"`
	Subtitle    string      `json:"subtitle"`
	Alternative string      `json:"alternative"`
	Latest      *string     `json:"latest"`
	View        View        `json:"view"`
	Publication publication `json:"publication"`
	Licence     licence     `json:"licence"`
	Citation    Citation    `json:"citation"`
	Sources     []cited     `json:"sources"`
	Links       Links       `json:"links"`
	Caption     string      `json:"caption"`
	Columns     []string    `json:"columns"`
	Data        []datum     `json:"data"`
}

type publication struct {
	Number int    `json:"number"`
	Date   string `json:"date"`
	Hash   string `json:"hash"`
}

type licence struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

type cited struct {
	ID        string  `json:"id"`
	Publisher string  `json:"publisher"`
	Title     string  `json:"title"`
	URL       *string `json:"url"`
	Date      *string `json:"date"`
	Language  string  `json:"language"`
}

type datum struct {
	Row    string       `json:"row"`
	Column string       `json:"column"`
	Value  *json.Number `json:"value"`
	Unit   *string      `json:"unit"`
	Text   string       `json:"text"`
	Figure *string      `json:"figure"`
	Source *string      `json:"source"`

	State     *string      `json:"state,omitempty"`
	StateYear *json.Number `json:"state_year,omitempty"`
	Basis     *string      `json:"basis,omitempty"`
}

// JSON writes the chart as one object, in UTF-8, safe inside HTML:
//
//	chart, language    name of the chart and language of its words ("fr", "en")
//	title, subtitle    what it shows; what is counted, where and when
//	alternative        the words that replace the picture
//	latest             of when the newest counted figure is, in words; null for promises and states
//	view               {territory, from, to, kind, reading}: the part that is shown
//	publication        {number, date, hash}: date YYYY-MM-DD, hash of the public record
//	licence            {id, name, url}: id as SPDX has it
//	citation           {short, long, sentence}: words to paste
//	sources            [{id, publisher, title, url, date, language}] that the picture rests on
//	                   and that cells name; date YYYY, YYYY-MM or YYYY-MM-DD
//	links              {page, frame, svg, png, csv, json, frozen}: the same view elsewhere; frozen
//	                   is this file with the figures of this publication, for good
//	caption, columns   of the table; the first column is that of the rows' names
//	data               [{row, column, value, unit, text, figure, source, state, state_year, basis}], a
//	                   cell each, row by row
//
// A value is a number in the unit of its cell, null for a text. A unit is a code of the dataset
// ("beds", "million_eur"), "count", or "ratio" where 0.5 reads « 50 % ». A figure is
// indicator/territory/kind/period. A state is a code ("done_modified") with the year that it is documented
// for, an earlier one than that of the column where it is carried, and its basis. What is unknown is null.
// The only errors are missing words.
func (c Chart) JSON() ([]byte, error) {
	name := c.Words.T("figure.licence")
	published := c.Catalog.Publication()
	out := document{
		Chart: c.Chart.Name, Language: string(c.Words.Lang()),
		Title: c.Chart.Title.String(), Subtitle: c.Chart.Subtitle, Alternative: c.Chart.Alt.String(),
		Latest:      known(c.Chart.Latest),
		View:        c.View,
		Publication: publication{published.Number, c.Day, published.Hash},
		Licence:     licence{LicenceID, name, LicenceURL},
		Citation:    c.Citation,
		Sources:     c.sources(), Links: c.Links,
		Caption: c.Chart.Table.Caption, Columns: []string{}, Data: []datum{},
	}
	for _, column := range c.Chart.Table.Columns {
		out.Columns = append(out.Columns, column.Label)
	}
	for _, from := range c.cells() {
		one := datum{
			Row: from.row, Column: from.column, Unit: known(from.unit), Text: from.text, Figure: known(from.of), Source: known(from.source),
		}
		if from.value != "" {
			one.Value = new(json.Number(from.value))
		}
		if year := from.stateYear(); year != "" {
			one.State, one.StateYear, one.Basis = known(string(from.standing.State)), new(json.Number(year)), known(string(from.standing.Basis))
		}
		out.Data = append(out.Data, one)
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(out); err != nil {
		return nil, fmt.Errorf("json of %s: %w", c.Chart.Name, err)
	}
	return body.Bytes(), nil
}

// sources describes the documents of the picture, then those that only cells name.
func (c Chart) sources() []cited {
	all, seen := []cited{}, map[string]bool{}
	add := func(id string) {
		if id == "" || seen[id] {
			return
		}
		seen[id] = true
		s := c.document(id)
		all = append(all, cited{
			ID: id, Publisher: c.Words.Text(s.Publisher), Title: title(s), URL: known(s.URL), Date: known(day(s)), Language: s.Language,
		})
	}
	for _, id := range c.Chart.Sources {
		add(id)
	}
	for _, from := range c.cells() {
		add(from.source)
	}
	return all
}

func day(s segur.Source) string { return s.PublishedOn.String() }

// known is a text, or null where there is none.
func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
