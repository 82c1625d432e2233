package pages

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// drawnText is a text of a picture and where it stands in its group.
type drawnText struct {
	text string
	x, y float64
}

// picture is what a reader of an SVG file reads.
type picture []drawnText

// readPicture reads the texts of an SVG file, words of its title and description apart.
func readPicture(t *testing.T, body []byte) picture {
	t.Helper()
	var p picture
	inside := 0 // depth within a text
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			t.Fatalf("picture: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch {
			case inside > 0:
				inside++
			case token.Name.Local == "text":
				inside = 1
				p = append(p, place(token))
			}
		case xml.EndElement:
			inside = max(inside-1, 0)
		case xml.CharData:
			if inside > 0 {
				p[len(p)-1].text += string(token)
			}
		}
	}
}

var translated = regexp.MustCompile(`translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)`)

func place(text xml.StartElement) drawnText {
	var d drawnText
	for _, a := range text.Attr {
		value, _ := strconv.ParseFloat(a.Value, 64)
		switch a.Name.Local {
		case "x":
			d.x += value
		case "y":
			d.y += value
		case "transform":
			if by := translated.FindStringSubmatch(a.Value); by != nil {
				x, _ := strconv.ParseFloat(by[1], 64)
				y, _ := strconv.ParseFloat(by[2], 64)
				d.x, d.y = d.x+x, d.y+y
			}
		}
	}
	return d
}

// printed is a number as people of either language write it.
var printed = regexp.MustCompile(`\d{1,3}(?:[\x{a0}\x{202f},]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?`)

var grouped = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)

// numbers returns the numbers of a text in their plain form.
func numbers(text string) []string {
	var plain []string
	for _, n := range printed.FindAllString(text, -1) {
		n = strings.NewReplacer("\u202f", "", "\u00a0", "").Replace(n)
		if grouped.MatchString(n) {
			n = strings.ReplaceAll(n, ",", "")
		}
		plain = append(plain, strings.ReplaceAll(n, ",", "."))
	}
	return plain
}

// strangers returns the numbers of the picture that stand neither in the words given nor on an
// axis.
func (p picture) strangers(words []string) []string {
	known := map[string]bool{"0": true} // where axes begin
	for _, text := range words {
		for _, n := range numbers(text) {
			known[n] = true
		}
	}
	ticks := p.ticks()
	var strangers []string
	for _, one := range p {
		for _, n := range numbers(one.text) {
			if !known[n] && !slices.Contains(ticks, one) && !slices.Contains(strangers, n) {
				strangers = append(strangers, n)
			}
		}
	}
	slices.Sort(strangers)
	return strangers
}

// ticks returns the labels of axes: bare numbers in a line, each as far along it as it is large.
func (p picture) ticks() []drawnText {
	lines := map[[2]float64][]drawnText{}
	for _, one := range p {
		if n := printed.FindString(one.text); n != "" && n == strings.TrimRight(one.text, " \u00a0\u202f%") {
			lines[[2]float64{0, one.x}] = append(lines[[2]float64{0, one.x}], one)
			lines[[2]float64{1, one.y}] = append(lines[[2]float64{1, one.y}], one)
		}
	}
	var ticks []drawnText
	for line, labels := range lines {
		if len(labels) > 2 && even(labels, line[0] == 0) {
			ticks = append(ticks, labels...)
		}
	}
	return ticks
}

// even reports whether places grow with values all along a line.
func even(labels []drawnText, upright bool) bool {
	at := func(d drawnText) (value, place float64) {
		value, _ = strconv.ParseFloat(numbers(d.text)[0], 64)
		if upright {
			return value, d.y
		}
		return value, d.x
	}
	v0, p0 := at(labels[0])
	v1, p1 := at(labels[1])
	if v0 == v1 {
		return false
	}
	for _, label := range labels[2:] {
		v, p := at(label)
		if math.Abs(p0+(p1-p0)*(v-v0)/(v1-v0)-p) > 1.5 {
			return false
		}
	}
	return true
}
