package feed

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// longest bounds the entries of a feed; older ones are among the news.
const longest = 50

// Feeds makes the feeds of a site.
type Feeds struct {
	site *view.Site
	body *template.Template
}

// New returns the feeds of a site.
func New(site *view.Site) *Feeds {
	return &Feeds{site: site, body: template.Must(template.New("entry").Parse(body))}
}

// Routes returns the routes of the feeds in both languages.
func (f *Feeds) Routes() []web.Route {
	var routes []web.Route
	for _, lang := range locale.Langs() {
		routes = append(routes, web.Route{
			Path: view.Links{Lang: lang}.Section("regions") + "/:region/" + view.FeedName, Lang: lang, Kind: web.KindData, Read: f.region,
		})
	}
	return routes
}

// call is one request being answered.
type call struct {
	*catalog.Catalog
	words *locale.Localizer
	to    view.Links
	tell  view.Describer
	feeds *Feeds
}

// region is the feed of a region. An address with other words than its own leads to it.
func (f *Feeds) region(_ context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	to := view.Links{Lang: r.Words.Lang(), Publication: r.Publication}
	code, _, _ := strings.Cut(r.Params["region"], "-")
	region, ok := cat.Region(code)
	if !ok {
		return web.Answer{}, &segur.Error{Code: segur.CodeNotFound, Message: r.Words.T("region.no_region")}
	}
	if view.RegionSlug(region.Territory) != r.Params["region"] {
		return web.Answer{MovedTo: to.RegionFeed(region.Territory)}, nil
	}
	c := call{
		Catalog: cat, words: r.Words, to: to, feeds: f,
		tell: view.Describer{Site: f.site, Catalog: cat, Words: r.Words, To: view.Links{Lang: r.Words.Lang()}},
	}
	return c.answer(region)
}

func (c call) answer(r catalog.Region) (web.Answer, error) {
	name := c.words.Text(r.Name.In(string(c.words.Lang())))
	first := c.Publications()[0]
	d := document{
		Lang: string(c.words.Lang()), ID: c.id(first, r.Code), Title: c.words.T("feed.region", "region", name, "site", c.words.T("site.name")),
		Subtitle: c.words.T("feed.region_about", "region", name), Author: c.words.T("site.name"), Rights: c.words.T("figure.licence"),
		Links: []link{
			{"self", typeAtom, string(c.words.Lang()), c.absolute(c.to.RegionFeed(r.Territory))},
			{"alternate", "text/html", string(c.words.Lang()), c.absolute(c.to.Region(r.Territory))},
		},
	}
	history := c.RegionHistory(r.Code)
	for _, e := range history[:min(len(history), longest)] {
		one, err := c.entry(e, r, name)
		if err != nil {
			return web.Answer{}, err
		}
		d.Entries = append(d.Entries, one)
	}
	if len(d.Entries) < longest {
		d.Entries = append(d.Entries, c.beginning(first, r, name))
	}
	d.Updated = d.Entries[0].Updated
	body, err := d.bytes()
	return web.Answer{File: &web.File{Body: body, Type: typeAtom + "; charset=utf-8"}}, err
}

// id names an entry for good: by the publication, which its hash tells from those of other installations,
// the region and the language.
func (c call) id(p segur.Publication, region string, more ...string) string {
	parts := append([]string{p.Hash, region, string(c.words.Lang())}, more...)
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte(strings.Join(parts, "/"))).URN()
}

func (c call) absolute(path string) string { return c.feeds.site.BaseURL + path }

// entry tells what a publication changed. It never changes itself: a correction is another publication.
func (c call) entry(e catalog.Entry, r catalog.Region, name string) (entry, error) {
	groups := c.tell.Groups(e.Edition, e.Part)
	n := 0
	for _, g := range groups {
		for _, change := range g.Changes {
			n += change.Count
		}
	}
	p := e.Publication
	var html bytes.Buffer
	err := c.feeds.body.Execute(&html, story{c.words, groups, c.absolute, e.Reverts})
	if err != nil {
		return entry{}, fmt.Errorf("feed of %s, publication %d: %w", r.Code, p.Number, err)
	}
	return c.dated(p, r, entry{
		Title:   c.words.T("feed.changes", "count", n, "n", sentence.Count(c.words, n), "region", name),
		Content: content{"html", html.String()},
	}, c.to.News(p.Number)), nil
}

// beginning is the entry of the first publication, which changed nothing and brought everything.
func (c call) beginning(p segur.Publication, r catalog.Region, name string) entry {
	text := template.HTMLEscapeString(c.words.T("feed.first_about", "region", name))
	return c.dated(p, r, entry{
		Title: c.words.T("feed.first", "region", name), Content: content{"html", "<p>" + text + "</p>"},
	}, c.to.Region(r.Territory))
}

func (c call) dated(p segur.Publication, r catalog.Region, e entry, href string) entry {
	e.ID = c.id(p, r.Code, "entry")
	e.Published, e.Updated = moment(p.PublishedAt), moment(p.PublishedAt)
	e.Links = []link{{"alternate", "text/html", string(c.words.Lang()), c.absolute(href)}}
	return e
}

// story is what the body of an entry says.
type story struct {
	*locale.Localizer
	Groups   []view.ChangeGroup
	Absolute func(string) string
	Reverts  int
}

// Documents returns what the changes of a group rest on, each once.
func (s story) Documents(g view.ChangeGroup) []view.Citation {
	all := slices.Clone(g.Citations)
	for _, change := range g.Changes {
		for _, cite := range change.Citations {
			if !slices.Contains(all, cite) {
				all = append(all, cite)
			}
		}
	}
	return all
}

// body is the HTML of an entry, plain enough for any reader of feeds.
const body = `
{{- $s := .}}
{{- with .Reverts}}<p>{{$s.T "news.reverts" "number" .}}</p>{{end}}
{{- range .Groups -}}
  <ul>
    {{- range .Changes -}}
      {{$change := .}}<li><strong>{{.Title}}</strong>{{$s.T "site.colon"}}
      {{if .Href}}<a href="{{call $s.Absolute .Href}}">{{.Subject}}</a>{{else}}{{.Subject}}{{end}}
      {{- if .Told}}<ul>{{range .Told}}<li>{{.Label}}{{$s.T "site.colon"}}
        {{if eq $change.Kind "added"}}{{.New}}
        {{- else if eq $change.Kind "removed"}}<del>{{.Old}}</del>
        {{- else}}<ins>{{or .New ($s.T "news.empty")}}</ins> {{$s.T "news.instead"}} <del>{{or .Old ($s.T "news.empty")}}</del>{{end -}}
      </li>{{end}}</ul>{{end -}}
      </li>
    {{- end -}}
  </ul>
  {{- with $s.Documents .}}<p>{{$s.T "source.label"}} {{range $i, $cite := .}}{{if $i}} ; {{end}}{{if .URL}}<a href="{{.URL}}">
    {{- .Publisher}}</a>{{else}}{{.Publisher}}{{end}}, {{.Quoted}}{{with .Date}}, {{.}}{{end}}{{end}}</p>{{end}}
  {{- with .Reason}}<p>{{$s.T "news.reason"}}{{$s.T "site.colon"}} <span lang="fr">{{.}}</span></p>{{end}}
{{- end}}`
