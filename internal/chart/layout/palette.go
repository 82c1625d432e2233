package layout

// Theme is the ground that a picture is painted on.
type Theme string

// The themes, in the words of addresses.
const (
	Light Theme = "clair"
	Dark  Theme = "sombre"
)

// The colours of the layout's own parts, the light values of the design tokens.
const (
	paper  = "#faf7f1"
	ink    = "#1a2233"
	muted  = "#555b66"
	rule   = "#ddd5c6"
	axis   = "#857d6e"
	brand  = "#14315c"
	target = "#b3261e"
)

// onFill is the light ink of dark fills; as a shape the same white is the box of « non engagée ».
const onFill, onFillDark = "#ffffff", "#0b1017"

// darkColours gives each light value of the design tokens its dark one, as the style sheet of
// charts does in pages.
func darkColours() map[string]string {
	return map[string]string{
		paper: "#10161f", "#f1ece2": "#0b1017", ink: "#ece8df", muted: "#a9afba", rule: "#2d3746", axis: "#7c8798",
		brand: "#8fbdf2", "#1b4f91": "#8fbdf2", target: "#ff9a8f", "#1e6b45": "#79d3a3",
		// pillars
		"#a8244e": "#f390b0", "#7a5a00": "#e0b84f", "#0e6e78": "#63c7d1", "#5a3fb0": "#b9a9f7",
		// states: fills, then the lines of patterns, outlines, and fills of states carried from an earlier year
		"#0d5238": "#a8ecc6", "#2c7150": "#57b98b", "#7fb0dc": "#3873ad", "#d5e4f2": "#22384f", onFill: "#10161f",
		"#f4c15f": "#d79b2b", "#a83d22": "#e5805f",
		"#bfe3cf": "#123524", "#6f9fcb": "#5f8fbd", "#8a5300": "#4a2d00", "#f3c3b3": "#4d1608", "#8d8677": "#6d7787",
		"#2f6ea8": "#6aa5dd", "#4f80ad": "#6d99c4", "#8a5301": "#d79b2b",
		"#d5e2eb": "#1c324a", "#e8eef2": "#192737", "#f8e7c5": "#4c3e23",
		// classes of maps
		"#cddcec": "#223b56", "#a3bfdd": "#2a5585", "#719dcb": "#3669a2", "#3f6ca4": "#6ba0d9", "#14386b": "#b9daff",
		// inks on states
		"#1a2234": "#ffffff", "#1a2232": "#0b1017",
	}
}

// paints is what a theme makes of the light colours; nil leaves them.
type paints map[string]string

func (t Theme) paints() paints {
	if t == Dark {
		return darkColours()
	}
	return nil
}

// of returns the colour in the theme; one that is no token stays as it is.
func (p paints) of(colour string, isText bool) string {
	if p != nil && isText && colour == onFill {
		return onFillDark
	}
	if other, ok := p[colour]; ok {
		return other
	}
	return colour
}
