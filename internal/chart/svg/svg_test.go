package svg

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func fonts(t testing.TB) (regular, bold []byte) {
	t.Helper()
	const folder = "../../../assets/dist/server/Inter-"
	regular, err1 := os.ReadFile(folder + "Regular.ttf")
	bold, err2 := os.ReadFile(folder + "Bold.ttf")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatalf("%v: build the assets first", err)
	}
	return regular, bold
}

// fake makes a renderer whose bundle is a few lines: draw is the body of renderSVG.
func fake(t testing.TB, draw string, size int) *Renderer {
	t.Helper()
	regular, bold := fonts(t)
	bundle := `var calls = 0; var SegurCharts = { setMeasure(w) { this.w = w; }, renderSVG(option, width, height, lang) { calls++; ` + draw + ` } };`
	r, err := New([]byte(bundle), regular, bold, size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

func plain(option string) Request {
	return Request{Option: json.RawMessage(option), Width: 100, Height: 50, ID: "g", Class: "seg-wide", Title: "T", Description: "D", Lang: "fr"}
}

const head = `<svg xmlns="http://www.w3.org/2000/svg">`

func TestPictureHasNames(t *testing.T) {
	t.Parallel()
	p, err := fake(t, `return '`+head+`<rect fill="#fff" x="1" width="2" height="3"/></svg>'`, 1).Picture(context.Background(), plain("1"))
	if err != nil {
		t.Fatal(err)
	}
	want := `<svg xmlns="http://www.w3.org/2000/svg" class="seg-chart seg-wide" role="img" aria-labelledby="g-title" aria-describedby="g-desc" lang="fr" ` +
		`viewBox="0 0 100 50" width="100" height="50" font-family="Inter Variable, Inter, sans-serif"><title id="g-title">T</title><desc id="g-desc">D</desc>` +
		`<rect fill="#fff" x="1" width="2" height="3"/></svg>`
	if string(p) != want {
		t.Errorf("got  %s\nwant %s", p, want)
	}
}

// TestOnlyTheAllowListSurvives feeds what an option could at worst make the engine write.
func TestOnlyTheAllowListSurvives(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"script":         {`<script>alert(1)</script><rect fill="#fff"/>`, `<rect fill="#fff"/>`},
		"nested":         {`<g fill="#fff"><foreignObject><div>x</div></foreignObject><rect/></g>`, `<g fill="#fff"><rect/></g>`},
		"style element":  {`<style>*{}</style><rect fill="#fff"/>`, `<rect fill="#fff"/>`},
		"handler":        {`<rect fill="#fff" onclick="a()" onload="b()"/>`, `<rect fill="#fff"/>`},
		"link":           {`<a href="javascript:a()"><rect fill="#fff"/></a><rect href="x" fill="#fff"/>`, `<rect fill="#fff"/>`},
		"image":          {`<image href="https://example.test/x.png"/><use href="#y"/>`, ``},
		"outside paint":  {`<rect fill="url(https://example.test/#x)" stroke="#fff"/>`, `<rect stroke="#fff"/>`},
		"hidden paint":   {`<rect fill="u\72l(x)" stroke="#fff"/>`, `<rect stroke="#fff"/>`},
		"dangling paint": {`<rect fill="url(#none)" stroke="#fff"/>`, `<rect stroke="#fff"/>`},
		"other space":    {`<x:rect xmlns:x="urn:x" fill="#fff"/><rect fill="#fff"/>`, `<rect fill="#fff"/>`},
		"style":          {`<text style="font-size:13px;fill:#fff;background:url(x);behavior:y">a</text>`, `<text font-size="13" fill="#fff">a</text>`},
		"text":           {`<text>&lt;/script&gt;&lt;b&gt; "q" &amp;amp;</text>`, `<text>&lt;/script&gt;&lt;b&gt; &#34;q&#34; &amp;amp;</text>`},
		"stray text":     {`<g>loose<rect fill="#fff"/></g>`, `<rect fill="#fff"/>`},
		"comment":        {`<!-- x --><rect fill="#fff"/><?php x ?>`, `<rect fill="#fff"/>`},
		"invisible":      {`<path d="M0 0" fill="none"/><text> </text>`, ``},
		"ids":            {`<defs><pattern id="zr9-p4" width="6" height="6"><circle cx="1" cy="1" r="1"/></pattern></defs><rect fill="url(#zr9-p4)"/>`, `<defs><pattern id="g-1" width="6" height="6"><circle cx="1" cy="1" r="1"/></pattern></defs><rect fill="url(#g-1)"/>`},
		"circle":         {`<path d="M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0" transform="matrix(4,0,0,4,10.26,20)" fill="#fff" stroke="#000" stroke-width="0.375"/>`, `<circle fill="#fff" stroke="#000" stroke-width="1.5" cx="10.26" cy="20" r="4"/>`},
		"scaled box":     {`<path d="M-1 -1l2 0l0 2l-2 0Z" transform="matrix(11,0,0,1.5,30,40)" fill="#fff"/>`, `<rect fill="#fff" x="19" y="38.5" width="22" height="3"/>`},
		"rounding":       {`<path d="M1.2345 -0.04L2.26 3" fill="#fff"/>`, `<path d="M1.2 0L2.3 3" fill="#fff"/>`},
	} {
		p, err := clean(head+c.in+`</svg>`, plain("1"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		body := strings.TrimSuffix(string(p)[strings.Index(string(p), "</desc>")+len("</desc>"):], "</svg>")
		if body != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, body, c.want)
		}
	}
}

func TestMalformedIsAnError(t *testing.T) {
	t.Parallel()
	for _, in := range []string{``, `text`, `<svg>`, `<svg><g></svg>`, `<div/>`, head + `</svg>` + head + `</svg>`, head + `<rect x=1/></svg>`, head + `&unknown;</svg>`} {
		if p, err := clean(in, plain("1")); !errors.Is(err, ErrMalformed) {
			t.Errorf("%q: %q, %v", in, p, err)
		}
	}
}

func TestNamesAreEscaped(t *testing.T) {
	t.Parallel()
	q := plain("1")
	q.Title, q.Description, q.Class = `</title><script>"'`+"\u202e", "a\x00b", `"><x`
	p, err := clean(head+`</svg>`, q)
	if err != nil || strings.Contains(string(p), "<script") || strings.Contains(string(p), "<x") || strings.ContainsAny(string(p), "\u202e\x00") {
		t.Errorf("%v: %s", err, p)
	}
}

func TestRequestsOutOfBoundsAreRefused(t *testing.T) {
	t.Parallel()
	r := fake(t, `return '`+head+`</svg>'`, 1)
	for _, change := range []func(*Request){
		func(q *Request) { q.Width = 0 }, func(q *Request) { q.Height = maxSide + 1 }, func(q *Request) { q.ID = "" }, func(q *Request) { q.ID = `a"b` },
	} {
		q := plain("1")
		change(&q)
		if _, err := r.Picture(context.Background(), q); !errors.Is(err, errRequest) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// TestFailedEngineIsReplaced lets an engine loop, run out of memory, throw and answer nonsense;
// the next drawing must succeed each time.
func TestFailedEngineIsReplaced(t *testing.T) {
	t.Parallel()
	r := fake(t, `
		if (option === '"loop"') for (;;);
		if (option === '"memory"') { const a = []; for (;;) a.push(new Array(100000).fill(1)); }
		if (option === '"throw"') throw new Error('no');
		if (option === '"number"') return 7;
		if (option === '"nonsense"') return '<svg';
		return '`+head+`<text>' + calls + '</text></svg>';`, 1)
	r.pool.timeout = 2 * time.Second // engines start on first use
	for _, bad := range []string{"loop", "memory", "throw", "number", "nonsense"} {
		start := time.Now()
		if p, err := r.Picture(context.Background(), plain(`"`+bad+`"`)); err == nil {
			t.Errorf("%s: no error but %s", bad, p)
		}
		if d := time.Since(start); bad == "loop" && d > 10*r.pool.timeout {
			t.Errorf("%s: stopped after %v", bad, d)
		}
		p, err := r.Picture(context.Background(), plain(`"after `+bad+`"`))
		if err != nil || bad != "nonsense" && !strings.Contains(string(p), "<text>1</text>") {
			t.Errorf("after %s: %v, %s", bad, err, p)
		}
	}
}

func TestPicturesAreKeptAndShared(t *testing.T) {
	t.Parallel()
	r := fake(t, `return '`+head+`<text>' + calls + '</text></svg>'`, 1)
	var pictures sync.Map
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			p, err := r.Picture(context.Background(), plain("1"))
			if err != nil {
				t.Error(err)
			}
			pictures.Store(p, true)
		})
	}
	wait.Wait()
	count := 0
	pictures.Range(func(any, any) bool { count++; return true })
	if count != 1 {
		t.Errorf("%d drawings of one picture", count)
	}
	q := plain("1")
	q.ID = "other"
	if p, err := r.Picture(context.Background(), q); err != nil || !strings.Contains(string(p), "<text>2</text>") {
		t.Errorf("another id must be another picture: %v %s", err, p)
	}
}

