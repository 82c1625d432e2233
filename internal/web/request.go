package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
)

// Request is what a page handler may know of the HTTP request.
type Request struct {
	Lang   locale.Lang
	Words  *locale.Localizer // of Lang; a text that they lack fails the answer
	Path   string            // as asked, without the query
	Params map[string]string // of the path
	Query  url.Values        // known parameters only, without empty ones, one value each
	// Canonical is the address under which today's answer is known: the path, then the known
	// parameters in the order that the route declares.
	Canonical string
	// Publication is the number of the publication asked for, 0 for today's figures.
	Publication int
}

// address is Canonical with the publication asked for: what tells answers apart.
func (r Request) address() string {
	if r.Publication == 0 {
		return r.Canonical
	}
	separator := "?"
	if strings.Contains(r.Canonical, separator) {
		separator = "&"
	}
	return r.Canonical + separator + paramPublication + "=" + strconv.Itoa(r.Publication)
}

// At returns the address of the same request under another path: every known parameter is kept,
// and the publication asked for.
func (r Request) At(path string) string {
	r.Canonical = path + strings.TrimPrefix(r.Canonical, r.Path)
	return r.address()
}

func (r Request) canonical(order []string) string {
	var b strings.Builder
	b.WriteString(r.Path)
	separator := byte('?')
	for _, name := range order {
		if value := r.Query.Get(name); value != "" {
			b.WriteByte(separator)
			b.WriteString(name + "=" + url.QueryEscape(value))
			separator = '&'
		}
	}
	return b.String()
}

// newRequest reads the path and the known parameters. A known one whose percent-encoding is
// broken is refused; a broken stranger is dropped like any other, unless the route refuses strangers.
func (s *Site) newRequest(c echo.Context, route Route) (Request, error) {
	r := Request{Lang: route.Lang, Words: s.words.For(route.Lang), Path: c.Request().URL.Path, Params: map[string]string{}, Query: url.Values{}}
	for _, name := range c.ParamNames() {
		r.Params[name] = c.Param(name)
	}
	known := append(slices.Clone(route.Params), paramPublication, paramDay)
	pairs := Pairs(c.Request().URL.RawQuery, known)
	for _, pair := range pairs {
		if value := strings.TrimSpace(pair.Value); value != "" && slices.Contains(known, pair.Name) && !r.Query.Has(pair.Name) {
			r.Query.Set(pair.Name, value)
		}
	}
	if given := r.Query.Get(paramLang); given != "" {
		var ok bool
		if r.Lang, ok = locale.Parse(given); !ok {
			r.Lang = route.Lang
			return r, &segur.Error{Code: segur.CodeInvalid, Field: paramLang}
		}
		r.Words = r.Words.In(r.Lang)
	}
	for _, pair := range pairs {
		stranger := !slices.Contains(known, pair.Name)
		if pair.Err != nil && !stranger {
			return r, &segur.Error{Code: segur.CodeInvalid, Field: pair.Name, Err: pair.Err}
		}
		if stranger && route.refuses(kindOf(c)) {
			return r, unknown(r.Words, pair.Name, known)
		}
	}
	r.Canonical = r.canonical(route.Params)
	return r, nil
}

// unknown refuses a parameter that an address does not know, and names those that it knows.
func unknown(l *locale.Localizer, name string, known []string) error {
	if read, err := url.QueryUnescape(name); err == nil {
		name = read
	}
	name = segur.Visible(strings.ToValidUTF8(name, "�"))
	if most := 40; len([]rune(name)) > most {
		name = string([]rune(name)[:most]) + "…"
	}
	return worded(l, segur.Error{Code: segur.CodeInvalid, Field: name}, "fault.unknown_param", []any{"name", name, "known", strings.Join(known, ", ")})
}

// Posted is a form that a reader sent, who has neither account nor cookie.
type Posted struct {
	Request
	Form    url.Values // line ends are LF, text is valid UTF-8 and all visible
	Address netip.Addr // of the reader, as far as proxies are trusted
	Now     time.Time
}

func readPosted(c echo.Context, words *locale.Localizer, most int64) (Posted, error) {
	r := c.Request()
	p := Posted{Request: Request{Lang: words.Lang(), Words: words, Path: r.URL.Path, Canonical: r.URL.Path, Query: url.Values{}}, Address: Address(c)}
	var err error
	p.Form, err = ReadForm(c.Response(), r, most, nil)
	return p, err
}

// Address returns where a request comes from, as far as proxies are trusted: the zero address, which
// is one like another, where it cannot be read.
func Address(c echo.Context) netip.Addr {
	address, _ := netip.ParseAddr(c.RealIP())
	return address
}

// ReadForm reads the form of a request of at most most bytes: line ends are LF, text is valid UTF-8
// and all visible but for fields that asTyped names. Errors are CodeTooLarge and CodeInvalid of the
// field "body".
func ReadForm(w http.ResponseWriter, r *http.Request, most int64, asTyped func(field string) bool) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseForm(); err != nil {
		return nil, unreadable(err)
	}
	if r.PostForm == nil {
		return url.Values{}, nil
	}
	tidyForm(r.PostForm, asTyped)
	return r.PostForm, nil
}

// tidyForm gives what was typed one form of line ends and letters that can be seen.
func tidyForm(form url.Values, asTyped func(field string) bool) {
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n") // browsers send CR LF; what is kept has one form
	for name, values := range form {
		for i, value := range values {
			values[i] = ends.Replace(strings.ToValidUTF8(value, "�"))
			if asTyped == nil || !asTyped(name) {
				values[i] = segur.Visible(values[i])
			}
		}
	}
}
