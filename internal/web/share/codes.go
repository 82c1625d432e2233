package share

import (
	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/view"
)

// scriptAddress is that of the script which gives frames their height; articles keep it for years.
const scriptAddress = "/embed.js"

// codes gives the four ways to show the view elsewhere, from the one that adapts best to the one
// that works anywhere.
func (c *call) codes(page *Chart, asked view.Asked, made chart.Chart) error {
	words, to := c.words, c.page.To
	framed := view.NewFramed(c.draw, made, asked.View)
	snippet := c.snippet(to, asked, framed)
	page.Preview = Preview{to.Embed(asked.Chart, asked.View, asked.Style), c.page.Title, framed.SafeHeight(), asked.Style.Column}
	for _, one := range []struct {
		id, text string
		rows     int
	}{
		{"script", snippet.WithScript(), 7}, {"iframe", snippet.Iframe(), 6}, {"image", snippet.Linked(), 6}, {"link", snippet.Page, 2},
	} {
		page.Codes = append(page.Codes, Paste{
			Localizer: c.words, ID: one.id, Label: words.T("share.code." + one.id), Hint: words.T("share.code." + one.id + "_hint"),
			Text: one.text, Rows: one.rows, Code: true,
		})
	}
	return nil
}

// snippet gives the addresses of a view that codes hold.
func (c *call) snippet(to view.Links, asked view.Asked, framed view.Framed) view.Snippet {
	pictured := asked.Style
	if chart.TooFine(asked.Chart) && pictured.Size == "" {
		pictured.Size = view.SizeLarge // a card shows what stands for it
	}
	s := view.Snippet{
		Frame:  c.page.Absolute(to.Embed(asked.Chart, asked.View, asked.Style)),
		Page:   c.page.Absolute(to.Chart(asked.Chart, asked.View, view.Style{Theme: asked.Style.Theme})),
		Image:  c.page.Absolute(to.File(asked.Chart, "png", asked.View, pictured)),
		Script: c.page.Absolute(scriptAddress),
		Alt:    framed.Chart.Alt.String(), Room: framed.In(asked.Style.Columns()),
	}
	s.ImageWidth, s.ImageHeight = files.Pixels(pictured)
	said := c.quote(c.words, asked, framed.Chart)
	s.Title, s.Sentence, s.Credit = said.Title, said.Sentence.String(), said.Credit
	return s
}
