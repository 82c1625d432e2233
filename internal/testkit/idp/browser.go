package idp

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Browser is a person's browser at the provider: it keeps cookies, says who the person is when
// asked, and follows redirects until they lead to us.
type Browser struct {
	t      testing.TB
	client http.Client
}

// NewBrowser returns a browser that the provider has not seen.
func NewBrowser(t testing.TB) *Browser {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &Browser{t: t, client: http.Client{
		Jar: jar, Timeout: time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Visit goes to an address of the provider as somebody, "" for a person who refuses to say, and
// returns the query with which the provider sends the browser back to one of ours.
func (b *Browser) Visit(address, somebody, ours string) url.Values {
	b.t.Helper()
	for range 20 {
		if strings.HasPrefix(address, ours) {
			u, err := url.Parse(address)
			if err != nil {
				b.t.Fatal(err)
			}
			return u.Query()
		}
		body, next := b.send(http.MethodGet, address, nil)
		for range 5 {
			if next != "" {
				break
			}
			action, form := answer(address, body, somebody)
			body, next = b.send(http.MethodPost, action, form)
		}
		if next == "" {
			b.t.Fatalf("%s leads nowhere: %s", address, body)
		}
		address = next
	}
	b.t.Fatalf("%s leads nowhere", address)
	return nil
}

// answer fills the page of the provider in: who one is, or that one wants to sign out.
func answer(address, page, somebody string) (action string, form url.Values) {
	action, form = address, url.Values{"login": {somebody}}
	if found := regexp.MustCompile(`action="([^"]+)"`).FindStringSubmatch(page); found != nil {
		action = found[1]
	}
	if token := regexp.MustCompile(`name="xsrf" value="([^"]+)"`).FindStringSubmatch(page); token != nil {
		form = url.Values{"xsrf": {token[1]}, "logout": {"yes"}}
	}
	return action, form
}

func (b *Browser) send(method, address string, form url.Values) (body, next string) {
	b.t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if to, err := response.Location(); err == nil {
		next = to.String()
	}
	return string(raw), next
}
