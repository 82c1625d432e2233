package view

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
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
		"charts":        {"/graphiques", "/en/charts"},
		"integrate":     {"/integrer", "/en/embedding"},
		"news":          {"/nouveautes", "/en/whats-new"},
		"legal":         {"/mentions-legales", "/en/legal"},
		"privacy":       {"/donnees-personnelles", "/en/privacy"},
		"accessibility": {"/accessibilite", "/en/accessibility"},
		"sitemap":       {"/plan-du-site", "/en/sitemap"},
		"report":        {"/signaler", "/en/report"},
		"reports":       {"/signalements", "/en/reports"},
		"glossary":      {"/glossaire", "/en/glossary"},
		"regions":       {"/regions", "/en/regions"},
		"investment":    {"/investissement", "/en/investment"},
		"projects":      {"/projets", "/en/projects"},
		"search":        {"/recherche", "/en/search"},
		"concertation":  {"/concertation", "/en/consultation"},
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

// Links gives the addresses of one language, in one view of the figures.
type Links struct {
	Lang        locale.Lang
	Publication int // the publication that the reader looks back to, 0 for today's figures
}

// Section returns the address of a section by name; an unknown name leads home.
func (t Links) Section(name string) string { return t.keep(t.Action(name)) }

// Action returns the address of a section without any parameter, for a form that says in a
// field of its own which publication it looks at.
func (t Links) Action(name string) string {
	pair, ok := Sections()[name]
	if !ok {
		pair = Sections()["home"]
	}
	if t.Lang == locale.EN {
		return pair[1]
	}
	return pair[0]
}

// keep adds the publication to an address that has neither it nor a fragment.
func (t Links) keep(address string) string {
	if t.Publication == 0 {
		return address
	}
	separator := "?"
	if strings.Contains(address, separator) {
		separator = "&"
	}
	return address + separator + "publication=" + strconv.Itoa(t.Publication)
}

// At returns the links of the same language in the view of a publication, 0 for today's.
func (t Links) At(publication int) Links { return Links{t.Lang, publication} }

// Home returns the address of the home page.
func (t Links) Home() string { return t.Section("home") }

// Year returns the home page for what is documented in a year.
func (t Links) Year(year int) string {
	return t.keep(t.Action("home") + "?annee=" + strconv.Itoa(year))
}

// Then returns the home page for the last known states at the end of a year.
func (t Links) Then(year int) string {
	return t.keep(t.Action("home") + "?annee=" + strconv.Itoa(year) + "&lecture=" + string(segur.LastKnown))
}

// Measure returns the page of a measure.
func (t Links) Measure(m *catalog.Measure) string {
	return t.keep(t.Action("measures") + "/" + MeasureSlug(m))
}

// MeasureSlug is the last part of a measure's address: number and words.
func MeasureSlug(m *catalog.Measure) string { return strconv.Itoa(m.Number) + "-" + m.Slug }

// MeasureAt finds the measure of an address by the last part of it, nil for none. The words tell
// it, whatever number it had when the address was written; a number with other words, or alone, is
// that of the publication.
func MeasureAt(c *catalog.Catalog, last string) *catalog.Measure {
	number, slug, _ := strings.Cut(last, "-")
	n, err := strconv.Atoi(number)
	if err != nil {
		return nil
	}
	if named := c.MeasureNamed(slug); named != nil {
		return named
	}
	return c.Measure(n)
}

// Indicator returns the page of an indicator.
func (t Links) Indicator(code string) string {
	return t.keep(t.Action("indicators") + "/" + url.PathEscape(code))
}

// IndicatorIn is Indicator with the figures of a territory.
func (t Links) IndicatorIn(code, territory string) string {
	return t.IndicatorValues(code, territory, 1)
}

// IndicatorValues is Indicator with a page, from 1, of the figures of a territory, "" for the one that stands for
// the indicator.
func (t Links) IndicatorValues(code, territory string, page int) string {
	var query []string
	if territory != "" {
		query = append(query, "region="+url.QueryEscape(territory))
	}
	if page > 1 {
		query = append(query, "page="+strconv.Itoa(page))
	}
	if len(query) == 0 {
		return t.Indicator(code)
	}
	return t.keep(t.Action("indicators") + "/" + url.PathEscape(code) + "?" + strings.Join(query, "&"))
}

// IndicatorFilter names one set of choices in the list of indicators.
type IndicatorFilter struct {
	Pillar int
	Show   string // what they must have in common beside, "" for nothing
	Text   string
}

// SourceFilter names one set of choices in the list of documents.
type SourceFilter struct {
	Text      string
	Kind      string
	Publisher string // the slug of its name
	Page      int    // 0 for the first
	Document  string // one document alone
}

// Sources returns the list of documents under a filter.
func (t Links) Sources(f SourceFilter) string {
	query := make([]string, 0, 4)
	add := func(name, value string) {
		if value != "" && value != "0" {
			query = append(query, name+"="+url.QueryEscape(value))
		}
	}
	add("q", f.Text)
	add("genre", f.Kind)
	add("editeur", f.Publisher)
	add("page", strconv.Itoa(f.Page))
	add("doc", f.Document)
	if len(query) == 0 {
		return t.Section("sources")
	}
	return t.keep(t.Action("sources") + "?" + strings.Join(query, "&"))
}

