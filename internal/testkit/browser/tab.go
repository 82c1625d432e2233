package browser

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed script/*.js
var scripts embed.FS

// patience bounds the work on one page, its server's included; it only ends what hangs, since a busy
// machine takes its time: one that shares its processors with ten other programs took three minutes over axe on a long page.
const patience = 10 * time.Minute

// glance is how long a page may work between two questions.
const glance = 10 * time.Millisecond

// Options say what a tab is for.
type Options struct {
	Origin  string               // of the pages: "http://127.0.0.1:40123"
	Also    []string             // other origins that may be asked for something
	Profile cdp.BrowserContextID // whose cookies the tab has, "" for those of everybody
	Members bool                 // the pages are those of the desk, which may set cookies and ask before they are left
	Prepare func(*Tab)           // gets the tab ready, nil for nothing
}

// Tab is a window of the browser. It notes everything that goes wrong on the page it shows.
type Tab struct {
	Options
	ctx   context.Context // of the job at hand, or of the tab
	root  context.Context
	close context.CancelFunc

	mu      sync.Mutex
	expects int64 // the status that is no fault
	asked   int   // how often a page asked before it was left
	faults  []string
}

// Open makes a tab. The caller closes it.
func (b *Browser) Open(o Options) (*Tab, error) {
	id, err := b.window(o.Profile)
	if err != nil {
		return nil, err
	}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithTargetID(id))
	t := &Tab{Options: o, ctx: ctx, root: ctx, close: cancel, expects: 200}
	chromedp.ListenTarget(ctx, t.hear)
	watch, err := fs.ReadFile(scripts, "script/watch.js")
	if err != nil {
		return nil, err
	}
	err = chromedp.Run(ctx, network.Enable(), dom.Disable(), css.Disable(),
		emulation.SetFocusEmulationEnabled(true),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(string(watch)).Do(ctx)
			return err
		}))
	if err == nil && o.Prepare != nil {
		o.Prepare(t)
		err = t.broken()
	}
	return t, err
}

// broken turns faults of the preparation into an error.
func (t *Tab) broken() error {
	if faults := t.Take(); len(faults) > 0 {
		return fmt.Errorf("%s", strings.Join(faults, "; "))
	}
	return nil
}

// Close closes the window.
func (t *Tab) Close() { t.close() }

// Work does one thing with the tab and returns what went wrong meanwhile.
func (t *Tab) Work(do func(*Tab)) []string {
	var cancel context.CancelFunc
	t.ctx, cancel = context.WithTimeout(t.root, patience)
	defer func() {
		cancel()
		t.ctx = t.root
	}()
	t.Take()
	t.Expect(200)
	do(t)
	return t.Take()
}

// Take returns the faults noted so far, once.
func (t *Tab) Take() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken := t.faults
	t.faults = nil
	return taken
}

// Fault notes a fault of the page. The origin is left out, since it changes with each run.
func (t *Tab) Fault(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = append(t.faults, strings.ReplaceAll(fmt.Sprintf(format, args...), t.Origin, ""))
}

// Expect says which status of the page is no fault.
func (t *Tab) Expect(status int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expects = status
}

// Asked returns how often a page of the desk asked whether to leave it, since what was typed would
// be lost.
func (t *Tab) Asked() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.asked
}

// Run performs actions; a failure is a fault of the page.
func (t *Tab) Run(what string, actions ...chromedp.Action) bool {
	if err := chromedp.Run(t.ctx, actions...); err != nil {
		t.Fault("%s: %v", what, err)
		return false
	}
	return true
}

// Visit loads an address of the origin.
func (t *Tab) Visit(path string) bool {
	return t.Run("load", chromedp.Navigate(t.Origin+path))
}

// Leave does what leads to another page and waits for that one.
func (t *Tab) Leave(what string, actions ...chromedp.Action) bool {
	if _, err := chromedp.RunResponse(t.ctx, actions...); err != nil {
		t.Fault("%s leads to no page: %v", what, err)
		return false
	}
	return true
}

// Size sets the inner size of the window in CSS pixels.
func (t *Tab) Size(width int64) bool {
	height := int64(900)
	if width < 600 {
		height = 844
	}
	return t.Run("resize", emulation.SetDeviceMetricsOverride(width, height, 1, false))
}

// Media emulates a medium ("print" or "") and preferences ("prefers-color-scheme", "dark").
func (t *Tab) Media(medium string, features ...string) bool {
	var list []*emulation.MediaFeature
	for i := 0; i+1 < len(features); i += 2 {
		list = append(list, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	return t.Run("emulate media", emulation.SetEmulatedMedia().WithMedia(medium).WithFeatures(list))
}

// Eval runs an expression in the page and reads its value into out, waiting for promises.
func (t *Tab) Eval(expression string, out any) bool {
	return t.Run("evaluate", chromedp.Evaluate(expression, out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
}

// Ask runs an expression that returns what is wrong, one sentence a fault.
func (t *Tab) Ask(expression string) {
	var faults []string
	if t.Eval(expression, &faults) {
		for _, fault := range faults {
			t.Fault("%s", fault)
		}
	}
}

// Inject runs a script, which works where the page's own are switched off.
func (t *Tab) Inject(script string) bool { return t.Eval(script+"\n;true", nil) }

// injectOwn runs a script of this package.
func (t *Tab) injectOwn(name string) bool {
	body, err := fs.ReadFile(scripts, "script/"+name)
	if err != nil {
		t.Fault("%v", err)
		return false
	}
	return t.Inject(string(body))
}

// Try runs an expression of which a failure is no fault: while the next page comes there is nobody
// to ask.
func (t *Tab) Try(expression string, out any) error {
	return chromedp.Run(t.ctx, chromedp.Evaluate(expression, out))
}

// Until asks the page until it holds what is waited for; what it says instead is told when the time of the job is over.
func (t *Tab) Until(what string, holds func() (yes bool, instead string)) {
	for yes, instead := holds(); !yes; yes, instead = holds() {
		select {
		case <-t.ctx.Done():
			t.Fault("it never comes that %s, but %s", what, instead)
			return
		case <-time.After(glance):
		}
	}
}

// Cookies returns every cookie that the browser keeps for the site.
func (t *Tab) Cookies() (kept []*network.Cookie) {
	t.Run("read cookies", chromedp.ActionFunc(func(ctx context.Context) (err error) {
		kept, err = network.GetCookies().Do(ctx)
		return err
	}))
	return kept
}
