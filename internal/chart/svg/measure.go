package svg

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

const (
	unitsPerEm  = 1000
	missingEm   = 0.6    // width of a character that the font lacks
	wideFrom    = 0x2e80 // ideographs, which fill the em: the library takes one for the height of a line
	defaultSize = 12.0
	semiBold    = 600
)

var (
	fontSize   = regexp.MustCompile(`([\d.]+)px`)
	fontWeight = regexp.MustCompile(`(?:^|\s)([1-9]00|bold)(?:\s|$)`)
)

// Measurer knows the advance of each character in two weights: without a canvas the chart
// library counts every character beyond ASCII as a full em, and legends come out too wide.
// It serves any number of goroutines.
type Measurer struct {
	mu            sync.Mutex
	regular, bold *face
}

type face struct {
	font     *sfnt.Font
	buffer   sfnt.Buffer
	advances map[rune]float64 // in em
}

// NewMeasurer reads two OTF or TTF files.
func NewMeasurer(regular, bold []byte) (*Measurer, error) {
	r, err := newFace(regular)
	if err != nil {
		return nil, fmt.Errorf("regular font: %w", err)
	}
	b, err := newFace(bold)
	if err != nil {
		return nil, fmt.Errorf("bold font: %w", err)
	}
	return &Measurer{regular: r, bold: b}, nil
}

func newFace(file []byte) (*face, error) {
	f, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	return &face{font: f, advances: map[rune]float64{}}, nil
}

// Regular returns the width of one line of text, in em.
func (m *Measurer) Regular(text string) float64 { return m.em(text, m.regular) }

// Bold is Regular for text of weight 600 and more.
func (m *Measurer) Bold(text string) float64 { return m.em(text, m.bold) }

// width returns the width of text in pixels for a CSS font such as "bold 16px Inter".
func (m *Measurer) width(text, cssFont string) float64 {
	return m.em(text, m.face(cssFont)) * sizeOf(cssFont)
}

func (m *Measurer) em(text string, f *face) float64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	var em float64
	for _, r := range text {
		em += f.advance(r)
	}
	return em
}

func (m *Measurer) face(cssFont string) *face {
	found := fontWeight.FindStringSubmatch(cssFont)
	if found == nil {
		return m.regular
	}
	if weight, err := strconv.Atoi(found[1]); err == nil && weight < semiBold {
		return m.regular
	}
	return m.bold
}

func sizeOf(cssFont string) float64 {
	found := fontSize.FindStringSubmatch(strings.TrimSpace(cssFont))
	if found == nil {
		return defaultSize
	}
	size, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		return defaultSize
	}
	return size
}

func (f *face) advance(r rune) float64 {
	if em, known := f.advances[r]; known {
		return em
	}
	em := missingEm
	if r >= wideFrom {
		em = 1
	}
	if glyph, err := f.font.GlyphIndex(&f.buffer, r); err == nil && glyph != 0 {
		if a, err := f.font.GlyphAdvance(&f.buffer, glyph, fixed.I(unitsPerEm), font.HintingNone); err == nil {
			em = float64(a) / 64 / unitsPerEm
		}
	}
	f.advances[r] = em
	return em
}
