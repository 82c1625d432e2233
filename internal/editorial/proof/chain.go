package proof

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Chain computes the hashes and the seal of a release from its PreviousHash and content: anyone
// who holds the change sets can redo them.
func Chain(r *segur.Release) error {
	payload, err := r.Changes.Canonical()
	if err != nil {
		return err
	}
	r.PayloadHash = digest("", payload)
	r.Publication.Hash = digest(r.PreviousHash, payload)
	r.Seal, err = r.Sealed()
	return err
}

// digest returns the hexadecimal SHA-256 of previous followed by payload.
func digest(previous string, payload []byte) string {
	sum := sha256.New()
	sum.Write([]byte(previous))
	sum.Write(payload)
	return hex.EncodeToString(sum.Sum(nil))
}

// publicationRecord is what the journal keeps of a publication, so that neither can be altered
// without the other.
type publicationRecord struct {
	segur.Publication
	Author      string `json:"author"`
	PayloadHash string `json:"payload_hash"`
	Seal        string `json:"seal"`
	Reverts     int    `json:"reverts,omitempty"`
}

// motiveRecord is what the journal keeps of a proposal that went out.
type motiveRecord struct {
	Publication int    `json:"publication"`
	Reason      string `json:"reason"`
	Explanation string `json:"explanation,omitempty"`
}

// OfPublication returns what the journal's entry of a publication must say as its New. The
// entry's Object is "publication/" and the number.
func OfPublication(r segur.Release) string {
	return written(publicationRecord{r.Publication, r.Author, r.PayloadHash, r.Seal, r.Reverts})
}

// OfMotive returns what the journal's entry of a published proposal must say as its New. The
// entry's Object is "proposal/" and the identifier.
func OfMotive(publication int, m segur.Motive) string {
	return written(motiveRecord{publication, m.Reason, m.Explanation})
}

// Line names a line of the journal by its number, from 1 on, and its hexadecimal hash, which
// stands for all lines before it.
type Line struct {
	Number int64
	Hash   string
}

// String writes "N:HASH".
func (l Line) String() string { return strconv.FormatInt(l.Number, 10) + ":" + l.Hash }

// ParseLine reads what String writes; CodeInvalid for anything else.
func ParseLine(text string) (Line, error) {
	number, hash, _ := strings.Cut(strings.TrimSpace(text), ":")
	n, err := strconv.ParseInt(number, 10, 64)
	if sum, badHash := hex.DecodeString(hash); err != nil || badHash != nil || n < 1 || len(sum) != sha256.Size {
		return Line{}, &segur.Error{Code: segur.CodeInvalid, Message: fmt.Sprintf(
			"%q is not a line of the journal: write its number, a colon and its hash of %d digits", text, 2*sha256.Size)}
	}
	return Line{n, strings.ToLower(hash)}, nil
}

// written returns the JSON form of a row or record, "" for what has none.
func written(v any) string {
	form, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(form)
}
