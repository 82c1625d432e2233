package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// typeAtom is the media type of Atom.
const typeAtom = "application/atom+xml"

// document is a feed, as RFC 4287 defines it.
type document struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string   `xml:"xml:lang,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle"`
	Updated  string   `xml:"updated"` // RFC 3339, likewise the moments of entries
	Author   string   `xml:"author>name"`
	Rights   string   `xml:"rights"`
	Links    []link   `xml:"link"`
	Entries  []entry  `xml:"entry"`
}

type link struct {
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr"`
	Lang    string `xml:"hreflang,attr"`
	Address string `xml:"href,attr"`
}

type entry struct {
	ID        string  `xml:"id"`
	Title     string  `xml:"title"`
	Published string  `xml:"published"`
	Updated   string  `xml:"updated"`
	Links     []link  `xml:"link"`
	Content   content `xml:"content"`
}

// content is HTML, escaped once more as RFC 4287, § 4.1.3.3, asks.
type content struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

func (d document) bytes() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(d); err != nil {
		return nil, fmt.Errorf("feed %s: %w", d.ID, err)
	}
	return out.Bytes(), nil
}

// moment writes a time as feeds do.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
