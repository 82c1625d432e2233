package embed

import (
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/quote"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// answer is an oEmbed response of the type "rich" (oembed.com, § 2.3.4).
type answer struct {
	XMLName         xml.Name `json:"-" xml:"oembed"`
	Version         string   `json:"version" xml:"version"`
	Type            string   `json:"type" xml:"type"`
	Title           text     `json:"title" xml:"title"`
	ProviderName    text     `json:"provider_name" xml:"provider_name"`
	ProviderURL     string   `json:"provider_url" xml:"provider_url"`
	CacheAge        int      `json:"cache_age" xml:"cache_age"` // seconds
	ThumbnailURL    string   `json:"thumbnail_url" xml:"thumbnail_url"`
	ThumbnailWidth  int      `json:"thumbnail_width" xml:"thumbnail_width"`
	ThumbnailHeight int      `json:"thumbnail_height" xml:"thumbnail_height"`
	HTML            text     `json:"html" xml:"html"`
	Width           int      `json:"width" xml:"width"`
	Height          int      `json:"height" xml:"height"`
}

// text is written into XML as it is: many readers know but the five entities that have names, and
// the encoder writes quotes as numbers.
type text string

// MarshalXML writes the text as a section of characters.
func (t text) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	return e.EncodeElement(struct {
		Text string `xml:",cdata"`
	}{string(t)}, start)
}

// Sizes in pixels.
const (
	narrowest       = 280
	usual           = 720
	widest          = 1600
	thumbnailWidth  = 1200
	thumbnailHeight = 630
	keptSeconds     = 3600
)

// oembed says how to show the chart of one of our addresses, in the view and with the figures that
// the address asks for. A page of an indicator stands for its chart, that of a measure for the first
// chart on it.
func (e *Embed) oembed(ctx context.Context, today *catalog.Catalog, r web.Request) (web.Answer, error) {
	format := cmp.Or(r.Query.Get("format"), "json")
	if format != "json" && format != "xml" {
		return web.Answer{}, worded(r.Words, segur.CodeUnsupported, "oembed.format")
	}
	at, err := e.locate(r.Query.Get("url"), r.Words)
	if err != nil {
		return web.Answer{}, err
	}
	if r.Query.Get(paramLang) != "" {
		at.lang = r.Lang
	}
	at.take(r)
	to := view.Links{Lang: at.lang}
	if to.Publication, err = e.publication(at, today, r.Words); err != nil {
		return web.Answer{}, err
	}
	c := today
	if to.Publication > 0 && to.Publication != today.Version() {
		if c, err = e.At(ctx, to.Publication); err != nil {
			return web.Answer{}, err
		}
	}
	shown, err := e.show(c, at, to, r.Words)
	if err != nil {
		return web.Answer{}, inWords(err, r.Words.In(at.lang))
	}
	said, err := e.say(shown, r.Query)
	if err != nil {
		return web.Answer{}, err
	}
	return write(format, said)
}

// publication returns the number of the publication that an address asks for, 0 for today's.
func (e *Embed) publication(at place, today *catalog.Catalog, words *locale.Localizer) (int, error) {
	calendar := web.Calendar{Now: e.Clock(), Zone: e.Site.Zone}
	return calendar.Asked(at.query, today.Publications(), words.In(at.lang))
}

// shown is a chart as an address asks for it.
type shown struct {
	asked view.Asked
	frame view.Framed
	said  quote.Quote
	words *locale.Localizer
	to    view.Links
}

