package pages

import (
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// published is one figure of the catalog with what it counts.
type published struct {
	segur.Value
	indicator *catalog.Indicator
}

// figures returns every figure of the catalog by its key; alternatives share a key.
func figures() map[string][]published {
	all := map[string][]published{}
	for _, i := range site.Catalog().Indicators() {
		for _, s := range i.AllSeries() {
			for _, v := range s.Values {
				all[v.FigureID()] = append(all[v.FigureID()], published{v, i})
			}
		}
	}
	return all
}

// ways returns how a figure may be printed: with its unit, without it, with the sign or
// symbol in front of it.
func (p published) ways(l *locale.Localizer) []string {
	q := l.Quantity(p.Number.Float(), p.indicator.Decimals, p.indicator.Unit)
	return []string{q.Number, q.String(), q.Before + q.Number, q.Number + q.After}
}

func (p *page) words() *locale.Localizer { return site.Words.For(locale.Lang(p.lang)) }

// find calls check for every element under the page that matches.
func (p *page) find(selector string, check func(*goquery.Selection)) {
	p.Find(selector).Each(func(_ int, s *goquery.Selection) { check(s) })
}

// TestEveryFigureIsTheCatalogs holds that no page shows a figure that the catalog does not
// hold, nor prints one in another way than the language's.
func TestEveryFigureIsTheCatalogs(t *testing.T) {
	all := figures()
	each(t, func(p *page) {
		p.find("data", func(s *goquery.Selection) {
			of, known := s.Attr("data-of")
			if !known {
				p.checkDerived(s)
				return
			}
			candidates := all[of]
			i := slices.IndexFunc(candidates, func(f published) bool { return f.Number.String() == s.AttrOr("value", "") })
			if i < 0 {
				p.fault("%s is %q, the catalog holds %v", of, s.AttrOr("value", ""), candidates)
				return
			}
			if ways := candidates[i].ways(p.words()); !slices.Contains(ways, s.Text()) {
				p.fault("%s reads %q instead of one of %q", of, s.Text(), ways)
			}
		})
	})
}

// checkDerived holds that a computed number reads as its machine form. A share of a whole is
// kept as a ratio and read in percent.
func (p *page) checkDerived(s *goquery.Selection) {
	value, err := strconv.ParseFloat(s.AttrOr("value", ""), 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		p.fault("value %q is not a number", s.AttrOr("value", ""))
		return
	}
	read, decimals, ok := readNumber(s.Text(), p.lang)
	if !ok {
		p.fault("%q does not read as a number", s.Text())
		return
	}
	if strings.Contains(s.Text(), "%") {
		value *= 100
	}
	if math.Abs(value-read) > 0.5*math.Pow10(-decimals)+1e-9 {
		p.fault("value %s reads %q", s.AttrOr("value", ""), s.Text())
	}
}

var digits = regexp.MustCompile(`^[+\x{2212}]?(\d+)((?:,\d{3})*)(?:\.(\d+))?$`)

// readNumber reads a number as people of the language write it, units and spaces aside.
func readNumber(text, lang string) (x float64, decimals int, ok bool) {
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789,.+\u2212", r) {
			return r
		}
		return -1
	}, text)
	if lang == "fr" {
		bare = strings.ReplaceAll(bare, ",", ".")
	}
	parts := digits.FindStringSubmatch(bare)
	if parts == nil {
		return 0, 0, false
	}
	x, err := strconv.ParseFloat(parts[1]+strings.ReplaceAll(parts[2], ",", "")+"."+parts[3]+"0", 64)
	if strings.HasPrefix(bare, "\u2212") {
		x = -x
	}
	return x, len(parts[3]), err == nil
}

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		want       float64
	}{
		{"1\u00a0889,5", "fr", 1889.5},
		{"\u221212\u00a0%", "fr", -12},
		{"+\u00a0651 lits", "fr", 651},
		{"1,889.5", "en", 1889.5},
		{"\u2212€6.5bn", "en", -6.5},
	} {
		if got, _, ok := readNumber(c.text, c.lang); !ok || got != c.want {
			t.Errorf("%q reads %v, %v", c.text, got, ok)
		}
	}
}

