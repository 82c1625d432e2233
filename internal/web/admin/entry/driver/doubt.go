package driver

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/form"
)

// kindOption is the one box of a kind of doubt: a sentence for a single row, else a sentence for all
// of them with the list of the rows.
func (w *Words) kindOption(kind edit.Kind) form.Option {
	if len(kind.Warnings) == 1 {
		return form.Option{Value: kind.Token(), Label: w.doubtful(kind.Warnings[0])}
	}
	o := form.Option{Value: kind.Token(), Label: w.T("asking."+kind.Code, "count", len(kind.Warnings))}
	for _, doubt := range kind.Warnings {
		o.Items = append(o.Items, w.item(doubt))
	}
	return o
}

// item names one row of a kind of doubt, with its number and the one that it is held against.
func (w *Words) item(doubt edit.Warning) string {
	v, isValue := valueOf(doubt.Ref)
	subject := w.subject(doubt.Ref, v, isValue)
	if !isValue {
		return subject
	}
	ind := w.indicator(v.Indicator)
	key, args := "asking.item", []any{"subject", subject, "new", w.Quantity(ind, v.Number)}
	if old, ok := doubt.Args["old"].(segur.Number); ok {
		key, args = "asking.item_old", append(args, "old", w.Quantity(ind, old))
	}
	return w.T(key, args...)
}

// doubtful words one warning.
func (w *Words) doubtful(doubt edit.Warning) string {
	v, isValue := valueOf(doubt.Ref)
	ind := segur.Indicator{Decimals: segur.MaxDecimals}
	switch {
	case doubt.Ref.Table == segur.TableProjects:
		ind.Unit = "million_eur"
	case isValue:
		ind = w.indicator(v.Indicator)
	}
	var args []any
	for _, name := range slices.Sorted(maps.Keys(doubt.Args)) {
		args = append(args, name, w.named(ind, v, name, doubt.Args[name]))
	}
	args = append(args, "subject", w.subject(doubt.Ref, v, isValue))
	key := "entry.doubt." + doubt.Code
	if against, ok := doubt.Args["against"].(string); ok {
		args = append(args, "what", w.T("entry.against."+against, "period", w.argument(ind, v, doubt.Args["against_period"])))
	}
	if up, ok := doubt.Args["up"].(bool); ok && !up {
		key += "_down"
	}
	if _, dated := doubt.Args["date"]; dated {
		key += "_date"
	}
	if _, ok := doubt.Args["high"]; doubt.Code == edit.WarnBounds && !ok {
		key += "_low"
	}
	return w.T(key, args...)
}

// named writes what a warning says of a row under a name that tells what it is.
func (w *Words) named(ind segur.Indicator, v segur.Value, name string, a any) any {
	text, _ := a.(string)
	switch name {
	case "region":
		return w.Territory(text)
	case "scope":
		return w.T("scope." + cmp.Or(text, "unstated"))
	}
	return w.argument(ind, v, a)
}

// argument writes what a warning says of a row.
func (w *Words) argument(ind segur.Indicator, v segur.Value, a any) any {
	switch a := a.(type) {
	case segur.Number:
		return w.Quantity(ind, a)
	case segur.Period:
		return w.Period(a)
	case segur.Date:
		return w.Date(a)
	case segur.Stage:
		return w.T("change.stage." + string(a))
	case float64:
		return w.Localizer.Number(a, 1)
	case int:
		return w.Localizer.Number(float64(a), 0)
	case string:
		if w.catalog.Source(a) != nil {
			return w.sourceTitle(a)
		}
		return a
	case bool:
		return strconv.FormatBool(a)
	}
	return ""
}

// subject names the row of a warning: a form of one row needs no name, a grid does.
func (w *Words) subject(ref segur.RowRef, v segur.Value, isValue bool) string {
	if isValue {
		return w.T("entry.value_subject", "territory", w.Territory(v.Territory), "period", w.Period(v.Period))
	}
	return w.T("entry.table_subject." + ref.Table)
}

// valueOf finds the value that a change brings, by its key.
func valueOf(ref segur.RowRef) (segur.Value, bool) {
	if ref.Table != segur.TableValues {
		return segur.Value{}, false
	}
	parts := strings.SplitN(ref.Key, " ", 6)
	if len(parts) < 5 {
		return segur.Value{}, false
	}
	period, err := segur.ParsePeriod(parts[2])
	number, _, errNumber := segur.ParseNumber(parts[4])
	if err != nil || errNumber != nil {
		return segur.Value{}, false
	}
	return segur.Value{Indicator: parts[0], Kind: segur.Kind(parts[1]), Period: period, Territory: parts[3], Number: number}, true
}

// indicator finds a definition, in what is published or in what is being proposed.
func (w *Words) indicator(code string) segur.Indicator {
	if ind := w.catalog.Indicator(code); ind != nil {
		return ind.Indicator
	}
	return segur.Indicator{Code: code, Decimals: segur.MaxDecimals}
}

// written is a value as a message repeats it: figures with decimals as the reader writes them.
func (w *Words) written(value string) string {
	if n, decimals, err := segur.ParseNumber(value); err == nil && decimals > 0 {
		return w.Localizer.Number(n.Float(), segur.MaxDecimals)
	}
	return short(value)
}

// short bounds what a message repeats of a value.
func short(text string) string {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

func (w *Words) steps(steps []edit.Backward) string {
	var said []string
	for _, b := range steps {
		said = append(said, w.T("entry.step_back", "from_year", b.FromYear, "to_year", b.ToYear,
			"from", w.T("state."+b.From.Slug()), "to", w.T("state."+b.To.Slug())))
	}
	return w.Localizer.List(said)
}
