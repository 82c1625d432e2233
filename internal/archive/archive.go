package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits bound what one archive may be.
type Limits struct {
	Parts    int   // files in it
	Unfolded int64 // bytes of all parts that are read, each counted once
	Ratio    int64 // unfolded bytes of a part for each byte of it in the archive, 0 for any; see freely
}

// freely is what a part may unfold to whatever its ratio, in bytes: a page of spaces is no attack.
const freely = 16 << 20

// The reasons for which an archive is refused.
const (
	ReasonBroken    = "broken"    // cannot be read through, or two readers may find two documents in it
	ReasonEncrypted = "encrypted" // a part needs a password
	ReasonBomb      = "bomb"      // unfolds beyond its limits
)

// Fault says why an archive cannot be read: one of the reasons, and the part.
type Fault struct{ Reason, Part string }

// Error names the reason for logs and tests.
func (f *Fault) Error() string { return "archive refused: " + f.Reason + " " + f.Part }

// Archive is an open ZIP file. It is for one goroutine at a time.
type Archive struct {
	limits Limits
	size   int64
	names  []string
	parts  map[string]*part // by folded name
	total  int64            // bytes unfolded, each part as far as it was read
}

type part struct {
	file *zip.File
	seen int64 // how far it was read
}

// Open reads the directory of an archive of size bytes. The error is a *Fault.
func Open(r io.ReaderAt, size int64, limits Limits) (*Archive, error) {
	if manyHeaders(r, size, limits.Parts) {
		return nil, &Fault{ReasonBomb, "directory"}
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &Fault{ReasonBroken, "directory"}
	}
	if len(z.File) > limits.Parts {
		return nil, &Fault{ReasonBomb, "directory"}
	}
	a := &Archive{limits: limits, size: size, parts: make(map[string]*part, len(z.File))}
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return nil, &Fault{ReasonEncrypted, f.Name}
		}
		folded := strings.ToLower(f.Name)
		if a.parts[folded] != nil || leaves(f.Name) {
			return nil, &Fault{ReasonBroken, f.Name}
		}
		a.parts[folded] = &part{file: f}
		a.names = append(a.names, f.Name)
	}
	return a, nil
}

// manyHeaders counts the headers of a directory before it is read: reading it takes memory for each,
// and goes on past the number that the archive says it has.
func manyHeaders(r io.ReaderAt, size int64, most int) bool {
	header := []byte("PK\x01\x02")
	from, kept, found := io.NewSectionReader(r, 0, size), 0, 0
	block := make([]byte, 64<<10)
	for {
		n, err := from.Read(block[kept:])
		found += bytes.Count(block[:kept+n], header)
		if found > most || err != nil {
			return found > most
		}
		end := kept + n
		kept = min(len(header)-1, end)
		copy(block, block[end-kept:end])
	}
}

// leaves reports whether a name is that of no file below the place where an archive is unfolded.
func leaves(name string) bool {
	return strings.ContainsAny(name, "\\\x00") || strings.HasPrefix(name, "/") || strings.HasPrefix(name, "..") ||
		path.Clean(name) != strings.TrimSuffix(name, "/")
}

// Names lists the parts in the order of the directory. It is not to be changed.
func (a *Archive) Names() []string { return a.names }

// Holds reports whether there is a part of a name, whatever its case.
func (a *Archive) Holds(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// Stored reports whether a part is the first of the archive and not compressed, as types are told.
func (a *Archive) Stored(name string) bool {
	p := a.parts[strings.ToLower(name)]
	return p != nil && a.names[0] == p.file.Name && p.file.Method == zip.Store
}

// Open unfolds a part as it is read, and can do so many times. Errors, of reading too, are a *Fault.
func (a *Archive) Open(name string) (io.ReadCloser, error) {
	p := a.parts[strings.ToLower(name)]
	if p == nil {
		return nil, &Fault{ReasonBroken, name}
	}
	r, err := p.file.Open()
	if err != nil {
		return nil, &Fault{ReasonBroken, name}
	}
	return &unfolding{from: r, of: a, part: p}, nil
}

// ReadAll unfolds a part into memory, at most most bytes of it. The error is a *Fault.
func (a *Archive) ReadAll(name string, most int64) ([]byte, error) {
	r, err := a.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // nothing was written
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(content)) > most {
		return nil, &Fault{ReasonBomb, name}
	}
	return content, err
}

// unfolding is a part being read.
type unfolding struct {
	from io.ReadCloser
	of   *Archive
	part *part
	at   int64
}

// Read counts what it gives.
func (u *unfolding) Read(p []byte) (int, error) {
	n, err := u.from.Read(p)
	u.at += int64(n)
	if u.at > u.part.seen {
		u.of.total += u.at - u.part.seen
		u.part.seen = u.at
	}
	name := u.part.file.Name
	switch {
	case u.of.total > u.of.limits.Unfolded, u.tooThin():
		return 0, &Fault{ReasonBomb, name}
	case err != nil && !errors.Is(err, io.EOF):
		return n, &Fault{ReasonBroken, name}
	}
	return n, err
}

// tooThin reports whether a part unfolds beyond its ratio. It cannot be larger than the archive, whatever its
// header says.
func (u *unfolding) tooThin() bool {
	ratio := u.of.limits.Ratio
	return ratio > 0 && u.at > freely && u.at/ratio > int64(min(u.part.file.CompressedSize64, uint64(u.of.size)))
}

func (u *unfolding) Close() error { return u.from.Close() }
