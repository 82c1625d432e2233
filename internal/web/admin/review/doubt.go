package review

import (
	"cmp"
	"strings"

	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
)

// doubts words what is asked about several rows: a single one in a sentence of its own, else one
// sentence for all of them, and the rows.
func doubts(c *admin.Call, w *preview.Words, changes segur.ChangeSet, kind edit.Kind) (text string, items []string) {
	if len(kind.Warnings) == 1 {
		return doubt(c, w, changes, kind.Warnings[0]), nil
	}
	for _, warning := range kind.Warnings {
		d := newDoubted(c, w, changes, warning)
		key, args := "asking.item_text", []any{"subject", d.subject}
		if d.number != "" {
			key, args = "asking.item", append(args, "new", d.number)
		}
		if _, ok := warning.Args["old"].(segur.Number); ok {
			key, args = "asking.item_old", append(args, "old", d.quantity(w, "old"))
		}
		items = append(items, w.T(key, args...))
	}
	return w.T("asking."+kind.Code, "count", len(kind.Warnings)), items
}

// doubted is a row with a warning about it.
type doubted struct {
	edit.Warning
	subject string
	number  string // "" for a row without one
	ind     segur.Indicator
}

func newDoubted(c *admin.Call, w *preview.Words, changes segur.ChangeSet, warning edit.Warning) doubted {
	items := changelog.Describer{After: c.Catalog, Words: w.Localizer}.Describe(changes)
	d := doubted{Warning: warning, subject: warning.Ref.Key}
	for _, item := range items {
		if item.Ref == warning.Ref {
			d.subject = item.Subject
		}
	}
	if warning.Ref.Table == segur.TableProjects {
		d.ind = segur.Indicator{Unit: "million_eur", Decimals: segur.MaxDecimals}
	}
	if warning.Ref.Table != segur.TableValues {
		return d
	}
	code, _, _ := strings.Cut(warning.Ref.Key, " ")
	d.ind = indicatorOf(c, changes, code)
	for _, change := range edit.List(segur.ChangeSet{Values: changes.Values}) {
		if v, ok := change.New.(segur.Value); ok && change.Ref() == warning.Ref {
			d.number = w.Quantity(v.Number.Float(), d.ind.Decimals, d.ind.Unit).String()
		}
	}
	return d
}

// quantity writes a number that the warning carries, "" where it carries none.
func (d doubted) quantity(w *preview.Words, name string) string {
	n, ok := d.Args[name].(segur.Number)
	if !ok {
		return ""
	}
	return w.Quantity(n.Float(), d.ind.Decimals, d.ind.Unit).String()
}

// project returns what a warning about projects says beside its row.
func (d doubted) project(c *admin.Call, w *preview.Words) []any {
	region, _ := d.Args["region"].(string)
	if t, ok := c.Catalog.Territory(region); ok {
		region = w.Text(t.Name.In(string(w.Lang())))
	}
	scope, _ := d.Args["scope"].(string)
	args := []any{"region", region, "scope", w.T("scope." + cmp.Or(scope, "unstated"))}
	for _, name := range []string{"given", "envelope", "aid", "cost"} {
		args = append(args, name, d.quantity(w, name))
	}
	for _, name := range []string{"was", "stage"} {
		if stage, ok := d.Args[name].(segur.Stage); ok {
			args = append(args, name, w.T("change.stage."+string(stage)))
		}
	}
	return args
}

// doubt words a warning, after the name of its row.
func doubt(c *admin.Call, w *preview.Words, changes segur.ChangeSet, warning edit.Warning) string {
	d := newDoubted(c, w, changes, warning)
	args := []any{"subject", d.subject, "old", d.quantity(w, "old"), "new", d.quantity(w, "new")}
	key := "review.warning." + warning.Code
	if warning.Code == edit.WarnEvidence {
		dated, _ := warning.Args["dated"].(segur.Date)
		args = append(args, "document", warning.Args["document"], "dated", sentence.Date(w.Localizer, dated))
	}
	if numbers, ok := warning.Args["numbers"].(string); ok {
		args = append(args, "numbers", numbers)
	}
	if warning.Code == edit.WarnOvercommitted || warning.Code == edit.WarnAidAboveCost || warning.Code == edit.WarnStageBack {
		args = append(args, d.project(c, w)...)
	}
	if factor, ok := warning.Args["factor"].(int); ok {
		args = append(args, "factor", w.Number(float64(factor), 0))
	}
	if up, ok := warning.Args["up"].(bool); ok && !up {
		key += "_down"
	}
	return w.T(key, args...)
}
