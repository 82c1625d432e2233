package concertation

import (
	"regexp"
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Wordings are the titles of a pillar, oldest first.
type Wordings struct {
	Number int
	Said   []Wording
}

// Wording is a title of a pillar, with the documents that wrote it one after the other.
type Wording struct {
	Dates     []Day
	Runs      []Run // against the wording before
	Citations []view.Citation
}

// Run is a part of a wording: kept, new or left out.
type Run struct {
	Space string // what stands before it
	Text  string
	Sort  Sort
}

// Sort tells what became of a run of words.
type Sort string

// What becomes of a run.
const (
	Kept    Sort = ""
	Added   Sort = "added"
	Removed Sort = "removed"
)

func (c *call) wordings() []Wordings {
	var all []Wordings
	for _, p := range c.Pillars() {
		rows := slices.Clone(c.PillarWordings())
		rows = slices.DeleteFunc(rows, func(w segur.PillarWording) bool { return w.Pillar != p.Number })
		slices.SortStableFunc(rows, func(a, b segur.PillarWording) int { return a.UsedOn.First().Compare(b.UsedOn.First()) })
		if said := c.said(rows); len(said) > 0 {
			all = append(all, Wordings{p.Number, said})
		}
	}
	return all
}

// said compares each wording with the one before; documents that say the same share one.
func (c *call) said(rows []segur.PillarWording) []Wording {
	var said []Wording
	before := ""
	for _, row := range rows {
		text := c.text(row.Wording)
		if len(said) == 0 || text != before {
			w := Wording{Runs: []Run{{Text: text}}}
			if len(said) > 0 {
				w.Runs = compare(before, text)
			}
			said = append(said, w)
		}
		last := &said[len(said)-1]
		last.Dates = append(last.Dates, c.day(row.UsedOn))
		last.Citations = append(last.Citations, view.Cite(c.Catalog, c.words, row.Source))
		before = text
	}
	return said
}

// token is a word or a sign of a text with what stands before it.
type token struct{ space, text string }

var words = regexp.MustCompile(`(\s*)([\p{L}\p{N}][\p{L}\p{N}’'-]*|[^\s])`)

func tokens(text string) []token {
	var all []token
	for _, m := range words.FindAllStringSubmatch(text, -1) {
		all = append(all, token{m[1], m[2]})
	}
	return all
}

// compare returns the second text as runs against the first, by their longest common words.
func compare(before, after string) []Run {
	old, now := tokens(before), tokens(after)
	common := make([][]int, len(old)+1)
	for i := range common {
		common[i] = make([]int, len(now)+1)
	}
	for i := len(old) - 1; i >= 0; i-- {
		for j := len(now) - 1; j >= 0; j-- {
			if old[i].text == now[j].text {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var runs []Run
	add := func(t token, sort Sort) {
		if n := len(runs); n > 0 && runs[n-1].Sort == sort {
			runs[n-1].Text += t.space + t.text
			return
		}
		runs = append(runs, Run{t.space, t.text, sort})
	}
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		switch {
		case i < len(old) && j < len(now) && old[i].text == now[j].text:
			add(now[j], Kept)
			i, j = i+1, j+1
		case j == len(now) || i < len(old) && common[i+1][j] >= common[i][j+1]:
			add(old[i], Removed)
			i++
		default:
			add(now[j], Added)
			j++
		}
	}
	return runs
}
