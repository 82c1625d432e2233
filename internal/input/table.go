package input

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/fold"
	"github.com/segur-tracker/segur/internal/segur"
)

// Table is a table copied from a spreadsheet: a header of years, then one line a territory.
type Table struct {
	Years  []int  // in the order of the header
	Cells  []Cell // that hold something, line by line
	Errors []*ParseError
	Sums   []string // names of the lines left out because they add the others up
}

// Cell is one number of a table, as it was typed.
type Cell struct {
	Territory string // code
	Year      int
	Text      string
}

// What is read of a table at most: far more than an indicator can hold.
const (
	maxLines   = 200
	maxColumns = 60
)

// ReadTable reads a table whose columns are set apart by tabs or semicolons, with cells between quotes where spreadsheets
// put them. Territories are named by name, in either language and whatever the case and the accents, by a usual short name,
// by INSEE code or by ISO code. A mark for nothing, "-" or "n.d.", is an empty cell. What cannot be
// placed is an error, table_* with the number of its line or column; the rest is read all the same. A line is one of the
// table, however many lines its cells have.
func ReadTable(text string, territories []segur.Territory) Table {
	var t Table
	text = strings.Trim(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	separator := "\t"
	if !strings.Contains(text, separator) {
		separator = ";"
	}
	lines := rows(text, separator)
	if len(lines) > maxLines {
		t.Errors = append(t.Errors, parseError("table_long", "", "lines", maxLines))
		lines = lines[:maxLines]
	}
	places, headed := index(territories), false
	seen := map[string]int{}
	var columns []int
	for i, cells := range lines {
		if strings.Join(cells, "") == "" {
			continue
		}
		if !headed {
			headed, columns = true, t.header(cells)
			continue
		}
		t.line(i+1, cells, columns, places, seen)
	}
	if len(columns) == 0 && len(t.Errors) == 0 {
		t.Errors = append(t.Errors, parseError("table_header", ""))
	}
	return t
}

// leftOut stands for the year of a column of which an error tells already that it is left out.
const leftOut = -1

// header returns the year of each column after the first, 0 for one that has none.
func (t *Table) header(cells []string) []int {
	var columns []int
	for i, cell := range cells[1:] {
		year, ok := number(cell, 4)
		switch {
		case i >= maxColumns:
			return columns
		case cell == "":
			year = 0
		case !ok:
			t.Errors = append(t.Errors, parseError("table_year", cell, "column", i+2))
			year = leftOut
		case slices.Contains(t.Years, year):
			t.Errors = append(t.Errors, parseError("table_year_twice", cell, "column", i+2))
			year = leftOut
		default:
			t.Years = append(t.Years, year)
		}
		columns = append(columns, year)
	}
	return columns
}

func (t *Table) line(n int, cells []string, columns []int, places map[string]string, seen map[string]int) {
	name := cells[0]
	code, known := places[fold.Text(name)]
	if !known && isSum(name) {
		t.Sums = append(t.Sums, name)
		return
	}
	if !known {
		t.Errors = append(t.Errors, parseError("table_territory", name, "line", n))
		return
	}
	if first, twice := seen[code]; twice {
		t.Errors = append(t.Errors, parseError("table_territory_twice", name, "line", n, "first", first))
		return
	}
	seen[code] = n
	for i, cell := range cells[1:] {
		switch {
		case cell == "", Nothing(cell):
		case i >= len(columns) || columns[i] == 0:
			t.Errors = append(t.Errors, parseError("table_wide", cell, "line", n, "column", i+2))
		case columns[i] != leftOut:
			t.Cells = append(t.Cells, Cell{code, columns[i], cell})
		}
	}
}

// Nothing reports whether a text is one of the marks that tables put where there is no number.
func Nothing(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "-", "–", "—", "−", "…", "...", "n.d.", "n.d", "nd", "n.c.", "n.c", "nc":
		return true
	}
	return false
}

// isSum reports whether a line is named as one that adds the others up.
func isSum(name string) bool {
	folded := fold.Text(name)
	if folded == "france entiere" {
		return true
	}
	first, _, _ := strings.Cut(folded, " ")
	return first == "total" || first == "ensemble"
}

// index names every territory in all the ways that people write it.
func index(territories []segur.Territory) map[string]string {
	names := map[string]string{}
	for _, t := range territories {
		_, letters, _ := strings.Cut(t.ISO, "-") // "FR-IDF"
		for _, name := range append([]string{t.Code, t.ISO, letters, t.Name.FR, t.Name.EN}, shortNames(t.Code)...) {
			names[fold.Text(name)] = t.Code
		}
		// Spreadsheets take the zero away from "01".
		if n, err := strconv.Atoi(t.Code); err == nil {
			names[strconv.Itoa(n)] = t.Code
		}
		if t.Code == segur.France {
			names[fold.Text("France entière")] = t.Code
		}
	}
	delete(names, "")
	return names
}

// shortNames lists what people call a region beside its name and its codes, where that can be no
// other region.
func shortNames(code string) []string {
	return map[string][]string{
		"04": {"Réunion"},
		"11": {"RIF"},
		"24": {"Centre", "Centre Val Loire"},
		"27": {"Bourgogne Fr Comté", "Bourgogne FC"},
		"32": {"Hts de France"},
		"44": {"GE"},
		"52": {"Pays de Loire", "PDLL"},
		"53": {"BZH"},
		"75": {"NA", "Nlle Aquitaine", "N Aquitaine", "Nvelle Aquitaine"},
		"84": {"AURA", "Auvergne RA"},
		"93": {"PACA", "Région Sud", "Sud PACA", "Provence Alpes Côte Azur"},
	}[code]
}
