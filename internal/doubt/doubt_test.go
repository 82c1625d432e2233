package doubt

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestASubjectHasOneKey(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]Subject{
		"":                     {},
		"mesure=12":            {Measure: 12},
		"mesure=12&annee=2022": {Measure: 12, Year: 2022},
		"indicateur=msp-count": {Indicator: "msp-count"},
		"indicateur=msp-count&periode=2021%2F2022&territoire=84": {Indicator: "msp-count", Period: "2021/2022", Territory: "84"},
		"graphique=matrice": {Chart: "matrice"},
		"projet=rouen-chu":  {Project: "rouen-chu"},
	} {
		got, ok := ParseKey(key)
		if !ok || got != want || got.Key() != key {
			t.Errorf("%q: %+v, %v, key %q", key, got, ok, got.Key())
		}
	}
	for _, key := range []string{
		"mesure=012", "mesure=-1", "mesure=0", "mesure=x", "annee=2022", "mesure=1&graphique=matrice", "mesure=1&indicateur=a", "graphique=matrice&projet=a", "periode=2021&territoire=FR",
		"indicateur=a&periode=2021", "indicateur=a&territoire=FR", "annee=2022&mesure=12", "mesure=12&x=1", "graphique=" + strings.Repeat("a", 81), "%zz",
	} {
		if got, ok := ParseKey(key); ok {
			t.Errorf("%q is taken as %+v", key, got)
		}
	}
	if s, ok := ParseSubject(url.Values{"annee": {"2022"}, "mesure": {"12"}, "utm": {"x"}}); !ok || s.Key() != "mesure=12&annee=2022" {
		t.Errorf("%+v, %v", s, ok)
	}
}

