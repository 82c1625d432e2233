package postings_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segur-tracker/segur/internal/postings"
)

// TestTheIndexTellsWhatTextsHold compares with a walk through all texts.
func TestTheIndexTellsWhatTextsHold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abé]{1,4}`)
		texts := rapid.SliceOfN(rapid.SliceOfN(word, 0, 6), 0, 12).Draw(t, "texts")
		var b postings.Builder
		for doc, words := range texts {
			for at, w := range words {
				b.Add(b.ID(w), doc, 1<<(at%2))
			}
		}
		x := b.Index()
		asked := word.Draw(t, "asked")
		got := map[string][]postings.Posting{}
		for _, id := range x.Beginning(asked) {
			got[b.Words()[id]] = x.Held(id)
		}
		want := map[string][]postings.Posting{}
		for doc, words := range texts {
			for at, w := range words {
				if !strings.HasPrefix(w, asked) {
					continue
				}
				held := want[w]
				if n := len(held); n == 0 || held[n-1].Doc != uint32(doc) {
					held = append(held, postings.Posting{Doc: uint32(doc)})
				}
				held[len(held)-1].Parts |= 1 << (at % 2)
				want[w] = held
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%q begins %v, not %v", asked, got, want)
		}
		for w, held := range want {
			if id, known := x.Find(w); !known || !slices.Equal(got[w], held) || !slices.Equal(x.Held(id), held) {
				t.Fatalf("%q is held by %v, not %v", w, got[w], held)
			}
		}
		if _, known := x.Find(asked); known != (want[asked] != nil) {
			t.Fatalf("%q is known: %v", asked, known)
		}
	})
}
