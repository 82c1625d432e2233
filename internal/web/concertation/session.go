package concertation

import (
	"slices"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Session is a territorial session with its deliverables.
type Session struct {
	Anchor     string
	Title      Said
	Territory  string
	Date       Day
	Form       string
	Pillars    []PillarLink
	Total      locale.Figure
	Heads      []Heads // of the categories that came
	Synthesis  Said
	Proposals  []Proposal
	Examples   Said
	Heard      []string
	Attachment *Attachment
	Citations  []view.Citation
}

// Said is a text of a session; Lang names its language where that is not the page's.
type Said struct{ Text, Lang string }

// Heads is how many participants are of a category.
type Heads struct {
	Category string
	People   locale.Figure
}

// Proposal is what was said on a pillar.
type Proposal struct {
	Pillar int
	Said   Said
}

// Attachment is the file of a session.
type Attachment struct {
	Name, Href string
	Size       string
}

// Presence counts the participants of all sessions by category, and by category in each territory.
type Presence struct {
	Total       locale.Figure
	Sessions    int
	Categories  []Share
	Territories []Line
}

// Share is a category among all participants, drawn over Width.
type Share struct {
	Category string
	People   locale.Figure
	Share    locale.Figure
	Width    string
}

// Line is a territory with the participants of each category.
type Line struct {
	Territory string
	People    []locale.Figure // in the order of Categories
	Total     locale.Figure
}

// sessions returns the sessions, newest first, and who came to them; nil without any participant.
func (c *call) sessions() ([]Session, *Presence) {
	rows := slices.Clone(c.Sessions())
	slices.SortStableFunc(rows, func(a, b segur.Session) int { return b.Date.First().Compare(a.Date.First()) })
	var sessions []Session
	for _, row := range rows {
		sessions = append(sessions, c.session(row))
	}
	return sessions, c.presence(rows)
}

func (c *call) session(row segur.Session) Session {
	s := Session{
		Anchor: "seance-" + row.ID, Title: c.inEither(row.Title), Territory: c.place(row.Territory), Date: c.day(row.Date),
		Form: c.words.T("concertation.form." + row.Form), Pillars: c.pillarLinks(row.Pillars), Total: c.page.Count(row.Participants.Total()),
		Synthesis: c.inEither(row.Synthesis), Examples: c.inEither(row.Examples), Citations: c.cite(row.Source),
	}
	for _, h := range row.Participants.ByCategory() {
		if h.People > 0 {
			s.Heads = append(s.Heads, Heads{c.words.T("concertation.category." + h.Category), c.page.Count(h.People)})
		}
	}
	for i, text := range row.Proposals {
		if text.FR != "" || text.EN != "" {
			s.Proposals = append(s.Proposals, Proposal{i + 1, c.inEither(text)})
		}
	}
	for _, name := range row.Organisations() {
		s.Heard = append(s.Heard, locale.Typography(locale.FR, name))
	}
	if d := row.Document; d.Digest != "" {
		s.Attachment = &Attachment{d.Name, c.page.To.Document(d), c.size(d.Size)}
	}
	return s
}

// inEither sets a text that may lack its translation: then it is French.
func (c *call) inEither(t segur.Text) Said {
	if text := t.In(string(c.words.Lang())); text != "" || t.FR == "" {
		return Said{Text: c.words.Text(text)}
	}
	return Said{locale.Typography(locale.FR, t.FR), string(locale.FR)}
}

// size words a number of bytes.
func (c *call) size(bytes int) string {
	const unit = 1000
	if bytes < unit*unit {
		return c.words.T("concertation.kilobytes", "n", c.words.Number(float64(max(bytes, unit))/unit, 0))
	}
	return c.words.T("concertation.megabytes", "n", c.words.Number(float64(bytes)/(unit*unit), 1))
}

func (c *call) presence(rows []segur.Session) *Presence {
	var all int
	sums, byPlace := map[string]int{}, map[string]map[string]int{}
	for _, row := range rows {
		if byPlace[row.Territory] == nil {
			byPlace[row.Territory] = map[string]int{}
		}
		for _, h := range row.Participants.ByCategory() {
			sums[h.Category] += h.People
			byPlace[row.Territory][h.Category] += h.People
			all += h.People
		}
	}
	if all == 0 {
		return nil
	}
	p := &Presence{Total: c.page.Count(all), Sessions: len(rows)}
	categories := segur.Audience{}.ByCategory()
	for _, category := range categories {
		n := sums[category.Category]
		p.Categories = append(p.Categories, Share{
			c.words.T("concertation.category." + category.Category), c.page.Count(n), c.words.Share(float64(n) / float64(all)), percent(float64(n) / float64(all)),
		})
	}
	for _, t := range c.Territories() {
		counts := byPlace[t.Code]
		if counts == nil {
			continue
		}
		line, total := Line{Territory: c.text(t.Name)}, 0
		for _, category := range categories {
			line.People = append(line.People, c.page.Count(counts[category.Category]))
			total += counts[category.Category]
		}
		line.Total = c.page.Count(total)
		p.Territories = append(p.Territories, line)
	}
	return p
}
