package testkit

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// checkMarkup holds that the source of a page is what browsers make of it: every element
// closed in order, no attribute twice, nothing that the parser would have to move or close.
func checkMarkup(body []byte) []string {
	written, faults := outlineOf(body)
	if len(faults) > 0 {
		return faults
	}
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return []string{err.Error()}
	}
	var read []string
	outlineTree(root, 0, &read)
	for i := range max(len(written), len(read)) {
		if i >= len(written) || i >= len(read) || written[i] != read[i] {
			return []string{fmt.Sprintf("the parser repairs element %d: written %v, read %v", i, at(written, i), at(read, i))}
		}
	}
	return nil
}

func at(outline []string, i int) []string {
	return outline[max(0, min(i-2, len(outline))):min(i+2, len(outline))]
}

// outlineOf lists the elements of the source with their depths, from its tags alone.
func outlineOf(body []byte) (outline, faults []string) {
	if !bytes.HasPrefix(body, []byte("<!DOCTYPE html>")) {
		return nil, []string{"no doctype at the start"}
	}
	z, open := html.NewTokenizer(bytes.NewReader(body)), []string{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				faults = append(faults, z.Err().Error())
			}
			if len(open) > 0 {
				faults = append(faults, fmt.Sprintf("never closed: %v", open))
			}
			return outline, faults
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw()) // reading the token moves on
			token := z.Token()
			faults = append(faults, twice(raw)...)
			outline = append(outline, entry(token.Data, len(open)))
			if token.Type == html.StartTagToken && !void(token.DataAtom) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				return nil, append(faults, fmt.Sprintf("</%s> closes %v", name, open))
			}
			open = open[:len(open)-1]
		}
	}
}

func entry(name string, depth int) string { return fmt.Sprintf("%d %s", depth, strings.ToLower(name)) }

var quoted = regexp.MustCompile(`"[^"]*"|'[^']*'`)

// twice reads the attributes of a tag as they are written: the parser drops the second of
// two without a word.
func twice(tag string) (faults []string) {
	seen := map[string]bool{}
	for i, word := range strings.Fields(strings.Trim(quoted.ReplaceAllString(tag, ""), "</>")) {
		name, _, _ := strings.Cut(word, "=")
		if i > 0 && seen[name] {
			faults = append(faults, fmt.Sprintf("attribute %s twice in %s", name, tag))
		}
		seen[name] = i > 0
	}
	return faults
}

func outlineTree(n *html.Node, depth int, outline *[]string) {
	for child := range n.ChildNodes() {
		if child.Type == html.ElementNode {
			*outline = append(*outline, entry(child.Data, depth))
			outlineTree(child, depth+1, outline)
		}
	}
}

// void reports whether an element has no content and no end tag.
func void(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}
