// Package assets embeds everything of the site that is not Go: page templates, words, map outlines, and what the front-end
// build left in dist/ (styles, scripts, fonts, their manifest). The program is then one file.
//
// It must not know who reads it. Only cmd imports it; other packages take an fs.FS, so that tests and development may hand
// them a folder instead.
package assets

import "embed"

// Templates holds the html/template files under "templates/".
//
//go:embed all:templates
var Templates embed.FS

// Locales holds the words of the site, one or more TOML files a language, under "locales/".
//
//go:embed locales/*.toml
var Locales embed.FS

// Geo holds the outlines of regions and départements under "geo/", from Natural Earth (public domain; see geo/README.md).
//
//go:embed geo/*.geojson
var Geo embed.FS

// Dist holds the front-end build under "dist/": files with hashed names for browsers, texts with .gz and .br beside them,
// "dist/manifest.json" (logical name → path, integrity, bytes), and under "dist/server/" what only the program reads. Before
// the first build it holds nothing but ".gitkeep".
//
//go:embed all:dist
var Dist embed.FS
