package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/labstack/echo/v4"
)

// Levels that cost about 2 ms a page; stronger ones cost 80 ms for a quarter less.
const (
	gzipLevel   = 5
	brotliLevel = 5
)

const (
	htmlType = "text/html; charset=utf-8"
	pngType  = "image/png"
)

// response is one rendered answer in its encodings.
type response struct {
	kept         bool // worth keeping in the cache
	movedTo      string
	mayMove      bool // only until the next publication
	code         int  // 0 for 200
	frames       bool
	tag          string
	contentType  string
	disposition  string // of the file, "" for the name of the address
	plain        []byte
	gzip, brotli func() ([]byte, error) // nil when not available
}

// newResponse is a body that is compressed once for each coding, when somebody first asks for it, unless its
// format is compressed already.
func newResponse(f File, tag string) *response {
	r := &response{tag: tag, contentType: f.Type, plain: f.Body}
	if f.Name != "" {
		r.disposition = f.disposition()
	}
	if f.Type == pngType || f.Packed {
		return r
	}
	r.gzip = compressed(f.Body, func(to io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(to, gzipLevel) })
	r.brotli = compressed(f.Body, func(to io.Writer) (io.WriteCloser, error) { return brotli.NewWriterLevel(to, brotliLevel), nil })
	return r
}

func compressed(body []byte, coding func(io.Writer) (io.WriteCloser, error)) func() ([]byte, error) {
	return sync.OnceValues(func() ([]byte, error) {
		var short bytes.Buffer
		w, err := coding(&short)
		if err != nil {
			return nil, fmt.Errorf("compress: %w", err)
		}
		_, err = w.Write(body)
		if err = errors.Join(err, w.Close()); err != nil {
			return nil, fmt.Errorf("compress: %w", err)
		}
		return short.Bytes(), nil
	})
}

// size bounds what the answer weighs in memory once every coding is asked for: pages shrink to a fifth and less.
func (r *response) size() int {
	if r.gzip == nil {
		return len(r.plain)
	}
	return len(r.plain) + len(r.plain)/2
}

func (r *response) status() int { return cmp.Or(r.code, http.StatusOK) }

// write answers with the best encoding the reader accepts, or with 304 when the reader
// already holds these very bytes.
func (r *response) write(c echo.Context, cacheControl string) error {
	encoding, encode := r.choose(c.Request().Header.Get(echo.HeaderAcceptEncoding))
	tag := `"` + r.tag + suffix(encoding) + `"`
	h := c.Response().Header()
	h.Set("ETag", tag)
	h.Set(echo.HeaderCacheControl, cacheControl)
	h.Set(echo.HeaderVary, echo.HeaderAcceptEncoding)
	if r.disposition != "" {
		h.Set(echo.HeaderContentDisposition, r.disposition)
	}
	if r.status() == http.StatusOK && fresh(c.Request().Header, tag, h.Get(echo.HeaderLastModified)) {
		return c.NoContent(http.StatusNotModified)
	}
	if encoding != "" {
		h.Set(echo.HeaderContentEncoding, encoding)
	}
	body, err := encode()
	if err != nil {
		return err
	}
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
	if c.Request().Method == http.MethodHead {
		h.Set(echo.HeaderContentType, r.contentType)
		return c.NoContent(r.status())
	}
	return c.Blob(r.status(), r.contentType, body)
}

func (r *response) choose(accept string) (encoding string, encode func() ([]byte, error)) {
	br, gz := accepts(accept, "br"), accepts(accept, "gzip")
	switch {
	case r.brotli != nil && br > 0 && br >= gz:
		return "br", r.brotli
	case r.gzip != nil && gz > 0:
		return "gzip", r.gzip
	}
	return "", func() ([]byte, error) { return r.plain, nil }
}

// suffix keeps strong validators apart: each encoding is another sequence of bytes.
func suffix(encoding string) string {
	if encoding == "" {
		return ""
	}
	return "-" + encoding
}

// accepts returns the quality that an Accept-Encoding header gives a coding (RFC 9110,
// § 12.5.3); a malformed quality counts as a refusal.
func accepts(header, coding string) float64 {
	wildcard := 0.0
	for item := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(strings.TrimSpace(item), ";")
		quality := 1.0
		if q, ok := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q="); ok {
			quality, _ = strconv.ParseFloat(q, 64)
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case coding:
			return quality
		case "*":
			wildcard = quality
		}
	}
	return wildcard
}

// fresh reports whether a reader holds what would be sent: by the tag, or without one by the moment (RFC 9110, § 13.2.2).
// modified is that of Last-Modified, "" where it is not known.
func fresh(asked http.Header, tag, modified string) bool {
	if tags := asked.Values("If-None-Match"); len(tags) > 0 {
		return holds(strings.Join(tags, ","), tag)
	}
	since, err := http.ParseTime(asked.Get(echo.HeaderIfModifiedSince))
	if err != nil {
		return false
	}
	last, err := http.ParseTime(modified)
	return err == nil && !last.After(since)
}

// holds reports whether an If-None-Match header names the tag (weak comparison, RFC 9110 § 13.1.2).
func holds(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
			return true
		}
	}
	return false
}
