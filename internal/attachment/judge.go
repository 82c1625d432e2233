package attachment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segur-tracker/segur/internal/segur"
)

// File is a document with its bytes.
type File struct {
	Digest string // hexadecimal SHA-256 of Body
	Type   Type
	Body   []byte
}

// Type is what a document is.
type Type string

// The types that are accepted.
const (
	PDF  Type = "pdf"
	DOCX Type = "docx"
	ODT  Type = "odt"
)

// Media returns the media type that a document is served as.
func (t Type) Media() string {
	return map[Type]string{
		PDF:  "application/pdf",
		DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		ODT:  "application/vnd.oasis.opendocument.text",
	}[t]
}

// The reasons for which a file is refused. Screens word them by name.
const (
	ReasonEmpty     = "empty"
	ReasonLarge     = "large"     // beyond segur.LargestDocument
	ReasonType      = "type"      // none of the three
	ReasonBroken    = "broken"    // looks like one of them and cannot be read through
	ReasonEncrypted = "encrypted" // what it holds cannot be looked at
	ReasonMacro     = "macro"
	ReasonActive    = "active" // runs, embeds or fetches something
	ReasonBomb      = "bomb"   // unfolds beyond all measure
	ReasonSeveral   = "several"
)

// Reasons lists every reason.
func Reasons() []string {
	return []string{
		ReasonEmpty, ReasonLarge, ReasonType, ReasonBroken, ReasonEncrypted, ReasonMacro, ReasonActive, ReasonBomb, ReasonSeveral,
	}
}

// Refusal says why a file is not accepted: one of the reasons, and the place for the log.
type Refusal struct{ Reason, Place string }

// Error names the reason for logs and tests.
func (r *Refusal) Error() string { return "attachment refused: " + r.Reason + " " + r.Place }

func reject(reason, place string) error { return &Refusal{reason, place} }

// Judge returns the document that some bytes are. The error is a *Refusal. Names and headers that came
// with the bytes count for nothing.
func Judge(body []byte) (File, error) {
	var kind Type
	var err error
	switch {
	case len(body) == 0:
		return File{}, reject(ReasonEmpty, "")
	case len(body) > segur.LargestDocument:
		return File{}, reject(ReasonLarge, "")
	case bytes.HasPrefix(body, []byte("%PDF-")):
		kind, err = PDF, judgePDF(body)
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		kind, err = judgeArchive(body)
	default:
		err = reject(ReasonType, "")
	}
	if err != nil {
		return File{}, err
	}
	sum := sha256.Sum256(body)
	return File{Digest: hex.EncodeToString(sum[:]), Type: kind, Body: body}, nil
}

// longestName bounds the name that a download is given, in letters.
const longestName = 100

// Name makes the name of a download of what a file was called: its last part, without controls, ends of
// folders and what file systems do not take, with the ending of its type.
func Name(called string, t Type) string {
	called = path.Base(strings.ReplaceAll(strings.ToValidUTF8(called, ""), `\`, "/"))
	called = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`<>:"/\|?*%`, r) {
			return -1
		}
		return r
	}, called)
	ending := "." + string(t)
	stem := strings.Trim(strings.TrimSuffix(called, path.Ext(called)), ". ")
	if letters := []rune(stem); len(letters) > longestName-utf8.RuneCountInString(ending) {
		stem = string(letters[:longestName-utf8.RuneCountInString(ending)])
	}
	if stem = strings.Trim(stem, ". "); stem == "" {
		stem = "document"
	}
	return stem + ending
}