func TestWhatAReportMustSay(t *testing.T) {
	t.Parallel()
	good := Draft{Kind: KindDocument, Text: "Un rapport le dit.", Document: "https://exemple.fr/rapport", Contact: "a@exemple.fr"}
	for name, c := range map[string]struct {
		change func(*Draft)
		want   []InvalidField
	}{
		"all there":            {func(*Draft) {}, nil},
		"nothing":              {func(d *Draft) { *d = Draft{} }, []InvalidField{{FieldKind, CodeMissing}, {FieldText, CodeMissing}}},
		"no kind of ours":      {func(d *Draft) { d.Kind = "x" }, []InvalidField{{FieldKind, CodeMissing}}},
		"signs alone":          {func(d *Draft) { d.Text = "?!… —" }, []InvalidField{{FieldText, CodeMissing}}},
		"nine letters":         {func(d *Draft) { d.Text = "neuf  lettr" }, []InvalidField{{FieldText, CodeShort}}},
		"the longest":          {func(d *Draft) { d.Text = strings.Repeat("é", MaxText) }, nil},
		"one letter more":      {func(d *Draft) { d.Text = strings.Repeat("é", MaxText+1) }, []InvalidField{{FieldText, CodeLong}}},
		"a document without":   {func(d *Draft) { d.Document = "" }, []InvalidField{{FieldDocument, CodeMissing}}},
		"a doubt without":      {func(d *Draft) { d.Kind, d.Document = KindDoubt, "" }, nil},
		"no address":           {func(d *Draft) { d.Document = "javascript:alert(1)" }, []InvalidField{{FieldDocument, CodeInvalid}}},
		"somebody's address":   {func(d *Draft) { d.Document = "https://moi:secret@exemple.fr" }, []InvalidField{{FieldDocument, CodeInvalid}}},
		"too long an address":  {func(d *Draft) { d.Document = "https://exemple.fr/" + strings.Repeat("a", MaxAddress) }, []InvalidField{{FieldDocument, CodeLong}}},
		"no e-mail":            {func(d *Draft) { d.Contact = "" }, nil},
		"half an e-mail":       {func(d *Draft) { d.Contact = "a@" }, []InvalidField{{FieldContact, CodeInvalid}}},
		"an e-mail and a name": {func(d *Draft) { d.Contact = "Moi <a@exemple.fr>" }, []InvalidField{{FieldContact, CodeInvalid}}},
		"two e-mails":          {func(d *Draft) { d.Contact = "a@exemple.fr, b@exemple.fr" }, []InvalidField{{FieldContact, CodeInvalid}}},
		"a line more":          {func(d *Draft) { d.Contact = "a@exemple.fr\nBcc: b@exemple.fr" }, []InvalidField{{FieldContact, CodeInvalid}}},
	} {
		d := good
		c.change(&d)
		got := d.Tidy().Check()
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

func TestANetworkIsBoundedByHourAndDay(t *testing.T) {
	t.Parallel()
	var g limiter
	at := time.Date(2026, time.November, 30, 6, 0, 0, 0, time.UTC)
	take := func(from string, now time.Time) *Busy {
		_, err := g.take(netip.MustParseAddr(from), now)
		var busy *Busy
		errors.As(err, &busy)
		return busy
	}
	for i := range PerHour {
		if busy := take("192.0.2.1", at); busy != nil {
			t.Fatalf("report %d: %v", i, busy)
		}
	}
	// Another address of the same network, and the same as an IPv6 reader writes it.
	for _, from := range []string{"192.0.2.200", "::ffff:192.0.2.7"} {
		if busy := take(from, at.Add(59*time.Minute)); busy == nil || !busy.Network || !busy.Until.Equal(at.Add(time.Hour)) {
			t.Errorf("%s: %+v", from, busy)
		}
	}
	if busy := take("192.0.3.1", at); busy != nil {
		t.Errorf("a neighbour: %v", busy)
	}
	for hour := 1; hour < 3; hour++ {
		for range PerHour {
			if busy := take("192.0.2.1", at.Add(time.Duration(hour)*time.Hour)); busy != nil {
				t.Fatalf("hour %d: %v", hour, busy)
			}
		}
	}
	tomorrow := time.Date(2026, time.December, 1, 0, 0, 0, 0, time.UTC)
	if busy := take("192.0.2.1", at.Add(10*time.Hour)); busy == nil || !busy.Until.Equal(tomorrow) {
		t.Errorf("past the day's bound: %+v", busy)
	}
	if busy := take("192.0.2.1", tomorrow); busy != nil {
		t.Errorf("the next day: %v", busy)
	}
}

func TestHousesOfIPv6AreNetworks(t *testing.T) {
	t.Parallel()
	var g limiter
	at := time.Date(2026, time.November, 30, 6, 0, 0, 0, time.UTC)
	for i := range PerHour + 1 {
		_, err := g.take(netip.MustParseAddr("2001:db8:1::1").Next(), at)
		if (err != nil) != (i == PerHour) {
			t.Fatalf("report %d: %v", i, err)
		}
	}
	if _, err := g.take(netip.MustParseAddr("2001:db8:1:ffff::1"), at); err == nil {
		t.Error("another street of the same house passes")
	}
	if _, err := g.take(netip.MustParseAddr("2001:db8:2::1"), at); err != nil {
		t.Errorf("another house: %v", err)
	}
	if _, err := g.take(netip.Addr{}, at); err != nil {
		t.Errorf("an address that cannot be read: %v", err)
	}
}

func TestWhatWasNotKeptCostsNothing(t *testing.T) {
	t.Parallel()
	var g limiter
	at, from := time.Date(2026, time.November, 30, 6, 0, 0, 0, time.UTC), netip.MustParseAddr("192.0.2.1")
	for range 3 * PerDay {
		undo, err := g.take(from, at)
		if err != nil {
			t.Fatal(err)
		}
		undo()
	}
	if len(g.seen) != 0 {
		t.Errorf("%d networks are remembered", len(g.seen))
	}
}

func TestANoticeKeepsToItself(t *testing.T) {
	t.Parallel()
	c := Case{ID: 3, Kind: KindDoubt, Text: "texte", Document: "https://exemple.fr", Contact: "a@exemple.fr", Status: StatusOpen, Quoted: true}
	if n := c.Notice(nil); n.Text != "" || n.Document != "" {
		t.Errorf("before the answer: %+v", n)
	}
	c.Close(StatusAccepted, "redaction-01", time.Date(2026, time.November, 30, 6, 0, 0, 0, time.UTC))
	if n := c.Notice([]int{4}); n.Text != "texte" || n.Document == "" || len(n.Publications) != 1 || c.Contact != "" {
		t.Errorf("quoted: %+v, contact %q", n, c.Contact)
	}
	c.Quoted = false
	if n := c.Notice(nil); n.Text != "" || n.Document != "" {
		t.Errorf("not quoted: %+v", n)
	}
	c.Close(StatusSpam, "redaction-01", c.AnsweredAt)
	if c.Text != "" || c.Document != "" {
		t.Errorf("spam keeps %+v", c)
	}
}
