package testkit

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// WithoutVainSearches leaves out of the dataset the searches that found nothing, so that every empty
// cell waits to be looked for.
func WithoutVainSearches() Option { return WithSeed(ForgetVainSearches) }

// ForgetVainSearches does the same to the files of a dataset.
func ForgetVainSearches(files map[string][]byte) {
	const file = "searches.csv"
	rows, err := csv.NewReader(strings.NewReader(string(files[file]))).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("%s: %v", file, err)) // the dataset is embedded: it reads, or no test does
	}
	var kept strings.Builder
	w := csv.NewWriter(&kept)
	for i, row := range rows {
		if i == 0 || row[len(row)-1] != "" {
			_ = w.Write(row) // a strings.Builder takes everything
		}
	}
	w.Flush()
	files[file] = []byte(kept.String())
}
