package view

import (
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/sentence"
)

// Citation is a document as pages cite it.
type Citation struct {
	ID        string
	Publisher string
	Title     string // set as in the document's own language
	URL       string // "" where no address is known
	Date      string // "" where the document shows none
	Lang      string // language of the document
	NoAddress string // words shown instead of a link
	Full      bool   // print the title beside the publisher
}

// Cite returns one citation; an unknown id, which a valid catalog cannot hold, gives an
// empty one.
func Cite(c *catalog.Catalog, l *locale.Localizer, id string) (Citation, error) {
	s := c.Source(id)
	if s == nil {
		return Citation{}, nil
	}
	cite := Citation{
		ID: s.ID, URL: s.URL, Lang: s.Language, Date: sentence.Date(l, s.PublishedOn),
		Publisher: l.Text(s.Publisher), Title: locale.Typography(locale.Lang(s.Language), s.Title),
	}
	if s.PublishedOn.IsZero() {
		cite.Date = ""
	}
	if s.URL != "" {
		return cite, nil
	}
	var err error
	cite.NoAddress, err = l.T("source.no_address")
	return cite, err
}

// CiteAll returns the citations of several documents, in order, with their titles.
func CiteAll(c *catalog.Catalog, l *locale.Localizer, ids []string) ([]Citation, error) {
	cites := make([]Citation, 0, len(ids))
	for _, id := range ids {
		cite, err := Cite(c, l, id)
		if err != nil {
			return nil, err
		}
		cite.Full = true
		cites = append(cites, cite)
	}
	return cites, nil
}
