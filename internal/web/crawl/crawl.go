package crawl

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Files makes what programs ask for.
type Files struct{ site *view.Site }

// New returns the files of a site.
func New(site *view.Site) *Files { return &Files{site} }

// mapPath is where programs look for the list of addresses.
const mapPath = "/sitemap.xml"

// Routes returns the routes of the files. They are the same in every language.
func (f *Files) Routes() []web.Route {
	return []web.Route{
		{Path: mapPath, Lang: locale.FR, Read: f.list},
		{Path: "/robots.txt", Lang: locale.FR, Read: f.robots},
		{Path: "/favicon.ico", Lang: locale.FR, Read: f.icon},
	}
}

// robots lets every program read every page; the desk is behind a password, and is no reading.
func (f *Files) robots(context.Context, *catalog.Catalog, web.Request) (web.Answer, error) {
	text := fmt.Sprintf("User-agent: *\nAllow: /\nDisallow: %s\n\nSitemap: %s%s\n", paths.Root, f.site.BaseURL, mapPath)
	return web.Answer{File: &web.File{Body: []byte(text), Type: "text/plain; charset=utf-8"}}, nil
}

// icon leads to the drawing that pages name.
func (f *Files) icon(context.Context, *catalog.Catalog, web.Request) (web.Answer, error) {
	address, err := f.site.Assets.URL("icon.svg")
	return web.Answer{MovedTo: address}, err
}

// The list of addresses, as sitemaps.org defines it, with the twin of each in the other language.
type siteMap struct {
	XMLName xml.Name `xml:"urlset"`
	Space   string   `xml:"xmlns,attr"`
	XHTML   string   `xml:"xmlns:xhtml,attr"`
	Pages   []entry  `xml:"url"`
}

type entry struct {
	Address    string      `xml:"loc"`
	ModifiedOn string      `xml:"lastmod"`
	Twins      []alternate `xml:"xhtml:link"`
}

type alternate struct {
	Rel     string `xml:"rel,attr"`
	Lang    string `xml:"hreflang,attr"`
	Address string `xml:"href,attr"`
}

func (f *Files) list(_ context.Context, c *catalog.Catalog, _ web.Request) (web.Answer, error) {
	m := siteMap{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml"}
	day := c.Publication().PublishedAt.In(f.site.Zone).Format(time.DateOnly)
	french, english := f.addresses(c, locale.FR), f.addresses(c, locale.EN)
	for i := range french {
		twins := []alternate{
			{"alternate", string(locale.FR), f.site.BaseURL + french[i]},
			{"alternate", string(locale.EN), f.site.BaseURL + english[i]},
		}
		for _, one := range twins {
			m.Pages = append(m.Pages, entry{one.Address, day, twins})
		}
	}
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(m); err != nil {
		return web.Answer{}, fmt.Errorf("list of addresses: %w", err)
	}
	return web.Answer{File: &web.File{Body: out.Bytes(), Type: "application/xml; charset=utf-8"}}, nil
}

// mostAddresses is how many pages of one language a list may have: the standard allows 50,000 for both.
const mostAddresses = 25_000

// addresses returns the pages that a publication has in a language, each once, in the same order in
// every language: sections, measures, indicators, charts, publications, projects. The search and the form for
// reports have nothing of their own to list.
func (f *Files) addresses(c *catalog.Catalog, lang locale.Lang) []string {
	to := view.Links{Lang: lang}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(view.Sections())) {
		if name != "search" && name != "report" && (name != "reports" || f.site.Reports) {
			list = append(list, to.Section(name))
		}
	}
	for _, m := range c.Measures() {
		list = append(list, to.Measure(m))
	}
	for _, t := range c.Regions() {
		list = append(list, to.Region(t))
	}
	for _, i := range c.Indicators() {
		list = append(list, to.Indicator(i.Code))
	}
	for _, name := range chart.Names(c) {
		if _, withdrawn := c.Withdrawal(name); !withdrawn {
			list = append(list, to.Chart(name, chart.View{}, view.Style{}))
		}
	}
	for _, p := range c.Publications() {
		list = append(list, to.News(p.Number))
	}
	for _, region := range c.RegionsByName() {
		for _, p := range c.ProjectsOf(region.Code) {
			if len(list) < mostAddresses {
				list = append(list, to.Project(p.ID))
			}
		}
	}
	return list
}
