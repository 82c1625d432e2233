package web

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Upload is the one file of a form.
type Upload struct {
	Name    string // as the browser called it; "" when nothing was chosen
	Body    []byte // at most one byte more than the form may bring
	Several bool   // more than one file came, or one under two names
}

// Chosen reports whether anything was sent.
func (u *Upload) Chosen() bool { return u != nil && (u.Name != "" || len(u.Body) > 0 || u.Several) }

// Multipart reports whether a request brings a form in parts, as forms with a file are.
func Multipart(r *http.Request) bool {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && media == "multipart/form-data"
}

// Bounds of a form in parts.
const (
	mostParts  = 500
	uploadTime = 3 * time.Minute // 10 MB on a slow line
	mostExcess = 5               // times the size of a file are read to its end, so that nothing typed is lost with one that is too large
)

// ReadUpload reads a form in parts, of at most most bytes beside the file of a field, which has at most
// largest. Texts are read as by ReadForm. A larger file is read to its end and given one byte too long.
func ReadUpload(w http.ResponseWriter, r *http.Request, field string, most, largest int64, asTyped func(field string) bool) (url.Values, *Upload, error) {
	r.Body = http.MaxBytesReader(w, r.Body, most+mostExcess*largest)
	stop, err := slowly(w)
	if err != nil {
		return nil, nil, err
	}
	defer stop()
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, nil, unreadable(err)
	}
	values, file, left := url.Values{}, &Upload{}, most
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			tidyForm(values, asTyped)
			return values, file, nil
		}
		if err == nil && n == mostParts {
			err = errors.New("too many parts")
		}
		if err != nil {
			return nil, nil, unreadable(err)
		}
		if part.FormName() == field || isFile(part) {
			err = file.read(part, part.FormName() == field, largest)
		} else {
			var text []byte
			if text, err = io.ReadAll(io.LimitReader(part, left+1)); int64(len(text)) > left {
				return nil, nil, &segur.Error{Code: segur.CodeTooLarge}
			}
			left -= int64(len(text))
			values.Add(part.FormName(), string(text))
		}
		if err != nil {
			return nil, nil, unreadable(err)
		}
	}
}

// slowly lifts the bound that all requests have in time, and sets a longer one in its place.
func slowly(w http.ResponseWriter) (stop func() bool, err error) {
	line := http.NewResponseController(w)
	for _, lift := range []func(time.Time) error{line.SetReadDeadline, line.SetWriteDeadline} {
		if err := lift(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return nil, fmt.Errorf("lift the bound in time: %w", err)
		}
	}
	over := time.AfterFunc(uploadTime, func() {
		_ = line.SetReadDeadline(time.Unix(1, 0)) // the reading fails, which tells
	})
	return over.Stop, nil
}

// fileName finds the names that a part gives to its file.
var fileName = regexp.MustCompile(`(?i)filename\*?[0-9*]*\s*=`)

func isFile(part *multipart.Part) bool {
	for _, header := range part.Header["Content-Disposition"] {
		if fileName.MatchString(header) {
			return true
		}
	}
	return false
}

// read takes the file of a part. A second one, a file of another field and one with two names are told
// apart by nobody: none of them is taken.
func (u *Upload) read(part *multipart.Part, ours bool, largest int64) error {
	named := 0
	for _, header := range part.Header["Content-Disposition"] {
		named += len(fileName.FindAllString(header, -1))
	}
	body, err := io.ReadAll(io.LimitReader(part, largest+1))
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, part); err != nil {
		return err
	}
	if part.FileName() == "" && len(body) == 0 && named <= 1 && len(part.Header["Content-Disposition"]) == 1 {
		return nil // nothing was chosen
	}
	if u.Chosen() || !ours || named != 1 || len(part.Header["Content-Disposition"]) != 1 {
		*u = Upload{Several: true}
		return nil
	}
	u.Name, u.Body = part.FileName(), body
	return nil
}

func unreadable(err error) error {
	if errors.As(err, new(*http.MaxBytesError)) {
		return &segur.Error{Code: segur.CodeTooLarge, Err: err}
	}
	return &segur.Error{Code: segur.CodeInvalid, Field: "body", Err: err}
}
