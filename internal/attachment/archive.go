package attachment

import (
	"bytes"
	"errors"

	"github.com/segur-tracker/segur/internal/archive"
)

// mostEntries bounds the parts of a document.
const mostEntries = 2000

// parts are those of a document that is an archive, unfolded within bounds.
type parts map[string][]byte

// judgeArchive tells which document an archive is and looks at all of its parts.
func judgeArchive(body []byte) (Type, error) {
	packed, err := archive.Open(bytes.NewReader(body), int64(len(body)), archive.Limits{Parts: mostEntries, Unfolded: mostUnfolded})
	if err != nil {
		return "", refusalOf(err)
	}
	all := parts{}
	for _, name := range packed.Names() {
		if all[name], err = packed.ReadAll(name, mostUnfolded); err != nil {
			return "", refusalOf(err)
		}
	}
	switch {
	case all["mimetype"] != nil:
		return ODT, judgeODT(packed, all)
	case all["[Content_Types].xml"] != nil:
		return DOCX, judgeDOCX(all)
	}
	return "", reject(ReasonType, "archive")
}

// refusalOf says of an archive why its document is refused: the reasons have the same names.
func refusalOf(err error) error {
	if fault, ok := errors.AsType[*archive.Fault](err); ok {
		return reject(fault.Reason, fault.Part)
	}
	return reject(ReasonBroken, "archive")
}
