package sheet

import (
	"os"
	"strings"
	"testing"
)

// TestFilesOfLibreOffice reads one workbook as LibreOffice 7.4 saved it in several formats: the same is in all of them, as far as each can say it.
func TestFilesOfLibreOffice(t *testing.T) {
	t.Parallel()
	const title, hidden = " | A text Bilan   double gras⏎ligne 2 3×1\n", "Cachée1 | A text x\n"
	for name, want := range map[string]string{
		"libreoffice.xlsx": "Données1" + title + "Données3 | A number 86.5 | B number 0.125 % | C date 2021-12-31 of 44561 | D time 10:30:00 of 0.4375 | E number 1\n" +
			"Données4 hidden | A number 8.85 = | B error #DIV/0! = | C text ab = | D text  = | E error #N/A = | F date 2021-06-30 of 44377 =\n" + hidden,
		"libreoffice.ods": "Données1" + strings.ReplaceAll(title, "   ", " ") + "Données3 | A number 86.5 | B number 0.125 % | C date 2021-12-31 | D time 10:30:00 | E number 1\n" +
			"Données4 hidden | A number 8.85 = | B error #DIV/0! = | C text ab = | D text  = | E error #N/A = | F date 2021-06-30 =\n" + hidden,
		"libreoffice-utf16.csv": "1 | A text Bilan   double gras⏎ligne 2\n3 | A text 86.5 | B text 12.5% | C text 12/31/2021 | D text 10:30:00 AM | E text 1\n" +
			"4 | A text 8.85 | B text #DIV/0! | C text ab | E text #N/A | F text 06/30/2021\n",
		"libreoffice.xls": "",
	} {
		body, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(body, name, Usual())
		if name == "libreoffice.xls" {
			if refused(err) != "binary xls" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("%s: %v\n%swant\n%s", name, err, got, want)
		}
	}
}
