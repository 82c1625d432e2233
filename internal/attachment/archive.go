package attachment

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
)

// mostEntries bounds the parts of a document.
const mostEntries = 2000

// parts are those of a document that is an archive, unfolded within bounds.
type parts map[string][]byte

// judgeArchive tells which document an archive is and looks at all of its parts.
func judgeArchive(body []byte) (Type, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "", reject(ReasonBroken, "archive")
	}
	if len(archive.File) > mostEntries {
		return "", reject(ReasonBomb, "entries")
	}
	all, err := unfold(archive)
	if err != nil {
		return "", err
	}
	switch {
	case all["mimetype"] != nil:
		return ODT, judgeODT(archive.File[0], all)
	case all["[Content_Types].xml"] != nil:
		return DOCX, judgeDOCX(all)
	}
	return "", reject(ReasonType, "archive")
}

// unfold reads every part. What a header says of sizes counts for nothing.
func unfold(archive *zip.Reader) (parts, error) {
	all, left, met := parts{}, int64(mostUnfolded), map[string]bool{}
	for _, entry := range archive.File {
		name := entry.Name
		folded := strings.ToLower(name)
		switch {
		case entry.Flags&1 != 0:
			return nil, reject(ReasonEncrypted, name)
		case met[folded], strings.Contains(name, `\`), strings.HasPrefix(name, "/"), strings.HasPrefix(name, ".."), path.Clean(name) != strings.TrimSuffix(name, "/"):
			return nil, reject(ReasonBroken, name) // two readers may find two documents in it
		}
		met[folded] = true
		r, err := entry.Open()
		if err != nil {
			return nil, reject(ReasonBroken, name)
		}
		content, err := io.ReadAll(io.LimitReader(r, left+1))
		_ = r.Close() // nothing was written
		left -= int64(len(content))
		switch {
		case left < 0:
			return nil, reject(ReasonBomb, name)
		case err != nil:
			return nil, reject(ReasonBroken, name)
		}
		all[name] = content
	}
	return all, nil
}