func TestWaitingStopsWithTheContext(t *testing.T) {
	t.Parallel()
	r := fake(t, `return '`+head+`</svg>'`, 1)
	vm := <-r.pool.idle // nobody gets the only engine
	ctx, leave := context.WithCancel(context.Background())
	left := make(chan error)
	go func() {
		_, err := r.Picture(ctx, plain("1"))
		left <- err
	}()
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	r.pool.idle <- vm
}

func TestTextIsMeasuredWithTheFont(t *testing.T) {
	t.Parallel()
	regular, bold := fonts(t)
	m, err := NewMeasurer(regular, bold)
	if err != nil {
		t.Fatal(err)
	}
	thin, full := m.width("\u202f", "13px Inter"), m.width("é", "13px Inter")
	if thin <= 0 || thin > 4 || full < 6 || full > 9 {
		t.Errorf("thin space %v, é %v", thin, full)
	}
	if m.width("Réalisée", "700 13px Inter") <= m.width("Réalisée", "13px Inter") {
		t.Error("bold must be wider")
	}
	if got := m.width("国", "13px Inter"); got != 13 {
		t.Errorf("an ideograph gives the height of a line: %v, want 13", got)
	}
	if got, want := m.width("a", "26px Inter"), 2*m.width("a", "500 13px Inter"); got != want {
		t.Errorf("width must follow the size: %v, %v", got, want)
	}
}

func TestBrokenInputsAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	regular, bold := fonts(t)
	if _, err := New([]byte(`var = ;`), regular, bold, 1); err == nil {
		t.Error("a bundle that does not parse was accepted")
	}
	if _, err := New([]byte(`1`), []byte("no font"), bold, 1); err == nil {
		t.Error("a font that is none was accepted")
	}
}

func FuzzClean(f *testing.F) {
	for _, seed := range []string{head + `<rect fill="#fff"/></svg>`, head + `<path d="M1 0A1 1 0 1 1 1 -0.1"/></svg>`, `<svg><text>a</text></svg>`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		p, err := clean(in, plain("1"))
		if err != nil {
			return
		}
		if _, err := clean(string(p), plain("1")); err != nil {
			t.Errorf("%v: %s", err, p)
		}
		if strings.Contains(strings.ToLower(string(p)), "<script") {
			t.Errorf("script in %s", p)
		}
	})
}
