package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// CheckHTML returns what is wrong with a page, one sentence a fault. It holds what is true
// of every page: well-formed markup, references that lead somewhere, an outline without
// gaps, nothing inline or foreign, no trace of a template gone wrong.
func (s *Site) CheckHTML(body []byte) []string {
	return CheckHTML(body, s.Words.Keys())
}

// CheckHTML is Site.CheckHTML with the ids of texts that must not show.
func CheckHTML(body []byte, keys []string) []string {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	p := &page{doc: doc, keys: map[string]bool{}}
	for _, key := range keys {
		p.keys[key] = true
	}
	p.faults = append(p.faults, checkMarkup(body)...)
	for _, check := range []func(){
		p.checkTraces, p.checkReferences, p.checkOutline, p.checkNames, p.checkFigures, p.checkTables, p.checkStates, p.checkInline, p.checkAddresses,
		p.checkTexts,
	} {
		check()
	}
	return p.faults
}

type page struct {
	doc    *goquery.Document
	keys   map[string]bool
	faults []string
}

func (p *page) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// each calls report for every element that matches a selector.
func (p *page) each(selector string, report func(*goquery.Selection)) {
	p.doc.Find(selector).Each(func(_ int, s *goquery.Selection) { report(s) })
}

// traces are what Go prints when a template or a format goes wrong, what a browser prints
// for a missing value, and text escaped twice.
func traces() []string {
	return []string{
		"%!", "<no value>", "&lt;no value", "<nil>", "&lt;nil", "ZgotmplZ", "&amp;amp;", "&amp;lt;", "&amp;#", "NaN", "+Inf",
		"[object Object]", "undefined", "map[", "\ufffd", "\ue000", "\ue001",
	}
}

// markup is code to be copied, which is escaped twice on purpose.
var markup = regexp.MustCompile(`(?s)<textarea[^>]* readonly[^>]*>.*?</textarea>`)

// token is what auth.NewToken makes: 43 random characters, which may spell anything.
var token = regexp.MustCompile(`(["/=])[A-Za-z0-9_-]{43}(["/&])`)

func (p *page) checkTraces() {
	raw, err := p.doc.Html()
	if err != nil {
		p.fault("cannot be printed: %v", err)
	}
	raw = token.ReplaceAllString(raw, "${1}token${2}")
	words := markup.ReplaceAllString(raw, "")
	for _, trace := range traces() {
		text := raw
		if strings.HasPrefix(trace, "&amp;") {
			text = words
		}
		if i := strings.Index(text, trace); i >= 0 {
			p.fault("holds %q: …%s…", trace, text[max(0, i-60):min(len(text), i+60)])
		}
	}
}

// checkReferences holds that ids are unique and that what names one finds it.
func (p *page) checkReferences() {
	ids := map[string]int{}
	p.each("[id]", func(s *goquery.Selection) { ids[s.AttrOr("id", "")]++ })
	for id, n := range ids {
		if n > 1 || id == "" || strings.ContainsAny(id, " \t\n") {
			p.fault("id %q occurs %d times", id, n)
		}
	}
	for _, name := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list"} {
		p.each("["+name+"]", func(s *goquery.Selection) {
			for _, id := range strings.Fields(s.AttrOr(name, "")) {
				if ids[id] == 0 {
					p.fault("%s=%q leads nowhere", name, id)
				}
			}
		})
	}
	p.each(`a[href^="#"]`, func(s *goquery.Selection) {
		if id := s.AttrOr("href", "")[1:]; ids[id] == 0 {
			p.fault("link to #%s leads nowhere", id)
		}
	})
	p.each("svg *", func(s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if id, ok := strings.CutPrefix(a.Val, "url(#"); ok && ids[strings.TrimSuffix(id, ")")] == 0 {
				p.fault("picture refers to %s, which is not there", a.Val)
			}
		}
	})
	p.each("input:not([type=hidden]), select, textarea:not([hidden])", func(s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if p.doc.Find(`label[for="`+id+`"]`).Length() == 0 && s.AttrOr("aria-label", "") == "" {
			p.fault("field %q has no label", s.AttrOr("name", ""))
		}
	})
}

func (p *page) checkOutline() {
	if lang := p.doc.Find("html").AttrOr("lang", ""); lang != "fr" && lang != "en" {
		p.fault("lang is %q", lang)
	}
	for _, once := range []string{"h1", "head title", "main", "head meta[name=description]", "head meta[name=viewport]", "head meta[charset]"} {
		if n := p.doc.Find(once).Length(); n != 1 {
			p.fault("%d times %s", n, once)
		}
	}
	level := 0
	p.each("h1, h2, h3, h4, h5, h6", func(s *goquery.Selection) {
		next := int(s.Nodes[0].Data[1] - '0')
		if next > level+1 {
			p.fault("heading %q is of level %d after level %d", Words(s), next, level)
		}
		level = next
	})
}

