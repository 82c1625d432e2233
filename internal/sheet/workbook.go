package sheet

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/archive"
	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// workbook is an XLSX file.
type workbook struct {
	packed *archive.Archive
	limits Limits
	sheets []worksheet
	styles styles
	texts  string // part of the shared texts, "" for none
	shared *texts // once they were read
}

// worksheet is a sheet of a workbook, before it is read.
type worksheet struct {
	name   string
	hidden bool
	part   string
}

// styles are what numbers of a workbook mean.
type styles struct {
	epoch   Epoch
	classes []class // by the style of a cell
}

// openWorkbook finds the sheets of a workbook and reads what their numbers mean.
func openWorkbook(packed *archive.Archive, limits Limits) (*workbook, error) {
	if err := harmless(packed); err != nil {
		return nil, err
	}
	w := &workbook{packed: packed, limits: limits}
	root, err := relations(packed, "")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, r := range root {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if main == "" {
		return nil, &Refusal{Reason: ReasonType, Found: "zip"}
	}
	related, err := relations(packed, main)
	if err != nil {
		return nil, err
	}
	if err := w.contents(main, related); err != nil {
		return nil, err
	}
	for _, r := range related {
		switch r.kind {
		case "sharedStrings":
			w.texts = r.target
		case "styles":
			if err := w.styles.read(packed, r.target); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// contents reads the part that names the sheets.
func (w *workbook) contents(main string, related map[string]relation) error {
	err := elements(w.packed, main, func(r *markup.Reader) error {
		switch local := string(r.Local()); {
		case r.Depth() == 1 && local != "workbook":
			return &Refusal{Reason: ReasonType, Found: "zip"}
		case local == "workbookPr" && truth(r.Attr("date1904")):
			w.styles.epoch = From1904
		case local == "sheet" && r.Depth() == 3:
			return w.sheet(r, related)
		}
		return nil
	})
	if err == nil && len(w.sheets) == 0 {
		err = &Refusal{Reason: ReasonEmpty, Part: main}
	}
	return err
}

// sheet takes one line of the list of sheets. Sheets of charts hold no cells.
func (w *workbook) sheet(r *markup.Reader, related map[string]relation) error {
	s := worksheet{name: string(r.Attr("name"))}
	state := r.Attr("state")
	s.hidden = len(state) > 0 && string(state) != "visible"
	id := ""
	r.Each(func(name, value []byte) {
		if bytes.HasSuffix(name, []byte(":id")) {
			id = string(value)
		}
	})
	to, known := related[id]
	switch {
	case !known:
		return &Refusal{Reason: ReasonBroken, Part: "workbook", Sheet: s.name}
	case to.kind != "worksheet":
		return nil
	case len(w.sheets) == w.limits.Sheets:
		return &Refusal{Reason: ReasonSheets, Most: w.limits.Sheets}
	}
	s.part = to.target
	w.sheets = append(w.sheets, s)
	return nil
}

func truth(value []byte) bool {
	switch strings.ToLower(string(value)) {
	case "1", "true", "on":
		return true
	}
	return false
}

// mostStyles bounds the styles of cells: programs have 64,000.
const mostStyles = 1 << 16

// read reads the formats of numbers and which style has which.
func (s *styles) read(packed *archive.Archive, part string) error {
	codes, inside := map[int]class{}, false
	return elements(packed, part, func(r *markup.Reader) error {
		switch local := string(r.Local()); {
		case r.Depth() == 2:
			inside = local == "cellXfs"
		case local == "numFmt" && r.Depth() == 3:
			if id, err := strconv.Atoi(string(r.Attr("numFmtId"))); err == nil && len(codes) < mostStyles {
				codes[id] = classify(string(r.Attr("formatCode")))
			}
		case local == "xf" && r.Depth() == 3 && inside:
			if len(s.classes) == mostStyles {
				return &Refusal{Reason: ReasonBomb, Part: part}
			}
			id, _ := strconv.Atoi(string(r.Attr("numFmtId"))) // none is the plain one
			c, custom := codes[id]
			if !custom {
				c = builtIn(id)
			}
			s.classes = append(s.classes, c)
		}
		return nil
	})
}

// of returns what a style shows numbers as.
func (s *styles) of(style []byte) class {
	i, err := strconv.Atoi(string(style))
	if err != nil || i < 0 || i >= len(s.classes) {
		return plain
	}
	return s.classes[i]
}
