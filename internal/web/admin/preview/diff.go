package preview

import (
	"cmp"
	"slices"
	"strings"

	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Diff is what happens to one row, or to several figures of one indicator, for the component
// "diff".
type Diff struct {
	*locale.Localizer
	Kind    string // "added", "replaced" or "removed"; of a grid, what happens to every figure
	Title   string
	Subject string // "" where the page is about nothing else
	Lang    string // of Subject, when it is not the reader's
	Rows    []DiffRow
	Grid    bool     // each row is a figure
	Common  []string // what the figures of a grid share
	Former  bool     // what was published when the change was written is not what is published now
}

// DiffRow is one column of a row, or one figure of a grid.
type DiffRow struct {
	Label              string
	Old, New           string
	OldState, NewState *view.State
	Lang               string // of Old and New, when it is not the reader's
	Changed            bool
	Also               []string // the other columns of a figure of a grid
}

// Diffs tells a change set row by row; figures of one indicator beyond a few become a grid.
func Diffs(w *Words, items []changelog.Item) []Diff {
	const few = 3
	var out []Diff
	gridded := map[string]bool{}
	for _, item := range items {
		same := slices.DeleteFunc(slices.Clone(items), func(other changelog.Item) bool {
			return other.Ref.Table != segur.TableValues || other.Indicator != item.Indicator
		})
		if item.Ref.Table != segur.TableValues || len(same) <= few {
			out = append(out, single(w, item))
			continue
		}
		if !gridded[item.Indicator] {
			gridded[item.Indicator] = true
			out = append(out, grid(w, same))
		}
	}
	if len(out) == 1 && !out[0].Grid {
		out[0].Subject = ""
	}
	return out
}

// single tells one row. A long text that stays as it is says nothing to a reviewer, except why a
// state is what it is.
func single(w *Words, item changelog.Item) Diff {
	d := Diff{Localizer: w.Localizer, Kind: string(item.Kind), Title: item.Title, Subject: item.Subject, Lang: item.Lang}
	for _, f := range item.Fields {
		if f.Long && !f.Changed() && (item.Ref.Table != segur.TableAssessments || f.Lang != "") {
			continue
		}
		d.Rows = append(d.Rows, row(w, f))
	}
	return d
}

func row(w *Words, f changelog.Field) DiffRow {
	r := DiffRow{Label: f.Label, Old: f.Old, New: f.New, Lang: f.Lang, Changed: f.Changed()}
	if f.Name != "state" {
		return r
	}
	for _, side := range []struct {
		raw  string
		into **view.State
	}{{f.OldRaw, &r.OldState}, {f.NewRaw, &r.NewState}} {
		if side.raw == "" {
			continue
		}
		state := view.NewState(w.Localizer, segur.State(side.raw))
		*side.into = &state
	}
	return r
}

// grid tells figures one line each: the number before and after, then what else changes. What
// all of them share is said once.
func grid(w *Words, items []changelog.Item) Diff {
	d := Diff{Localizer: w.Localizer, Grid: true, Title: w.T("review.grid", "count", len(items))}
	for _, item := range items {
		r := DiffRow{Label: item.Subject, Changed: true}
		for _, f := range item.Fields {
			switch {
			case f.Name == "number":
				r.Old, r.New, r.Changed = f.Old, f.New, f.Changed()
			case f.Changed() && !slices.Contains([]string{"kind", "period", "territory"}, f.Name): // the label says those
				r.Also = append(r.Also, w.T("review.also", "label", f.Label, "value", cmp.Or(f.New, f.Old)))
			}
		}
		d.Rows = append(d.Rows, r)
	}
	for _, kind := range []changelog.Kind{changelog.Added, changelog.Removed} {
		if !slices.ContainsFunc(items, func(item changelog.Item) bool { return item.Kind != kind }) {
			d.Kind = string(kind)
		}
	}
	d.Subject = shared(d.Rows)
	first := d.Rows[0].Also
	if !slices.ContainsFunc(d.Rows, func(r DiffRow) bool { return !slices.Equal(r.Also, first) }) {
		d.Common = first
		for i := range d.Rows {
			d.Rows[i].Also = nil
		}
	}
	return d
}

// shared takes the words that all labels begin with, up to a comma, off them.
func shared(rows []DiffRow) string {
	head, _, found := strings.Cut(rows[0].Label, ", ")
	if !found || slices.ContainsFunc(rows, func(r DiffRow) bool { return !strings.HasPrefix(r.Label, head+", ") }) {
		return ""
	}
	for i := range rows {
		rows[i].Label = strings.TrimPrefix(rows[i].Label, head+", ")
	}
	return head
}
