package testkit

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// checkFigures holds what HTML demands of figures: the caption is first or last, and nothing folds
// beside it.
func (p *page) checkFigures() {
	p.each("figure > figcaption", func(s *goquery.Selection) {
		if s.Prev().Length() > 0 && s.Next().Length() > 0 {
			p.fault("figcaption between other parts of its figure: %s", outer(s.Parent()))
		}
	})
}

// checkTables holds that each table has a name.
func (p *page) checkTables() {
	p.each("table", func(s *goquery.Selection) {
		named := s.AttrOr("aria-label", "") + s.AttrOr("aria-labelledby", "")
		if named == "" && strings.TrimSpace(s.Find("caption").First().Text()) == "" {
			p.fault("table without a name: %s", outer(s))
		}
	})
}

// checkStates holds that a state is named once where it stands, and that letters drawn for want of
// room are no text.
func (p *page) checkStates() {
	p.each("[data-short]", func(s *goquery.Selection) {
		if s.Text() != "" || s.Closest(`[aria-hidden="true"]`).Length() == 0 {
			p.fault("a short form is read beside the name: %s", outer(s))
		}
		room := s.Closest(".seg-state, td, li, .seg-rows__row")
		want := max(1, room.Find(".seg-rows__cells > li").Length()) // a row heads cells that each have their name
		if n := room.Find(".seg-name, .govuk-visually-hidden").Length(); n != want {
			p.fault("a short form stands beside %d names instead of %d: %s", n, want, outer(s.Parent()))
		}
	})
}
