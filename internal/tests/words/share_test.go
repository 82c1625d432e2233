package words

import "github.com/segur-tracker/segur/internal/web/view"

// shareEndings are those of charts that travel.
func shareEndings() map[string][]string {
	return map[string][]string{
		"fact.":        {"same", "moved", "times"},
		"share.ask.":   append(view.ChartParams(), "publication"),
		"share.kind.":  {"graphique", "carte", "tableau"},
		"share.words.": {"sentence", "short", "long", "alt"},
		"share.code.":  hinted([]string{"script", "iframe", "image", "link"}, "_hint"),
		"share.file.":  hinted([]string{"svg", "png_social", "png_square", "png_large", "csv", "json"}, "_note"),
	}
}
