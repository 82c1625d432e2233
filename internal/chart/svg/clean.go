package svg

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrMalformed says that what the engine drew is not one well-formed svg element.
var ErrMalformed = errors.New("malformed picture")

const namespace = "http://www.w3.org/2000/svg"

// fontFamily is stated once, for the picture as a file; in a page the style sheet says it again.
const fontFamily = "Inter Variable, Inter, sans-serif"

// node is an allowed element with its allowed attributes, in order.
type node struct {
	name     string
	attrs    []attr
	children []*node
	text     string
}

type attr struct{ name, value string }

func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

func (n *node) set(name, value string) {
	for i, a := range n.attrs {
		if a.name == name {
			n.attrs[i].value = value
			return
		}
	}
	n.attrs = append(n.attrs, attr{name, value})
}

// drop removes attributes by name.
func (n *node) drop(names ...string) {
	kept := n.attrs[:0]
	for _, a := range n.attrs {
		if !contains(names, a.name) {
			kept = append(kept, a)
		}
	}
	n.attrs = kept
}

// clean reads the engine's text and writes it anew: only what the lists below allow survives,
// shapes are simplified, ids take the picture's prefix, and the picture gets its names.
func clean(text string, q Request) (Picture, error) {
	root, err := parse(text)
	if err != nil {
		return "", err
	}
	root.children = simplify(root.children)
	root.children = flat(root.children)
	names(root, q.ID)
	return Picture(write(root, q)), nil
}

func parse(text string) (*node, error) {
	decoder := xml.NewDecoder(strings.NewReader(text))
	var root *node
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root != nil || start.Name.Local != "svg" {
			return nil, fmt.Errorf("%w: element %s at the top", ErrMalformed, start.Name.Local)
		}
		if root, err = element(decoder, start); err != nil {
			return nil, err
		}
	}
	if root == nil {
		return nil, fmt.Errorf("%w: no svg element", ErrMalformed)
	}
	return root, nil
}

// element reads one allowed element up to its end; what is not allowed inside is skipped whole.
func element(decoder *xml.Decoder, start xml.StartElement) (*node, error) {
	n := &node{name: start.Name.Local, attrs: attributes(start)}
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !allowedElement(t.Name) {
				if err := decoder.Skip(); err != nil {
					return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
				}
				continue
			}
			child, err := element(decoder, t)
			if err != nil {
				return nil, err
			}
			n.children = append(n.children, child)
		case xml.CharData:
			if n.name == "text" || n.name == "tspan" {
				n.text += string(t)
			}
		case xml.EndElement:
			return n, nil
		}
	}
}

func allowedElement(name xml.Name) bool {
	if name.Space != namespace && name.Space != "" {
		return false
	}
	switch name.Local {
	case "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "defs", "pattern":
		return true
	}
	return false
}

// attributes keeps the allowed attributes of an element, its inline style taken apart.
func attributes(start xml.StartElement) []attr {
	var kept []attr
	keep := func(name, value string) {
		if value = strings.TrimSpace(value); allowedAttribute(name) && allowedValue(value) && !isDefault(name, value) {
			kept = append(kept, attr{name, value})
		}
	}
	for _, a := range start.Attr {
		switch {
		case a.Name.Space != "":
		case a.Name.Local == "style":
			for declaration := range strings.SplitSeq(a.Value, ";") {
				if name, value, ok := strings.Cut(declaration, ":"); ok {
					keep(strings.TrimSpace(name), strings.TrimSuffix(strings.TrimSpace(value), "px"))
				}
			}
		default:
			keep(a.Name.Local, a.Value)
		}
	}
	return kept
}

// allowedAttribute lists geometry and presentation. Classes, links, handlers, hit areas, fonts
// of single texts and clips are not among them: our drawings cut nothing.
func allowedAttribute(name string) bool {
	switch name {
	case "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform",
		"fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-dashoffset",
		"stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "paint-order", "opacity",
		"font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
		"patternUnits", "patternContentUnits", "patternTransform":
		return true
	}
	return false
}

// allowedValue refuses what could reach outside the picture: the one address form is url(#id).
func allowedValue(value string) bool {
	if strings.ContainsAny(value, "<>\\;{}@:") {
		return false
	}
	rest, isURL := strings.CutPrefix(value, "url(")
	return !isURL && !strings.Contains(value, "url") || strings.HasPrefix(rest, "#") && strings.Count(value, "(") == 1
}

func isDefault(name, value string) bool {
	switch name {
	case "fill-opacity", "stroke-opacity", "opacity":
		return value == "1"
	case "font-weight":
		return value == "normal" || value == "400"
	case "text-anchor":
		return value == "start"
	}
	return false
}

func contains(list []string, s string) bool {
	for _, item := range list {
		if item == s {
			return true
		}
	}
	return false
}
