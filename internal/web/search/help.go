package search

import (
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/sentence"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Saying is what holds a word: « 3 mesures et 2 indicateurs disent « téléconsultation » ».
type Saying struct {
	Kinds []KindSays
	Says  string // « disent « téléconsultation » »
}

// KindSays is how many entries of a kind hold a word, and where they are.
type KindSays struct {
	Before string // parts it from the one before it
	Count  locale.Phrase
	Href   string
}

// mended says which words were read as others, "" for none.
func (c *call) mended(found find.Result) string {
	if len(found.Mended) == 0 {
		return ""
	}
	var asked []string
	for _, word := range found.Mended {
		asked = append(asked, c.words.T("search.quoted", "text", word))
	}
	return c.words.T("search.mended", "asked", c.words.List(asked), "text", found.Query.Text())
}

func (c *call) saying(near find.Near) Saying {
	var said Saying
	total := 0
	for i, k := range near.Kinds {
		total += k.Total
		kind := KindSays{Href: c.page.To.Search(near.Text, string(k.Kind))}
		kind.Count = c.words.Phrase("search.held."+string(k.Kind), "count", k.Total, "n", sentence.Count(c.words, k.Total))
		switch {
		case i > 0 && i == len(near.Kinds)-1:
			kind.Before = c.words.List([]string{"", ""})
		case i > 0:
			kind.Before = ", "
		}
		said.Kinds = append(said.Kinds, kind)
	}
	said.Says = c.words.T("search.says", "count", total, "word", near.Word)
	return said
}

// help offers words that look like those that nothing holds and, where nothing was asked for or found, says
// what there is of them and what else to ask.
func (c *call) help(page *Results, found find.Result) {
	for _, near := range found.Near {
		if page.Answers == 0 {
			page.Says = append(page.Says, c.saying(near))
			continue
		}
		page.Near = append(page.Near, Suggestion{near.Word, c.page.To.Search(near.Text, "")})
	}
	if page.Answers > 0 {
		return
	}
	var kinds []string
	for _, k := range find.Kinds() {
		word := c.words.T("search.among." + string(k))
		kinds = append(kinds, word)
	}
	page.Searched = c.words.List(kinds)
	c.ask(page)
}

// ask offers the questions that readers come with, each with the page that answers it.
func (c *call) ask(page *Results) {
	to := c.page.To
	for _, question := range []struct{ key, href string }{
		{"beds", ""}, {"done", to.Home()}, {"abandoned", ""}, {"nurses", ""}, {"news", to.Section("news")}, {"region", ""},
		{"mulhouse", ""}, {"sure", to.Section("method")}, {"says", to.Section("sources")}, {"unknown", to.Measures(view.Filter{State: segur.Unknown.Slug(), Year: c.LastYear()})},
	} {
		text := c.words.T("search.question." + question.key)
		if question.href == "" {
			words := c.words.T("search.asking." + question.key)
			question.href = to.Search(words, "")
		}
		page.Questions = append(page.Questions, Suggestion{text, question.href})
	}
}