// show finds the chart of a place. One that is withdrawn is not found: who pastes its address today
// must not get a frame that says so.
func (e *Embed) show(c *catalog.Catalog, at place, to view.Links, words *locale.Localizer) (s shown, err error) {
	s.words, s.to = words.In(at.lang), to
	name, err := at.chart(c, s.words)
	if err != nil {
		return s, err
	}
	if s.asked, err = e.Site.Ask(c, s.words, name, at.query); err == nil && s.asked.Renamed {
		s.asked, err = e.Site.Ask(c, s.words, s.asked.Chart, at.query)
	}
	if err != nil {
		return s, err
	}
	if w, withdrawn := c.Withdrawal(s.asked.Chart); withdrawn {
		return s, worded(s.words, segur.CodeNotFound, "share.withdrawn_on", "date", e.Site.Publication(s.words, w.On).Date, "number", w.On.Number)
	}
	if at.section == "measures" && s.asked.View == (chart.View{}) {
		s.asked.View = view.Usual(c, s.asked.Chart) // as the page shows it
	}
	made, err := chart.MakeView(c, s.asked.Chart, s.asked.View, s.words)
	if err != nil {
		return s, err
	}
	s.frame = view.NewFramed(view.Drawer{Catalog: c, Words: s.words, To: to}, made, s.asked.View)
	s.said = e.quote(c, s.words, made, s.asked.View)
	return s, err
}

// quote words a chart where nothing stands around it.
func (e *Embed) quote(c *catalog.Catalog, l *locale.Localizer, made chart.Chart, v chart.View) quote.Quote {
	return quote.Of(quote.Subject{Catalog: c, Words: l, Chart: made, View: v, Date: e.Site.Publication(l, c.Publication()).Date})
}

// say describes a chart to other programs.
func (e *Embed) say(s shown, query url.Values) (answer, error) {
	wide, room, err := measure(query, s.frame, s.words)
	if err != nil {
		return answer{}, err
	}
	provider := s.words.T("site.name")
	name, v, style := s.asked.Chart, s.asked.View, s.asked.Style
	snippet := view.Snippet{
		Frame: e.Site.BaseURL + s.to.Embed(name, v, style), Page: e.Site.BaseURL + s.to.Chart(name, v, view.Style{Theme: style.Theme}),
		Script: e.Site.BaseURL + "/embed.js", Title: s.said.Title, Sentence: s.said.Sentence.String(), Credit: s.said.Credit, Room: room,
	}
	return answer{
		Version: "1.0", Type: "rich", Title: text(s.said.Title), ProviderName: text(provider), ProviderURL: e.Site.BaseURL + s.to.At(0).Home(),
		CacheAge: keptSeconds, HTML: text(snippet.Quoted()), Width: wide, Height: room.High,
		ThumbnailURL:   e.Site.BaseURL + s.to.File(name, "png", v, view.Style{Theme: style.Theme}),
		ThumbnailWidth: thumbnailWidth, ThumbnailHeight: thumbnailHeight,
	}, nil
}

func write(format string, a answer) (web.Answer, error) {
	file := web.File{Type: "application/json"}
	var err error
	if format == "xml" {
		file.Type = "text/xml; charset=utf-8"
		file.Body, err = xml.Marshal(a)
		file.Body = append([]byte(xml.Header), file.Body...)
	} else {
		file.Body, err = json.Marshal(a)
	}
	return web.Answer{File: &file, Fleeting: true}, err
}

// measure returns the size of the frame: as wide as the page allows, as high as the chart needs.
func measure(query url.Values, f view.Framed, l *locale.Localizer) (wide int, room view.Room, err error) {
	most := map[string]int{"maxwidth": usual, "maxheight": 0}
	for name := range most {
		given := query.Get(name)
		if given == "" {
			continue
		}
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 {
			return 0, room, worded(l, segur.CodeInvalid, "oembed.size", "name", name)
		}
		most[name] = n
	}
	wide = min(most["maxwidth"], widest)
	room = f.In(max(wide, narrowest))
	if limit := most["maxheight"]; limit > 0 {
		room.High, room.Slim = min(room.High, limit), min(room.Slim, limit)
	}
	return wide, room, nil
}

// place is one of our addresses: a chart, or a page that a chart stands for.
type place struct {
	section string // "charts", "embed", "indicators", "measures", "regions" or "investment"
	name    string // last part of the path
	query   url.Values
	lang    locale.Lang
}

