package postings

import (
	"slices"
	"sort"
	"strings"
)

// Posting says that a text holds a word, and in which of its parts.
type Posting struct {
	Doc   uint32 // place of the text
	Parts uint8  // one bit a part
}

// Builder learns what texts hold. Its zero value is ready.
type Builder struct {
	ids   map[string]int
	words []string
	held  [][]Posting
}

// ID returns the number of a word: words are numbered as they come.
func (b *Builder) ID(word string) int {
	if b.ids == nil {
		b.ids = map[string]int{}
	}
	id, known := b.ids[word]
	if !known {
		id = len(b.words)
		b.ids[word] = id
		b.words, b.held = append(b.words, word), append(b.held, nil)
	}
	return id
}

// Add notes that a part of a text holds a word, by its number. Texts come in the order of their places.
func (b *Builder) Add(id, doc int, parts uint8) {
	held := b.held[id]
	if last := len(held) - 1; last >= 0 && held[last].Doc == uint32(doc) {
		held[last].Parts |= parts
		return
	}
	b.held[id] = append(held, Posting{uint32(doc), parts})
}

// Words returns every word by its number.
func (b *Builder) Words() []string { return b.words }

// Index returns what was learned. The builder is not used any more.
func (b *Builder) Index() *Index {
	x := &Index{ids: b.ids, held: b.held, sorted: make([]string, len(b.words)), order: make([]int, len(b.words))}
	for id := range x.order {
		x.order[id] = id
	}
	slices.SortFunc(x.order, func(one, other int) int { return strings.Compare(b.words[one], b.words[other]) })
	for place, id := range x.order {
		x.sorted[place] = b.words[id]
	}
	return x
}

// Index tells which texts hold a word. It never changes.
type Index struct {
	ids    map[string]int
	held   [][]Posting
	sorted []string
	order  []int // the number of each word of sorted
}

// Find returns the number of a word.
func (x *Index) Find(word string) (id int, known bool) {
	id, known = x.ids[word]
	return id, known
}

// Beginning returns the numbers of the words that have a beginning, itself among them, in the order of the words.
func (x *Index) Beginning(with string) []int {
	from, _ := slices.BinarySearch(x.sorted, with)
	// Words that have the beginning stand together: the first one that has not ends them.
	size := sort.Search(len(x.sorted)-from, func(i int) bool { return !strings.HasPrefix(x.sorted[from+i], with) })
	return x.order[from : from+size : from+size]
}

// Held returns the texts that hold a word, by their places. The caller leaves them as they are.
func (x *Index) Held(id int) []Posting { return x.held[id] }
