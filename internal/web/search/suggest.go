package search

import (
	"context"
	"encoding/json"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/web"
)

// suggestions are the best answers to what a reader has typed so far.
type suggestions struct {
	Said   string           `json:"said"` // how many there are, for readers who do not see them
	Note   string           `json:"note"` // which words were read as others, "" for none
	Groups []suggestedGroup `json:"groups"`
}

type suggestedGroup struct {
	Kind  string      `json:"kind"`  // "mesures"
	Label string      `json:"label"` // « Mesures »
	Items []suggested `json:"items"`
}

type suggested struct {
	Title []run  `json:"title"`
	Place string `json:"place"` // what tells it from others of its name, "" for nothing
	Href  string `json:"href"`  // on this site
}

type run struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

// How many suggestions there are, and how many of a kind before others had their turn.
const (
	mostSuggested = 8
	mostOfKind    = 3
)

func (p *Pages) suggest(ctx context.Context, cat *catalog.Catalog, r web.Request) (web.Answer, error) {
	c := call{Context: ctx, Catalog: cat, words: r.Words, page: p.site.Frame(cat, r.Words, r.Canonical)}
	text, _, err := c.asked(r)
	if err != nil {
		return web.Answer{}, err
	}
	if r.Publication > 0 {
		c.page.LookBack(r.Publication)
	}
	found := p.index(cat, c.words).Search(find.Ask(text))
	c.query = found.Query
	list := suggestions{Note: c.mended(found), Groups: []suggestedGroup{}}
	n := 0
	for i, most := range spread(found.Groups) {
		group := suggestedGroup{Kind: string(found.Groups[i].Kind)}
		if group.Label = c.words.T("search.kind." + group.Kind); most == 0 {
			continue
		}
		for _, hit := range found.Groups[i].Hits[:most] {
			item, err := c.item(hit)
			if err != nil {
				return web.Answer{}, err
			}
			group.Items = append(group.Items, item.suggested())
			n++
		}
		list.Groups = append(list.Groups, group)
	}
	list.Said = c.words.T("search.suggested", "count", n)
	body, err := json.Marshal(list)
	return web.Answer{File: &web.File{Body: body, Type: "application/json"}}, err
}

// spread says how many answers of each group are suggested: the first groups first, a few of each, then what there is room for.
func spread(groups []find.Group) []int {
	taken, left := make([]int, len(groups)), mostSuggested
	for _, most := range []int{mostOfKind, mostSuggested} {
		for i, g := range groups {
			more := min(most, len(g.Hits)) - taken[i]
			more = max(0, min(more, left))
			taken[i] += more
			left -= more
		}
	}
	return taken
}

func (item Item) suggested() suggested {
	s := suggested{Place: item.Kicker, Href: item.Href}
	if item.Where != "" { // a document is shown where it is cited, not on the site of its publisher
		s.Href = item.Where
	}
	for _, part := range item.Title {
		s.Title = append(s.Title, run{part.Text, part.Hit})
	}
	return s
}
