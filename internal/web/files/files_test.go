package files_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/chart/exports"
	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/web"
	"github.com/segur-tracker/segur/internal/web/files"
	"github.com/segur-tracker/segur/internal/web/view"
)

// noter is an export service that notes its orders and prints nothing, or is too busy.
type noter struct {
	svg, png []exports.Order
	busy     bool
}

func (n *noter) SVG(_ context.Context, o exports.Order) ([]byte, error) {
	n.svg = append(n.svg, o)
	return n.print()
}

func (n *noter) PNG(_ context.Context, o exports.Order) ([]byte, error) {
	n.png = append(n.png, o)
	return n.print()
}

func (n *noter) print() ([]byte, error) {
	if n.busy {
		return nil, &segur.Error{Code: segur.CodeUnavailable, Message: "busy"}
	}
	return []byte("printed"), nil
}

// mount opens a site known as example.org whose files come from an export service, under /essai and /en/try.
func mount(t *testing.T, p files.Exports) *testkit.Site {
	t.Helper()
	s := testkit.Open(t)
	made := files.New(&view.Site{Words: s.Words, Zone: time.UTC, BaseURL: "https://example.org"}, p)
	var routes []web.Route
	for path, lang := range map[string]locale.Lang{"/essai/:chart": locale.FR, "/en/try/:chart": locale.EN} {
		routes = append(routes, web.Route{
			Path: path, Lang: lang, Params: view.ChartParams(), KindOf: files.KindOf,
			Read: func(ctx context.Context, c *catalog.Catalog, r web.Request) (web.Answer, error) {
				name, ending := files.Split(r.Params["chart"])
				return made.Handle(ctx, c, r, name, ending)
			},
		})
	}
	s.App.Site().Mount(routes...)
	return s
}

func TestPicturesAreOrderedAsAsked(t *testing.T) {
	p := &noter{}
	s := mount(t, p)
	for address, want := range map[string]struct {
		size  layout.Size
		theme layout.Theme
	}{
		"/essai/avancement.svg":                                                  {layout.Natural, layout.Light},
		"/essai/avancement.svg?theme=sombre&taille=carre":                        {layout.Natural, layout.Dark},
		"/essai/avancement.png":                                                  {layout.Social, layout.Light},
		"/essai/avancement.png?theme=auto&taille=social&vue=graphique&region=FR": {layout.Social, layout.Light},
		"/en/try/avancement.png?taille=carre&theme=clair":                        {layout.Square, layout.Light},
		"/en/try/avancement.png?taille=grand&theme=sombre":                       {layout.Large, layout.Dark},
	} {
		p.svg, p.png = nil, nil
		if r := s.Get(address); r.Status != http.StatusOK || string(r.Body) != "printed" {
			t.Fatalf("%s: %d %s", address, r.Status, r.Body)
		}
		orders := p.png
		if strings.Contains(address, ".svg") {
			orders = p.svg
		}
		if len(orders) != 1 || orders[0].Size != want.size || orders[0].Theme != want.theme {
			t.Errorf("%s orders %+v", address, orders)
		}
	}
}

func TestPicturesSayWhatStandsAroundThem(t *testing.T) {
	p := &noter{}
	s := mount(t, p)
	for address, want := range map[string]layout.Text{
		"/essai/matrice.svg?de=2021":         {Source: " et ", Date: "Publication nº\u00a01 du 21\u00a0novembre\u00a02026", Licence: "Licence Ouverte\u00a02.0", Address: "example.org/graphiques/matrice", Lang: "fr"},
		"/en/try/indicateur-cpts-active.svg": {Source: "Sources: ", Date: "Latest figure: May\u00a02025. Publication No.\u00a01 of 21\u00a0November\u00a02026", Licence: "Licence Ouverte\u00a02.0", Address: "example.org/en/charts/indicateur-cpts-active", Lang: "en"},
	} {
		p.svg = nil
		if r := s.Get(address); r.Status != http.StatusOK {
			t.Fatalf("%s answers %d", address, r.Status)
		}
		got, drawn := p.svg[0].Text, p.svg[0].Chart
		if !strings.Contains(got.Source, want.Source) || spaced(got.Date) != spaced(want.Date) || spaced(got.Licence) != spaced(want.Licence) || got.Address != want.Address || got.Lang != want.Lang {
			t.Errorf("%s says %+v", address, got)
		}
		if got.Title != drawn.Title.String() || got.Subtitle != drawn.Subtitle || got.Alt != drawn.Alt.String() || got.Title == "" || got.Alt == "" {
			t.Errorf("%s is called %+v", address, got)
		}
		named := strings.Count(got.Source, ",") + 1
		if named > 3 {
			t.Errorf("%s names %d publishers: %s", address, named, got.Source)
		}
	}
}

func spaced(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(text)
}

// TestABusyExportsSaysWhenToComeBack holds that a refusal is short, worded and not kept.
func TestABusyExportsSaysWhenToComeBack(t *testing.T) {
	p := &noter{busy: true}
	s := mount(t, p)
	for _, address := range []string{"/essai/avancement.png", "/essai/avancement.svg", "/en/try/avancement.png?publication=1"} {
		r := s.Get(address)
		if r.Status != http.StatusServiceUnavailable || r.Header.Get("Retry-After") == "" || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d, %v", address, r.Status, r.Header)
		}
	}
	if r := s.Get("/essai/avancement.csv"); r.Status != http.StatusOK {
		t.Errorf("data, which need no press, answer %d", r.Status)
	}
	p.busy = false
	if r := s.Get("/essai/avancement.png"); r.Status != http.StatusOK {
		t.Errorf("once it is free, the press answers %d", r.Status)
	}
}

// TestDataGiveWholeAddresses holds that a file that is found alone leads back to the site.
func TestDataGiveWholeAddresses(t *testing.T) {
	s := mount(t, &noter{})
	var d struct{ Links map[string]string }
	if err := json.Unmarshal(s.Get("/en/try/avancement.json?de=2021&theme=sombre").Body, &d); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"page":   "https://example.org/en/charts/avancement?de=2021&theme=sombre",
		"frame":  "https://example.org/embed/avancement?de=2021&theme=sombre&lang=en",
		"svg":    "https://example.org/en/charts/avancement.svg?de=2021&theme=sombre",
		"csv":    "https://example.org/en/charts/avancement.csv?de=2021",
		"frozen": "https://example.org/en/charts/avancement.json?de=2021&publication=1",
	} {
		if d.Links[name] != want {
			t.Errorf("%s is %s instead of %s", name, d.Links[name], want)
		}
	}
}

func TestAddressesAreTakenApart(t *testing.T) {
	for last, want := range map[string][2]string{
		"avancement": {"avancement", ""}, "avancement.csv": {"avancement", "csv"}, "a.b.json": {"a.b", "json"}, "a.xlsx": {"a.xlsx", ""}, ".png": {"", "png"}, "": {"", ""}, "a.CSV": {"a.CSV", ""},
	} {
		if name, ending := files.Split(last); name != want[0] || ending != want[1] {
			t.Errorf("%q is %q, %q", last, name, ending)
		}
		if file := files.KindOf("/graphiques/"+last) != web.KindPage; file != (want[1] != "") {
			t.Errorf("%q is taken for a file: %v", last, file)
		}
	}
}
