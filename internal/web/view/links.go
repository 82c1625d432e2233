package view

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
)

// Sections are the public addresses, French and English. They are a promise to readers:
// one that changes must redirect.
func Sections() map[string][2]string {
	return map[string][2]string{
		"home":          {"/", "/en/"},
		"measures":      {"/mesures", "/en/measures"},
		"indicators":    {"/indicateurs", "/en/indicators"},
		"timeline":      {"/chronologie", "/en/timeline"},
		"sources":       {"/sources", "/en/sources"},
		"method":        {"/methode", "/en/method"},
		"data":          {"/donnees", "/en/data"},
		"legal":         {"/mentions-legales", "/en/legal"},
		"privacy":       {"/donnees-personnelles", "/en/privacy"},
		"accessibility": {"/accessibilite", "/en/accessibility"},
		"sitemap":       {"/plan-du-site", "/en/sitemap"},
	}
}

// Translate returns the address of the same page in the other language.
func Translate(path string) string {
	bare, query, hasQuery := strings.Cut(path, "?")
	if hasQuery {
		query = "?" + query
	}
	for _, pair := range Sections() {
		for i, from := range pair {
			to := pair[1-i]
			if bare == from {
				return to + query
			}
			if rest, ok := strings.CutPrefix(bare, from+"/"); ok && from != "/" && from != "/en/" {
				return to + "/" + rest + query
			}
		}
	}
	return Links{}.Home()
}

// Links gives the addresses of one language.
type Links struct{ Lang locale.Lang }

// Section returns the address of a section by name; an unknown name leads home.
func (t Links) Section(name string) string {
	pair, ok := Sections()[name]
	if !ok {
		pair = Sections()["home"]
	}
	if t.Lang == locale.EN {
		return pair[1]
	}
	return pair[0]
}

// Home returns the address of the home page.
func (t Links) Home() string { return t.Section("home") }

// Year returns the home page for a year.
func (t Links) Year(year int) string { return t.Home() + "?annee=" + strconv.Itoa(year) }

// Measure returns the page of a measure.
func (t Links) Measure(m *catalog.Measure) string {
	return t.Section("measures") + "/" + MeasureSlug(m)
}

// MeasureSlug is the last part of a measure's address: number and words.
func MeasureSlug(m *catalog.Measure) string { return strconv.Itoa(m.Number) + "-" + m.Slug }

// Indicator returns the page of an indicator.
func (t Links) Indicator(code string) string {
	return t.Section("indicators") + "/" + url.PathEscape(code)
}

// Source returns the place of a document in the list of sources.
func (t Links) Source(id string) string { return t.Section("sources") + "#" + url.PathEscape(id) }

// Filter names one set of choices in the list of measures.
type Filter struct {
	Pillar int
	State  string
	Year   int
	Text   string
}

// Measures returns the list of measures under a filter.
func (t Links) Measures(f Filter) string {
	query := make([]string, 0, 4)
	add := func(name, value string) {
		if value != "" && value != "0" {
			query = append(query, name+"="+url.QueryEscape(value))
		}
	}
	add("pilier", strconv.Itoa(f.Pillar))
	add("etat", f.State)
	add("annee", strconv.Itoa(f.Year))
	add("q", f.Text)
	if len(query) == 0 {
		return t.Section("measures")
	}
	return t.Section("measures") + "?" + strings.Join(query, "&")
}