// checkNames holds that nothing that a reader meets by its name is without one.
func (p *page) checkNames() {
	p.each("a, button, summary, h1, h2, h3, h4, h5, h6, title, label, th, caption, option, dt", func(s *goquery.Selection) {
		if strings.TrimSpace(s.Text()) == "" && s.AttrOr("aria-label", "") == "" && s.Find("img[alt]").Length() == 0 {
			p.fault("empty %s: %s", s.Nodes[0].Data, outer(s))
		}
	})
	p.checkLandmarks()
	p.each("[aria-label]", func(s *goquery.Selection) {
		if strings.TrimSpace(s.AttrOr("aria-label", "")) == "" {
			p.fault("empty aria-label: %s", outer(s))
		}
	})
	p.each("img:not([alt])", func(s *goquery.Selection) { p.fault("image without alt: %s", outer(s)) })
	p.each("svg", func(s *goquery.Selection) {
		named := s.AttrOr("aria-label", "") != "" || s.AttrOr("aria-labelledby", "") != ""
		if hidden := s.AttrOr("aria-hidden", "") == "true"; !hidden && (s.AttrOr("role", "") != "img" || !named) {
			p.fault("picture that is neither named nor hidden: %s", outer(s))
		}
	})
}

// checkLandmarks holds that parts of a page that are listed by their kind can be told apart.
func (p *page) checkLandmarks() {
	seen := map[string]bool{}
	p.each("nav, aside, form[role=search], [role=region], [role=navigation]", func(s *goquery.Selection) {
		kind := s.AttrOr("role", s.Nodes[0].Data)
		name := s.AttrOr("aria-label", "") + s.AttrOr("aria-labelledby", "")
		if name == "" && kind != "search" || seen[kind+name] {
			p.fault("%s without a name of its own: %q", kind, name)
		}
		seen[kind+name] = true
	})
}

// checkInline holds what the content policy demands: no inline script, style or handler.
func (p *page) checkInline() {
	p.each("style, [style]", func(s *goquery.Selection) { p.fault("inline style: %s", outer(s)) })
	p.each("script:not([src])", func(s *goquery.Selection) {
		if s.AttrOr("type", "") != "application/json" {
			p.fault("inline script: %s", outer(s))
		} else if !json.Valid([]byte(s.Text())) {
			p.fault("data that are not JSON: %s", outer(s))
		}
	})
	p.each("*", func(s *goquery.Selection) {
		for _, a := range s.Nodes[0].Attr {
			if strings.HasPrefix(a.Key, "on") {
				p.fault("handler %s on %s", a.Key, s.Nodes[0].Data)
			}
		}
	})
	p.each("object, embed, base[href], foreignObject, meta[http-equiv]", func(s *goquery.Selection) {
		p.fault("forbidden element: %s", outer(s))
	})
	p.each("iframe", func(s *goquery.Selection) {
		if !strings.HasPrefix(s.AttrOr("src", ""), "/embed/") || strings.TrimSpace(s.AttrOr("title", "")) == "" {
			p.fault("frame that is not ours, or has no name: %s", outer(s))
		}
	})
}

var outside = regexp.MustCompile(`^(?i:[a-z][a-z0-9+.-]*:|//)`)

// checkAddresses holds that a page loads from its own host only and links to web pages only.
func (p *page) checkAddresses() {
	for _, name := range []string{"src", "srcset", "poster", "data-charts", "action", "formaction", "xlink:href"} {
		p.each("["+strings.ReplaceAll(name, ":", `\:`)+"]", func(s *goquery.Selection) { p.own(s, name) })
	}
	p.each("link[href], use[href], image[href]", func(s *goquery.Selection) {
		if rel := s.AttrOr("rel", ""); rel != "canonical" && rel != "alternate" {
			p.own(s, "href")
		}
	})
	p.each("a[href]", func(s *goquery.Selection) {
		address := s.AttrOr("href", "")
		web := strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
		if address == "" || outside.MatchString(address) && !web {
			p.fault("link to %q", address)
		}
	})
	p.each("a:not([href])", func(s *goquery.Selection) { p.fault("link without address: %s", outer(s)) })
}

func (p *page) own(s *goquery.Selection, name string) {
	if address := s.AttrOr(name, ""); outside.MatchString(address) || !strings.HasPrefix(address, "/") {
		p.fault("%s of %s is %q", name, s.Nodes[0].Data, address)
	}
}

func outer(s *goquery.Selection) string {
	text, err := goquery.OuterHtml(s)
	if err != nil {
		return err.Error()
	}
	return text[:min(len(text), 200)]
}

// straight is an apostrophe of a typewriter between letters, as French printers never set it.
var straight = regexp.MustCompile(`\pL'\pL`)

// checkTexts looks at what readers and listeners get: no text id in place of its text, no
// typewriter apostrophe in French.
func (p *page) checkTexts() {
	walk(p.doc.Nodes[0], "", func(text, lang string) {
		for _, word := range strings.Fields(text) {
			if p.keys[strings.Trim(word, "«».,;:()")] {
				p.fault("text id %q is shown", word)
			}
		}
		if lang == "fr" && straight.MatchString(text) {
			p.fault("straight apostrophe in %q", strings.TrimSpace(text))
		}
	})
}

// walk visits the texts under a node, with the language that applies to each.
func walk(n *html.Node, lang string, visit func(text, lang string)) {
	for _, a := range n.Attr {
		if a.Key == "lang" {
			lang = a.Val
		}
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "aria-label", "alt", "title", "placeholder":
			visit(a.Val, lang)
		case "content":
			if n.Data == "meta" && strings.Contains(attribute(n, "name")+attribute(n, "property"), "description") {
				visit(a.Val, lang)
			}
		}
	}
	for child := range n.ChildNodes() {
		switch {
		case child.Type == html.TextNode && n.Data != "script" && n.Data != "code":
			visit(child.Data, lang)
		case child.Type == html.ElementNode:
			walk(child, lang, visit)
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
