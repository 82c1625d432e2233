package find

import (
	"sync"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/glossary"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/postings"
)

// Index is everything that can be found in one publication, in one language. It never changes.
type Index struct {
	entries []Entry
	places  []uint8   // of the kind of each entry among all kinds
	titles  [][]int32 // the stems of the words of each title, in order
	held    *postings.Index
	known   []known          // by the number of the word
	stems   map[string]int32 // stems by text
	forms   [][]int          // words by the number of their stem
	shapes  func() shapes    // made for the first word that nothing holds
	worth   [same + 1]weights
	times   [len(kinds)]int
	tallies sync.Pool
}

// known is a word of the publication.
type known struct {
	word
	shown  string // as it is written first, in lower case; "" for what readers are not offered
	count  int    // in titles and texts
	number int32  // of the stem
}

// The parts of an entry that hold words, one bit each.
const (
	inTitle uint8 = 1 << iota
	inNames       // what else readers call it
	inText
	inAlso // the other language, synonyms, what is said elsewhere
	everyPart
)

// Options are what an index is made from.
type Options struct {
	Catalog  *catalog.Catalog
	Words    *locale.Localizer // of the language
	Glossary *glossary.Glossary
	Sections []Section
	// RegionWords are what readers may say for any region: « ma région ».
	RegionWords string
}

// New makes the index of a publication.
func New(o Options) *Index {
	m := newMaker(o)
	collect(o, m.add)
	x := m.x
	x.held = m.held.Index()
	x.worth = weighing()
	for i, k := range kinds {
		x.times[i] = times(k)
	}
	x.shapes = sync.OnceValue(x.shape)
	x.tallies.New = func() any { return &tallies{of: make([]tally, len(x.entries))} }
	return x
}
