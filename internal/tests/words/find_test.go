package words

import (
	"github.com/segur-tracker/segur/internal/find"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/web/search"
)

// findEndings are those of the glossary and of the search.
func findEndings() map[string][]string {
	kinds := texts(find.Kinds(), func(k find.Kind) string { return string(k) })
	return map[string][]string{
		"search.question.": {"beds", "done", "abandoned", "nurses", "news", "region", "mulhouse", "sure", "says", "unknown"},
		"search.asking.":   {"beds", "abandoned", "nurses", "region", "mulhouse"},
		"glossary.long.":   glossary.Slugs(), "glossary.says.": glossary.Slugs(),
		"search.kind.": kinds, "search.among.": kinds, "search.held.": kinds,
		"search.page.": search.Findable(), "search.about.": search.Findable(), "search.words.": search.Findable(),
	}
}
