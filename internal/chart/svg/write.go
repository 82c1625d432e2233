package svg

import (
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"
)

// write serialises the picture: a named image, then its content, everything escaped.
func write(root *node, q Request) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="%s" class="%s" role="img" aria-labelledby="%s-title"`, namespace, escape(classOf(q)), q.ID)
	if q.Description != "" {
		fmt.Fprintf(&b, ` aria-describedby="%s-desc"`, q.ID)
	}
	if q.Lang != "" {
		fmt.Fprintf(&b, ` lang="%s"`, escape(q.Lang))
	}
	fmt.Fprintf(&b, ` viewBox="0 0 %d %d" width="%d" height="%d" font-family="%s">`, q.Width, q.Height, q.Width, q.Height, fontFamily)
	fmt.Fprintf(&b, `<title id="%s-title">%s</title>`, q.ID, escape(q.Title))
	if q.Description != "" {
		fmt.Fprintf(&b, `<desc id="%s-desc">%s</desc>`, q.ID, escape(q.Description))
	}
	for _, child := range root.children {
		child.write(&b)
	}
	b.WriteString("</svg>")
	return b.String()
}

// classOf makes sure of the class that the style sheet paints by.
func classOf(q Request) string {
	if contains(strings.Fields(q.Class), "seg-chart") {
		return q.Class
	}
	return strings.TrimSpace("seg-chart " + q.Class)
}

func (n *node) write(b *strings.Builder) {
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		b.WriteString(" " + a.name + `="` + escape(a.value) + `"`)
	}
	if n.text == "" && len(n.children) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteString(">" + escape(n.text))
	for _, child := range n.children {
		child.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

// Escape writes text for XML, in an element or in an attribute between double quotes. Control
// and direction characters do not survive.
func Escape(s string) string { return escape(s) }

// escape also drops the control and direction characters that a label could use to make the
// text around it read otherwise.
func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(strings.Map(readable, s))); err != nil {
		return "" // a strings.Builder never fails
	}
	return b.String()
}

func readable(r rune) rune {
	if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

// isID accepts the ids that need no escape anywhere: letters, digits, "-" and "_".
func isID(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_') {
			return false
		}
	}
	return s != "" && len(s) <= 200
}
