package testkit

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/segur"
)

// Months that figures are made up for, far more than any indicator has.
const (
	firstMadeUpYear = 2018
	lastMadeUpYear  = 2025
)

// WithRows fills the seed up with made-up rows to so many projects and values: projects spread over the places of
// projects, monthly figures over all indicators and territories. The same numbers make the same rows; what the seed
// holds stays, so that fewer than it holds add nothing.
func WithRows(projects, values int) Option {
	return WithSeed(func(files map[string][]byte) {
		files["projects.csv"] = moreProjects(files["projects.csv"], projects)
		files["values.csv"] = moreValues(files, values)
	})
}

// Uncached lets a site make each answer anew.
func Uncached() Option {
	return func(o *app.Options) error {
		o.Uncached = true
		return nil
	}
}

func moreProjects(file []byte, n int) []byte {
	out := bytes.NewBuffer(bytes.Clone(file))
	places, stages := segur.ProjectPlaces(), segur.Stages()
	for i := range n - (bytes.Count(file, []byte("\n")) - 1) {
		p := places[i%len(places)]
		fmt.Fprintf(out, "essai-%d,%s,%s,Commune %d,Hôpital %d,Rénovation %d,Renovation %d,health,%d,,%s,,,seed-ars-ara-2021,\n",
			i, p.Region, p.Code, i%700, i, i, i, 1+i%90, stages[i%len(stages)])
	}
	return out.Bytes()
}

func moreValues(files map[string][]byte, n int) []byte {
	values, indicators, territories := rowsOf(files["values.csv"]), rowsOf(files["indicators.csv"]), rowsOf(files["territories.csv"])
	taken := map[string]bool{}
	for _, v := range values {
		taken[strings.Join(v[:4], ",")] = true // indicator, kind, period, territory
	}
	out := bytes.NewBuffer(bytes.Clone(files["values.csv"]))
	random := rand.New(rand.NewPCG(1, 2))
	left := n - len(values)
	for month := 12 * firstMadeUpYear; month < 12*(lastMadeUpYear+1); month++ {
		for _, t := range territories {
			for _, ind := range indicators {
				period := fmt.Sprintf("%d-%02d", month/12, month%12+1)
				key := strings.Join([]string{ind[0], "actual", period, t[0]}, ",")
				if taken[key] {
					continue
				}
				if left--; left < 0 {
					return out.Bytes()
				}
				fmt.Fprintf(out, "%s,%s,,final,true,concours-pluripro-2021-chiffres,high,\n", key, figure(random, ind))
			}
		}
	}
	return out.Bytes()
}

// figure is one that its unit allows, with the decimals of the indicator.
func figure(random *rand.Rand, indicator []string) string {
	most := 5000.0
	if indicator[3] == "percent" {
		most = 100
	}
	decimals, _ := strconv.Atoi(indicator[4])
	text := strconv.FormatFloat(1+random.Float64()*(most-1), 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// rowsOf reads the rows of a file of the seed, without the names of its columns.
func rowsOf(file []byte) [][]string {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		panic(err) // the embedded dataset is read by every other test too
	}
	return rows[1:]
}
