package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Kind is what is asked about several rows at once: all the warnings of one code.
type Kind struct {
	Code     string
	Warnings []Warning // at least one
}

// Kinds groups warnings by their code, in the order in which codes first come.
func Kinds(warnings []Warning) []Kind {
	var kinds []Kind
	for _, w := range warnings {
		i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == w.Code })
		if i < 0 {
			kinds = append(kinds, Kind{Code: w.Code})
			i = len(kinds) - 1
		}
		kinds[i].Warnings = append(kinds[i].Warnings, w)
	}
	return kinds
}

// Tokens lists what confirms each warning of the kind.
func (k Kind) Tokens() []string {
	tokens := make([]string, len(k.Warnings))
	for i, w := range k.Warnings {
		tokens[i] = w.Token()
	}
	return tokens
}

// Token confirms the whole kind at once. Like that of a warning it names the rows with their numbers,
// so that another row or number has to be confirmed anew.
func (k Kind) Token() string {
	if len(k.Warnings) == 1 {
		return k.Warnings[0].Token()
	}
	sum := sha256.Sum256([]byte(strings.Join(k.Tokens(), "\n")))
	return k.Code + " " + hex.EncodeToString(sum[:12])
}
