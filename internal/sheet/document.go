package sheet

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/archive"
	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// document is an ODS file.
type document struct{ packed *archive.Archive }

const contentPart = "content.xml"

// openDocument refuses a document that needs a password or holds programs.
func openDocument(packed *archive.Archive) (*document, error) {
	for _, name := range packed.Names() {
		if runs(name) {
			return nil, &Refusal{Reason: ReasonMacro, Part: name}
		}
	}
	if packed.Holds("META-INF/manifest.xml") {
		err := elements(packed, "META-INF/manifest.xml", func(r *markup.Reader) error {
			switch string(r.Local()) {
			case "encryption-data", "encrypted-key":
				return &Refusal{Reason: ReasonEncrypted, Part: "META-INF/manifest.xml"}
			case "file-entry":
				var err error
				r.Each(func(name, value []byte) {
					if bytes.HasSuffix(name, []byte(":full-path")) && runs(string(value)) {
						err = &Refusal{Reason: ReasonMacro, Part: string(value)}
					}
				})
				return err
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if !packed.Holds(contentPart) {
		return nil, &Refusal{Reason: ReasonBroken, Part: contentPart}
	}
	return &document{packed}, nil
}

// runs reports whether a part of a document is a program.
func runs(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "basic/") || strings.HasPrefix(lower, "scripts/") || strings.HasPrefix(lower, "dialogs/")
}

// tables is the content of a document being read.
type tables struct {
	*sink
	in     *markup.Reader
	style  string          // of tables, being defined
	hidden map[string]bool // styles of tables that are not shown
	number int             // of the row read last, its repetitions included
	column int             // of the cell read last, likewise
	text   []byte
}

// rows gives the rows of every table.
func (d *document) rows(s *sink) error {
	s.part = contentPart
	from, err := d.packed.Open(contentPart)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // nothing was written
	t := &tables{sink: s, in: markup.New(reading{s.ctx, from}), hidden: map[string]bool{}}
	for {
		event, err := t.in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && event == markup.Start {
			err = t.element()
		}
		if err != nil {
			return err
		}
	}
}

// element takes what stands around tables. Programs write these prefixes and no others.
func (t *tables) element() error {
	switch name := string(t.in.Name()); {
	case t.in.Depth() == 1:
		if name != "office:document-content" {
			return t.refuse(ReasonBroken, 0, 0)
		}
	case name == "office:script", name == "script:event-listener":
		return t.refuse(ReasonMacro, 0, 0)
	case name == "style:style":
		t.style = ""
		if string(t.in.Attr("style:family")) == "table" {
			t.style = string(t.in.Attr("style:name"))
		}
	case name == "style:table-properties":
		if t.style != "" && string(t.in.Attr("table:display")) == "false" && len(t.hidden) < mostStyles {
			t.hidden[t.style] = true
		}
	case name == "table:table" && t.in.Depth() == 4:
		return t.table()
	case name == "table:dde-links":
		return t.refuse(ReasonLinks, 0, 0)
	case name == "table:tracked-changes", name == "office:forms", name == "table:content-validations":
		return t.in.Skip()
	}
	return nil
}

// table reads the table that starts. Rows may stand in groups.
func (t *tables) table() error {
	depth := t.in.Depth()
	if err := t.begin(string(t.in.Attr("table:name")), t.hidden[string(t.in.Attr("table:style-name"))]); err != nil {
		return err
	}
	t.number = 0
	for {
		event, err := t.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End && t.in.Depth() < depth:
			return nil
		case event != markup.Start:
			continue
		}
		switch string(t.in.Name()) {
		case "table:table-row":
			err = t.tableRow()
		case "table:table-row-group", "table:table-header-rows", "table:table-rows":
		case "table:table-source", "office:dde-source":
			return t.refuse(ReasonLinks, 0, 0)
		default:
			err = t.in.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// repeated reads how often a row or cell stands. Programs fill a table up with millions of empty ones.
func repeated(value []byte) int {
	n, err := strconv.Atoi(string(value))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, lastRow)
}

// tableRow reads the row that starts, and gives it as often as it stands.
func (t *tables) tableRow() error {
	times := repeated(t.in.Attr("table:number-rows-repeated"))
	visibility := string(t.in.Attr("table:visibility"))
	t.row.Number, t.row.Line, t.row.Cells, t.bytes = t.number+1, 0, t.row.Cells[:0], 0
	t.row.Hidden = visibility == "collapse" || visibility == "filter"
	t.column = 0
	t.number += times
	for {
		event, err := t.in.Next()
		switch {
		case err != nil:
			return err
		case event == markup.End:
			return t.giveTimes(times)
		case event != markup.Start:
			continue
		}
		switch string(t.in.Name()) {
		case "table:table-cell":
			err = t.tableCell(false)
		case "table:covered-table-cell":
			err = t.tableCell(true)
		default:
			err = t.in.Skip()
		}
		if err != nil {
			return err
		}
	}
}

func (t *tables) giveTimes(times int) error {
	if len(t.row.Cells) == 0 {
		return nil
	}
	if t.number > lastRow {
		return t.refuse(ReasonBroken, 0, 0)
	}
	for i := range times {
		if i > 0 {
			t.row.Number++
		}
		if err := t.give(); err != nil {
			return err
		}
	}
	return nil
}