// Source returns the place of a document and of its uses, whatever page of the list it stands on.
func (t Links) Source(id string) string {
	return t.Sources(SourceFilter{Document: id}) + "#" + url.PathEscape(id)
}

// News returns the page of one publication.
func (t Links) News(number int) string {
	return t.keep(t.Action("news") + "/" + strconv.Itoa(number))
}

// NewsPage returns a page of the list of publications; the first is the section itself.
func (t Links) NewsPage(n int) string {
	if n < 2 {
		return t.Section("news")
	}
	return t.keep(t.Action("news") + "?page=" + strconv.Itoa(n))
}

// StrandAnchor is the place of a strand of the consultations on their page, by its identifier.
func StrandAnchor(id string) string { return "volet-" + id }

// Strand returns the place of a strand of the consultations.
func (t Links) Strand(id string) string {
	return t.Section("concertation") + "#" + url.PathEscape(StrandAnchor(id))
}

// Document returns the download of a document that a published row names.
func (t Links) Document(d segur.Document) string {
	return t.keep("/documents/" + d.Digest + "/" + url.PathEscape(d.Name))
}

// Search returns the answers to a text, of one kind or, for "", of all.
func (t Links) Search(text, kind string) string {
	query := "?q=" + url.QueryEscape(text)
	if kind != "" {
		query += "&type=" + url.QueryEscape(kind)
	}
	return t.keep(t.Action("search") + query)
}

// Filter names one set of choices in the list of measures. A year without a reading means what is
// documented in it; no year means the last known state.
type Filter struct {
	Pillar  int
	State   string
	Year    int
	Reading segur.Reading // "" for the usual one
	Basis   string
	Text    string
}

// Measures returns the list of measures under a filter.
func (t Links) Measures(f Filter) string {
	query := make([]string, 0, 6)
	add := func(name, value string) {
		if value != "" && value != "0" {
			query = append(query, name+"="+url.QueryEscape(value))
		}
	}
	add("pilier", strconv.Itoa(f.Pillar))
	add("etat", f.State)
	add("annee", strconv.Itoa(f.Year))
	add("lecture", string(f.Reading))
	add("fondement", f.Basis)
	add("q", f.Text)
	if len(query) == 0 {
		return t.Section("measures")
	}
	return t.keep(t.Action("measures") + "?" + strings.Join(query, "&"))
}

// Style is how a chart looks where it travels; the zero value follows the reader's colour scheme
// and makes pictures of the size that social networks show.
type Style struct {
	Theme string // ThemeLight, ThemeDark or "" for that of the reader
	Size  string // SizeSquare, SizeLarge or "" for 1200 by 630 pixels; pictures in PNG only
	// Column is the width that the codes to copy are made for: ColumnSlim, ColumnMiddle or "" for 680 pixels; pages only.
	Column string
}

// The values of the parameters of a style that are no default.
const (
	ThemeLight = "clair"
	ThemeDark  = "sombre"
	SizeSquare = "carre"
	SizeLarge  = "grand"

	ColumnSlim   = "320"
	ColumnMiddle = "480"
)

// Columns returns the width in pixels that codes are made for.
func (d Style) Columns() int {
	switch d.Column {
	case ColumnSlim:
		return 320
	case ColumnMiddle:
		return 480
	}
	return 680
}

// ChartParams are the parameters of the addresses of charts in their canonical order, without
// those of the language and of the publication, which follow.
func ChartParams() []string {
	return []string{"region", "avec", "de", "a", "vue", "lecture", "theme", "taille", "colonne"}
}

// Chart returns the page of a chart in one view.
func (t Links) Chart(name string, v chart.View, d Style) string {
	return t.keep(t.Action("charts") + "/" + url.PathEscape(name) + chartQuery(v, d, ""))
}

// File returns a file of the same view: "svg", "png", "csv" or "json". Data have no style and
// drawings no size.
func (t Links) File(name, ext string, v chart.View, d Style) string {
	d.Column = ""
	switch ext {
	case "csv", "json":
		d = Style{}
	case "svg":
		d.Size = ""
	}
	return t.keep(t.Action("charts") + "/" + url.PathEscape(name) + "." + ext + chartQuery(v, d, ""))
}

// Embed returns the frame of the same view.
func (t Links) Embed(name string, v chart.View, d Style) string {
	lang := ""
	if t.Lang != locale.FR {
		lang = string(t.Lang)
	}
	d.Size, d.Column = "", ""
	return t.keep("/embed/" + url.PathEscape(name) + chartQuery(v, d, lang))
}

// OEmbed returns what tells other programs how to show the chart of a page; address is that of the
// page, with scheme and host, and format is "json" or "xml".
func (t Links) OEmbed(address, format string) string {
	return "/oembed?url=" + url.QueryEscape(address) + "&format=" + format
}

// chartQuery writes the parameters of a view in their canonical order, "" when all are defaults.
func chartQuery(v chart.View, d Style, lang string) string {
	query := v.Query()
	query.Set("theme", d.Theme)
	query.Set("taille", d.Size)
	query.Set("colonne", d.Column)
	query.Set("lang", lang)
	var parts []string
	for _, name := range append(ChartParams(), "lang") {
		if value := query.Get(name); value != "" {
			parts = append(parts, name+"="+url.QueryEscape(value))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "?" + strings.Join(parts, "&")
}
