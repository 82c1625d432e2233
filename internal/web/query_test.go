package web

import (
	"strings"
	"testing"
)

// BenchmarkPairs reads the longest query that a request may hold, made of what is looked for: the time grows with its length alone.
func BenchmarkPairs(b *testing.B) {
	for name, length := range map[string]int{"1 kB": 1 << 10, "16 kB": 16 << 10} {
		for _, unit := range []string{"amp;", ";", "a=1;", "amp;a=1;"} {
			query := strings.Repeat(unit, length/len(unit)) + "a=1"
			b.Run(name+" of "+unit, func(b *testing.B) {
				for b.Loop() {
					Pairs(query, []string{"region", "de", "a", "publication"})
				}
			})
		}
	}
}
