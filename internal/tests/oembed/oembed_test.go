package oembed

import (
	"context"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web/view"
)

// suite is a site under the address that it gives of itself.
type suite struct {
	site   *testkit.Site
	origin string
}

const (
	some    = "indicateur-msp-count"
	before  = "indicateur-msp-ouvertes" // the name that it had
	retired = "indicateur-cpts-active"  // by the second publication
)

// TestOEmbed is one test so that its parts share a site, which they only read from.
func TestOEmbed(t *testing.T) {
	s := open(t)
	for _, part := range []struct {
		name string
		run  func(*testing.T, *suite)
	}{
		{"Addresses", testAddresses}, {"Refusals", testRefusals}, {"Sizes", testSizes}, {"Formats", testFormats}, {"Discovery", testDiscovery}, {"Advertised", testAdvertised},
		{"Thumbnail", testThumbnail}, {"SamePicture", testSamePicture}, {"Consumer", testConsumer}, {"Frames", testFrames}, {"Frozen", testFrozen}, {"Gone", testGone}, {"Faults", testFaults}, {"Script", testScript},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, s) })
	}
}

func open(t *testing.T, options ...testkit.Option) *suite {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	s := &suite{origin: "http://" + server.Listener.Addr().String()}
	options = append(options, testkit.WithConfig(func(c *config.Config) { c.BaseURL = s.origin }), func(o *app.Options) error {
		o.Renamed = view.Renames{before: some}
		return nil
	})
	s.site = testkit.Open(t, options...)
	s.site.Clock.Set(time.Date(2026, time.November, 25, 9, 0, 0, 0, time.UTC))
	if err := s.site.Withdraw(context.Background(), retired); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = s.site.App.Site()
	server.Start()
	t.Cleanup(server.Close)
	return s
}

// ask asks about an address of the site, which begins with "/", or about any other.
func (s *suite) ask(address string, more ...string) testkit.Response {
	if len(address) > 0 && address[0] == '/' {
		address = s.origin + address
	}
	query := url.Values{"url": {address}}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return s.site.Get("/oembed?" + query.Encode())
}