// TestIndicatorPagesShowEveryValue is the converse: nothing published is left out.
func TestIndicatorPagesShowEveryValue(t *testing.T) {
	for _, lang := range locale.Langs() {
		for _, i := range site.Catalog().Indicators() {
			doc := docAt(t, view.Links{Lang: lang}.Indicator(i.Code))
			shown := map[string]int{}
			doc.Find("table.seg-values").Last().Parent().Find("table.seg-values data").Each(func(_ int, s *goquery.Selection) {
				shown[s.AttrOr("data-of", "")+"="+s.AttrOr("value", "")]++
			})
			for _, s := range i.AllSeries() {
				for _, v := range s.Values {
					if key := v.FigureID() + "=" + v.Number.String(); shown[key] == 0 {
						t.Errorf("%s in %s does not show %s", i.Code, lang, key)
					}
				}
			}
			if len(shown) == 0 {
				t.Errorf("%s in %s shows no value", i.Code, lang)
			}
		}
	}
}

// TestFiguresNameTheirSource holds that each row, tile and headline figure links to the
// document that gives it, or says that no address is known.
func TestFiguresNameTheirSource(t *testing.T) {
	all := figures()
	each(t, func(p *page) {
		p.find("table.seg-values tbody tr, .seg-tile__value, table.seg-lines tbody tr, .seg-official__value, .seg-hero-value, .seg-range", func(s *goquery.Selection) {
			scope := s
			if !s.Is("tr") {
				scope = s.Parent()
			}
			known := s.Find("data[data-of]")
			if s.Is("tr") {
				known = known.Not(".seg-lines__verdict data")
			}
			if known.Length() == 0 {
				p.fault("%q shows no figure", testkit.Words(s))
			}
			known.Each(func(_ int, figure *goquery.Selection) { p.checkSource(scope, figure, all) })
		})
	})
}

func (p *page) checkSource(scope, figure *goquery.Selection, all map[string][]published) {
	of, value := figure.AttrOr("data-of", ""), figure.AttrOr("value", "")
	for _, f := range all[of] {
		if f.Number.String() == value && p.cites(scope, f.Source) {
			return
		}
	}
	p.fault("%s = %s does not name its source", of, value)
}

// cites reports whether a selection links to a document, or names it and says that it has no
// known address.
func (p *page) cites(s *goquery.Selection, id string) bool {
	source := site.Catalog().Source(id)
	if source.URL != "" {
		found := s.Find("a.seg-source").FilterFunction(func(_ int, a *goquery.Selection) bool {
			return sameAddress(a.AttrOr("href", ""), source.URL)
		})
		return found.Length() > 0
	}
	none := p.words().T("source.no_address")
	return strings.Contains(s.Text(), none) && strings.Contains(s.Text(), p.words().Text(source.Publisher))
}

// sameAddress compares addresses whatever of them is percent-encoded.
func sameAddress(a, b string) bool {
	plainA, errA := url.PathUnescape(a)
	plainB, errB := url.PathUnescape(b)
	return errA == nil && errB == nil && plainA == plainB
}

// TestStatesNameTheirSources holds it for the states of a measure, year by year.
func TestStatesNameTheirSources(t *testing.T) {
	visit(t, measurePaths(), func(p *page) {
		m := p.measure()
		documented := 0
		p.find("ol.seg-timeline > li", func(s *goquery.Selection) {
			year, err := strconv.Atoi(s.Find(".seg-timeline__year").Contents().First().Text())
			cell := m.Cell(year)
			if err != nil || cell.Assessment == nil {
				return
			}
			documented++
			for _, id := range cell.Assessment.Sources {
				if !p.cites(s, id) {
					p.fault("the state of %d does not name %s", year, id)
				}
			}
			word := p.words().T("state." + cell.State().Slug())
			if err != nil || strings.TrimSpace(s.Find(".seg-state").Text()) != word {
				p.fault("the state of %d reads %q instead of %q", year, s.Find(".seg-state").Text(), word)
			}
			text := p.words().Text(cell.Assessment.Justification.In(p.lang))
			if !strings.Contains(testkit.Words(s), text) {
				p.fault("the state of %d lacks its justification", year)
			}
		})
		for _, cell := range m.Cells {
			if cell.Assessment != nil {
				documented--
			}
		}
		if documented != 0 {
			p.fault("shows %+d documented years too many", documented)
		}
	})
}

func measurePaths() []string {
	var paths []string
	for _, lang := range locale.Langs() {
		for _, m := range site.Catalog().Measures() {
			paths = append(paths, view.Links{Lang: lang}.Measure(m))
		}
	}
	return paths
}

// measure returns the measure that the page is about.
func (p *page) measure() *catalog.Measure {
	slug := p.Path[strings.LastIndex(p.Path, "/")+1:]
	number, _, _ := strings.Cut(slug, "-")
	n, _ := strconv.Atoi(number)
	return site.Catalog().Measure(n)
}
