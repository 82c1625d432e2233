#!/usr/bin/env bash
# bluemonday 1.0.27 (Go): its policy for what users write, UGCPolicy, allows images with alternative texts, and drops the whole text when
# one of its characters is not a letter, a digit, a space or one of - _ ' , [ ] ! . / \ ( ). A colon, a semicolon, %, €, +, &, a typographic
# apostrophe, guillemets, an en dash and a true minus are all outside. The image stays, without an alt attribute: readers of a feed
# who cannot see it hear the name of the file.
#
# A good guess would have been that a text which may hold letters of every script may hold punctuation too, escaped where it must be, or
# that a character which is not wanted is taken out and the rest stays. Every alternative text of a chart that names its figures, as
# "France: 73 in 2020 (start), 691 in 2024", is lost; text between tags is not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > go.mod <<'MOD'
module finding

go 1.25

require github.com/microcosm-cc/bluemonday v1.0.27
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

func main() {
	policy := bluemonday.UGCPolicy()
	for _, text := range []string{"120 beds in 2021", "l'hôpital (2021)", "France: 120 in 2021", "12 % of beds", "d’une année à l’autre", "2020–2025", "5 €"} {
		kept := policy.Sanitize(`<p>` + text + `</p><img src="https://example.org/a.png" alt="` + text + `">`)
		fmt.Printf("%s | alt %v, image %v, text %v\n", text, strings.Contains(kept, "alt="), strings.Contains(kept, "<img"), strings.Contains(kept, "<p>"+strings.ReplaceAll(text, "'", "&#39;")))
	}
}
GO
go mod tidy > tidy.log 2>&1
go run . > seen
cat > expected <<'SEEN'
120 beds in 2021 | alt true, image true, text true
l'hôpital (2021) | alt true, image true, text true
France: 120 in 2021 | alt false, image true, text true
12 % of beds | alt false, image true, text true
d’une année à l’autre | alt false, image true, text true
2020–2025 | alt false, image true, text true
5 € | alt false, image true, text true
SEEN
echo "bluemonday $(go list -m -f '{{.Version}}' github.com/microcosm-cc/bluemonday)"
cat seen
diff expected seen
