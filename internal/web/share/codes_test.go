package share_test

import (
	"bytes"
	"image/png"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestTheCodeOfAPictureKeepsItsRoom holds the size in the code against the file that it names, and
// that the guide gives the code of each of its examples.
func TestTheCodeOfAPictureKeepsItsRoom(t *testing.T) {
	for path, known := range map[string]bool{"": true, "?taille=carre": true, "?taille=grand": false} {
		page := site.Get("/graphiques/avancement" + path).Doc(t)
		code, err := goquery.NewDocumentFromReader(strings.NewReader(page.Find("#t-image").Text()))
		if err != nil {
			t.Fatal(err)
		}
		img := code.Find("img")
		_, file, found := strings.Cut(img.AttrOr("src", ""), "/graphiques/")
		size, err := png.DecodeConfig(bytes.NewReader(site.Get("/graphiques/" + file).Body))
		if err != nil || !found {
			t.Fatalf("%s names %q: %v", path, file, err)
		}
		wide, high := "", ""
		if known {
			wide, high = strconv.Itoa(size.Width), strconv.Itoa(size.Height)
		}
		if img.AttrOr("width", "") != wide || img.AttrOr("height", "") != high {
			t.Errorf("%s: %s × %s for a file of %d × %d", path, img.AttrOr("width", ""), img.AttrOr("height", ""), size.Width, size.Height)
		}
	}
	guide := site.Get("/integrer").Doc(t).Find("textarea")
	if codes := guide.Text(); guide.Length() != 3 || strings.Count(codes, "<iframe") != 2 || strings.Count(codes, "<img") != 1 {
		t.Errorf("the guide gives %d codes: %s", guide.Length(), codes)
	}
}
