package review

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of the filter.
const (
	fieldWhose     = "vue"
	fieldStatus    = "statut"
	fieldKind      = "nature"
	fieldMeasure   = "mesure"
	fieldIndicator = "indicateur"
	fieldRegion    = "region"
	fieldBefore    = "avant"
)

// The values of fieldWhose.
const (
	mine    = "moi"
	forMe   = "attente"
	anybody = ""
)

// everyStatus is the value of fieldStatus that leaves nothing out; "" stands for what is under way.
const everyStatus = "toutes"

// filter is what a person asked of the queue; zero fields do not narrow.
type filter struct {
	whose      string
	status     string
	kind       desk.Kind
	measure    int
	indicators []string // codes that match what was typed
	named      bool     // something was typed about indicators
	region     string
	before     int64
	typed      map[string]string
}

func readFilter(c *admin.Call) filter {
	f := filter{typed: map[string]string{}}
	for _, name := range []string{fieldWhose, fieldStatus, fieldKind, fieldMeasure, fieldIndicator, fieldRegion} {
		f.typed[name] = c.Query.Get(name)
	}
	f.whose, f.status, f.region = f.typed[fieldWhose], f.typed[fieldStatus], f.typed[fieldRegion]
	if kind := desk.Kind(f.typed[fieldKind]); slices.Contains(desk.Kinds(), kind) {
		f.kind = kind
	}
	f.measure, _ = strconv.Atoi(f.typed[fieldMeasure])
	f.before, _ = strconv.ParseInt(c.Query.Get(fieldBefore), 10, 64)
	if text := f.typed[fieldIndicator]; text != "" {
		f.named = true
		for _, ind := range c.Catalog.FindIndicators(text) {
			f.indicators = append(f.indicators, ind.Code)
		}
	}
	return f
}

// narrows reports whether one of some fields is used.
func (f filter) narrows(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f.typed[name] != "" })
}

// slugs names the statuses in addresses.
func slugs() map[string]desk.Status {
	return map[string]desk.Status{
		"a-relire": desk.StatusSubmitted, "a-corriger": desk.StatusReturned, "approuvees": desk.StatusApproved,
		"refusees": desk.StatusRejected, "retirees": desk.StatusWithdrawn, "publiees": desk.StatusPublished,
	}
}

// statuses returns what the list holds. Drafts have a list of their own.
func (f filter) statuses() []desk.Status {
	if s, ok := slugs()[f.status]; ok {
		return []desk.Status{s}
	}
	if f.status == everyStatus {
		return slices.DeleteFunc(desk.Statuses(), func(s desk.Status) bool { return s == desk.StatusDraft })
	}
	return []desk.Status{desk.StatusSubmitted, desk.StatusReturned, desk.StatusApproved}
}

// admits applies what storage does not know.
func (f filter) admits(c *admin.Call, live segur.Dataset, p desk.Proposal) bool {
	if f.whose == forMe && !waits(c.Actor, live, p) {
		return false
	}
	if f.named && !slices.ContainsFunc(indicatorsOf(p.Changes), func(code string) bool { return slices.Contains(f.indicators, code) }) {
		return false
	}
	if f.measure == 0 && f.region == "" {
		return true
	}
	target := edit.Target(live, p.Changes)
	return (f.measure == 0 || slices.Contains(target.Measures, f.measure)) &&
		(f.region == "" || slices.Contains(target.Territories, f.region))
}

// indicatorsOf returns the codes of the indicators that a change is about, old and new.
func indicatorsOf(c segur.ChangeSet) []string {
	var codes []string
	for _, change := range edit.List(c) {
		for _, row := range []edit.Row{change.Old, change.New} {
			switch row := row.(type) {
			case segur.Value:
				codes = append(codes, row.Indicator)
			case segur.Indicator:
				codes = append(codes, row.Code)
			}
		}
	}
	return codes
}

// fields ask for a filter, filled in with the present one; more is what few people ask.
func (f filter) fields(c *admin.Call, w *preview.Words) (first, more []form.Field) {
	choice := func(name, label string, options ...form.Option) form.Field {
		return form.Field{Name: name, Kind: form.Select, Label: w.T(label), Options: options, Values: []string{f.typed[name]}}
	}
	kinds := []form.Option{{Label: w.T("review.any_kind")}}
	for _, k := range desk.Kinds() {
		kinds = append(kinds, form.Option{Value: string(k), Label: w.T("kind_of." + string(k))})
	}
	measures := []form.Option{{Label: w.T("review.any_measure")}}
	for _, m := range c.Catalog.Measures() {
		title := w.T("change.measure", "number", m.Number, "title", w.Text(m.ShortTitle.In(string(w.Lang()))))
		measures = append(measures, form.Option{Value: strconv.Itoa(m.Number), Label: title})
	}
	territories := []form.Option{{Label: w.T("review.any_territory")}}
	for _, t := range c.Catalog.Territories() {
		territories = append(territories, form.Option{Value: t.Code, Label: w.Text(t.Name.In(string(w.Lang())))})
	}
	first = []form.Field{
		choice(fieldWhose, "review.ask_whose",
			form.Option{Value: anybody, Label: w.T("review.anybody")}, form.Option{Value: forMe, Label: w.T("review.for_me")},
			form.Option{Value: mine, Label: w.T("review.mine")}),
		choice(fieldStatus, "review.ask_status", statusOptions(w)...),
	}
	more = []form.Field{
		choice(fieldKind, "review.ask_kind", kinds...),
		choice(fieldMeasure, "review.ask_measure", measures...),
		choice(fieldRegion, "review.ask_territory", territories...),
		{Name: fieldIndicator, Label: w.T("review.ask_indicator"), Values: []string{f.typed[fieldIndicator]}},
	}
	return first, more
}

func statusOptions(w *preview.Words) []form.Option {
	options := []form.Option{{Label: w.T("review.under_way")}}
	for _, s := range desk.Statuses() {
		for slug, status := range slugs() {
			if status == s {
				options = append(options, form.Option{Value: slug, Label: w.T("review.statuses." + string(s))})
			}
		}
	}
	return append(options, form.Option{Value: everyStatus, Label: w.T("review.every_status")})
}
