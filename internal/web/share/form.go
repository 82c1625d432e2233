package share

import (
	"slices"
	"strconv"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/view"
)

// Form asks for another view; it works by its addresses alone.
type Form struct {
	Action string
	Fields []Field
}

// Field is one choice of the form.
type Field struct {
	Name    string // of the parameter
	Label   string
	Options []Option
}

// Option is one value to choose.
type Option struct {
	Value    string
	Label    string
	Selected bool
}

// form offers what the chart has, with the present view chosen. A choice of one is not asked.
// Defaults are written out, so that the answer redirects to the address without them.
func (c *call) form(page *Chart, asked view.Asked, _ chart.Chart) error {
	choices, err := chart.ChoicesOf(c.Catalog, asked.Chart)
	if err != nil {
		return err
	}
	words := c.words
	page.Form.Action = c.page.To.Action("charts") + "/" + asked.Chart
	add := func(name, chosen string, options ...Option) {
		if len(options) < 2 {
			return
		}
		options[0].Selected = chosen == ""
		for i := range options {
			options[i].Selected = options[i].Selected || options[i].Value == chosen
		}
		page.Form.Fields = append(page.Form.Fields, Field{name, words.T("share.ask." + name), options})
	}
	add("vue", string(asked.View.Kind), c.kinds(choices)...)
	add("lecture", string(asked.View.Reading), c.readings(choices)...)
	add("region", asked.View.Territory, c.territories(asked.Chart, choices)...)
	add("avec", asked.View.With, c.inFront(asked.View, choices)...)
	add("de", number(asked.View.From), years(choices.Years, 0, words, "share.from_start")...)
	add("a", number(asked.View.To), years(choices.Years, len(choices.Years)-1, words, "share.to_end")...)
	add("publication", number(c.page.To.Publication),
		Option{Label: words.T("share.live")},
		Option{Value: strconv.Itoa(c.Version()), Label: words.T("share.frozen", "number", c.Version())})
	add("theme", asked.Style.Theme,
		Option{Value: "auto", Label: words.T("share.theme.auto")},
		Option{Value: view.ThemeLight, Label: words.T("share.theme.light")},
		Option{Value: view.ThemeDark, Label: words.T("share.theme.dark")})
	add("taille", asked.Style.Size,
		Option{Value: "social", Label: words.T("share.size.social")},
		Option{Value: view.SizeSquare, Label: words.T("share.size.square")},
		Option{Value: view.SizeLarge, Label: words.T("share.size.large")})
	add("colonne", asked.Style.Column,
		Option{Value: "680", Label: words.T("share.column.wide")},
		Option{Value: view.ColumnMiddle, Label: words.T("share.column.middle")},
		Option{Value: view.ColumnSlim, Label: words.T("share.column.slim")})
	return nil
}

// number writes a year or a publication as forms do, "" for none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (c *call) kinds(choices chart.Choices) []Option {
	var options []Option
	for _, kind := range choices.Kinds {
		options = append(options, Option{Value: string(kind), Label: c.words.T("share.kind." + string(kind))})
	}
	return options
}

// readings offers what is documented in each year first: it is what an address without the choice means.
func (c *call) readings(choices chart.Choices) []Option {
	var options []Option
	for _, r := range slices.Backward(choices.Readings) {
		options = append(options, Option{Value: string(r), Label: c.words.T("reading_word." + string(r))})
	}
	return options
}

// territories offers every territory of an indicator, the one that stands for it first. Without
// France, all of them stand together first.
func (c *call) territories(name string, choices chart.Choices) []Option {
	if len(choices.Territories) == 0 {
		return nil
	}
	var options []Option
	code, _ := segur.ChartIndicator(name)
	regional := c.Indicator(code).Regional()
	if regional {
		options = append(options, Option{Value: segur.France, Label: c.words.T("share.all_regions")})
	}
	for _, t := range choices.Territories {
		options = append(options, Option{Value: t.Code, Label: c.text(t.Name)})
	}
	return options
}

// inFront offers each region that may stand in front of the others, after the several that do.
func (c *call) inFront(v chart.View, choices chart.Choices) []Option {
	if len(choices.With) == 0 {
		return nil
	}
	options := []Option{{Label: c.words.T("share.none_in_front")}}
	var several []string
	for _, t := range choices.With {
		if slices.Contains(v.Chosen(), t.Code) {
			several = append(several, c.text(t.Name))
		}
	}
	if len(several) > 1 {
		options = append(options, Option{Value: v.With, Label: c.words.List(several)})
	}
	for _, t := range choices.With {
		options = append(options, Option{Value: t.Code, Label: c.text(t.Name)})
	}
	return options
}

// years offers the years of a chart, the one at the open end first.
func years(all []int, end int, words *locale.Localizer, key string) []Option {
	if len(all) == 0 {
		return nil
	}
	options := []Option{{Value: strconv.Itoa(all[end]), Label: words.T(key, "year", all[end])}}
	for i, year := range all {
		if i != end {
			options = append(options, Option{Value: strconv.Itoa(year), Label: strconv.Itoa(year)})
		}
	}
	return options
}