// locate reads an address of the site. Errors are worded: CodeInvalid for what is no address,
// CodeNotFound for one that is not ours or shows no chart.
func (e *Embed) locate(address string, l *locale.Localizer) (place, error) {
	u, err := url.Parse(address)
	if address == "" || err != nil || u.Host == "" {
		return place{}, worded(l, segur.CodeInvalid, "oembed.url")
	}
	nowhere := worded(l, segur.CodeNotFound, "oembed.foreign")
	if !e.ours(u) || u.User != nil {
		return place{}, nowhere
	}
	u.Path = strings.TrimRight(u.Path, "/") // as addresses are pasted
	at := place{query: url.Values{}, lang: locale.FR}
	known := append(view.ChartParams(), "publication", "au", paramLang)
	query := u.RawQuery
	if u.Fragment != "" {
		query += "#" + u.Fragment // "&#038;" was a separator
	}
	for _, pair := range web.Pairs(query, known) {
		if pair.Err != nil && slices.Contains(known, pair.Name) {
			return place{}, worded(l, segur.CodeInvalid, "oembed.url")
		}
		if value := strings.TrimSpace(pair.Value); value != "" && slices.Contains(known, pair.Name) && !at.query.Has(pair.Name) {
			at.query.Set(pair.Name, value)
		}
	}
	if web.English(u.Path) || at.query.Get(paramLang) == string(locale.EN) {
		at.lang = locale.EN
	}
	at.query.Del(paramLang)
	end := strings.LastIndexByte(u.Path, '/') + 1
	base := strings.TrimSuffix(u.Path[:end], "/")
	at.name = u.Path[end:]
	if base == "/embed" {
		at.section = "embed"
		return at, nil
	}
	for _, section := range []string{"charts", "indicators", "measures", "regions"} {
		if both := view.Sections()[section]; slices.Contains(both[:], base) {
			at.section = section
			return at, nil
		}
	}
	if both := view.Sections()["investment"]; slices.Contains(both[:], u.Path) {
		at.section = "investment"
		return at, nil
	}
	return place{}, nowhere
}

// ours reports whether an address is one of the site, by either scheme.
func (e *Embed) ours(asked *url.URL) bool {
	if asked.Scheme != "http" && asked.Scheme != "https" {
		return false
	}
	return slices.ContainsFunc(e.Addresses, func(address string) bool {
		own, err := url.Parse(address)
		return err == nil && hostOf(own) == hostOf(asked)
	})
}

// hostOf returns the host of an address in the one form that all its spellings have: in small letters, in ASCII, without the
// port that its scheme implies.
func hostOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	return host
}

// take adds the parameters of an address that was asked about as it is, which came apart from it at its "&".
func (p *place) take(r web.Request) {
	for _, name := range view.ChartParams() {
		if value := r.Query.Get(name); value != "" && !p.query.Has(name) {
			p.query.Set(name, value)
		}
	}
	if r.Publication > 0 && !p.query.Has("publication") && !p.query.Has("au") {
		p.query.Set("publication", strconv.Itoa(r.Publication))
	}
}

// chart names the chart of a place, as far as the catalog knows it.
func (p place) chart(c *catalog.Catalog, l *locale.Localizer) (string, error) {
	switch p.section {
	case "indicators":
		return segur.ChartOf(p.name), nil
	case "investment":
		return chart.Investment, nil
	case "regions":
		code, _, _ := strings.Cut(p.name, "-")
		return segur.RegionChart + code, nil
	case "measures":
		m := view.MeasureAt(c, p.name)
		if m == nil {
			return "", nil
		}
		name, err := chart.Leading(c, m, l)
		return cmp.Or(name, chart.Common), err
	}
	name, _, _ := strings.Cut(p.name, ".") // a file of the chart
	return name, nil
}

// inWords names in the text of an error what is there instead: programs print it, and follow no link.
func inWords(err error, l *locale.Localizer) error {
	var failed *segur.Error
	if !errors.As(err, &failed) || len(failed.Choices) == 0 {
		return err
	}
	instead := l.T("asked.instead")
	var values []string
	for _, choice := range failed.Choices {
		values = append(values, cmp.Or(choice.Value, choice.Label))
	}
	told := *failed
	told.Message, told.Choices = failed.Message+" "+instead+" "+strings.Join(values, ", "), nil
	return error(&told)
}

func worded(l *locale.Localizer, code segur.Code, key string, args ...any) error {
	message := l.T(key, args...)
	return errors.Join(&segur.Error{Code: code, Message: message}, nil)
}
