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
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

//go:embed script/*.js
var scripts embed.FS

// patience bounds the work on one page, its server's included; it only ends what hangs, since a busy
// machine takes its time.
const patience = 3 * time.Minute

// tab is a window of the browser. It notes everything that goes wrong on the page it shows.
type tab struct {
	ctx    context.Context // of the job at hand, or of the tab
	root   context.Context
	origin string
	close  context.CancelFunc

	mu      sync.Mutex
	status  int64 // of the last document
	expects int64 // the status that is no fault
	faults  []string
}

// open makes a tab for the pages of an origin.
func (s *suite) open(origin string, prepare func(*tab)) (*tab, error) {
	id, err := s.window()
	if err != nil {
		return nil, err
	}
	ctx, cancel := chromedp.NewContext(s.ctx, chromedp.WithTargetID(id))
	b := &tab{ctx: ctx, root: ctx, origin: origin, close: cancel}
	chromedp.ListenTarget(ctx, b.hear)
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
	if err == nil && prepare != nil {
		prepare(b)
		err = b.broken()
	}
	return b, err
}

// window opens an empty page in a window of its own: pages behind another one are not drawn.
func (s *suite) window() (id target.ID, err error) {
	err = chromedp.Run(s.ctx, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		browser := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		id, err = target.CreateTarget("about:blank").WithNewWindow(true).Do(browser)
		return err
	}))
	return id, err
}

// broken turns faults of the preparation into an error.
func (b *tab) broken() error {
	if faults := b.take(); len(faults) > 0 {
		return fmt.Errorf("%s", strings.Join(faults, "; "))
	}
	return nil
}

// work does one job and returns what went wrong on its page.
func (b *tab) work(j job) []string {
	var cancel context.CancelFunc
	b.ctx, cancel = context.WithTimeout(b.root, patience)
	defer cancel()
	b.take()
	b.expect(200)
	j.run(b)
	return b.take()
}

func (b *tab) take() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.faults
	b.faults = nil
	return taken
}

func (b *tab) fault(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, strings.ReplaceAll(fmt.Sprintf(format, args...), b.origin, ""))
}

// expect says which status of the page is no fault.
func (b *tab) expect(status int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expects = status
}

// run performs actions; a failure is a fault of the page.
func (b *tab) run(what string, actions ...chromedp.Action) bool {
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.fault("%s: %v", what, err)
		return false
	}
	return true
}

// visit loads an address and waits for its fonts.
func (b *tab) visit(path string) bool {
	return b.run("load", chromedp.Navigate(b.origin+path))
}

// size sets the inner size of the window in CSS pixels.
func (b *tab) size(width int64) bool {
	height := int64(900)
	if width < 600 {
		height = 844
	}
	return b.run("resize", emulation.SetDeviceMetricsOverride(width, height, 1, false))
}

// media emulates a medium ("print" or "") and preferences ("prefers-color-scheme", "dark").
func (b *tab) media(medium string, features ...string) bool {
	var list []*emulation.MediaFeature
	for i := 0; i+1 < len(features); i += 2 {
		list = append(list, &emulation.MediaFeature{Name: features[i], Value: features[i+1]})
	}
	return b.run("emulate media", emulation.SetEmulatedMedia().WithMedia(medium).WithFeatures(list))
}

// eval runs an expression in the page and reads its value into out, waiting for promises.
func (b *tab) eval(expression string, out any) bool {
	return b.run("evaluate", chromedp.Evaluate(expression, out, func(p *runtime.EvaluateParams) *runtime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
}

// ask runs an expression that returns what is wrong, one sentence a fault.
func (b *tab) ask(expression string) {
	var faults []string
	if b.eval(expression, &faults) {
		for _, fault := range faults {
			b.fault("%s", fault)
		}
	}
}

// inject runs a script of this package, which works where the page's own are switched off.
func (b *tab) inject(name string) bool {
	body, err := fs.ReadFile(scripts, "script/"+name)
	if err != nil {
		b.fault("%v", err)
		return false
	}
	return b.eval(string(body)+";true", nil)
}

// hear notes what the browser says of the page.
func (b *tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.APITypeDebug {
			b.fault("console %s: %s", e.Type, arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		b.fault("exception: %s", e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		b.hearLog(e.Entry)
	case *page.EventJavascriptDialogOpening:
		b.fault("dialog: %s", e.Message)
		go func() { _ = chromedp.Run(b.root, page.HandleJavaScriptDialog(true)) }()
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !strings.HasPrefix(u, b.origin+"/") && !strings.HasPrefix(u, "data:") {
			b.fault("request to %s", u)
		}
	case *network.EventResponseReceived:
		b.hearResponse(e)
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.fault("request failed: %s %s", e.Type, e.ErrorText)
		}
	}
}

func (b *tab) hearLog(e *log.Entry) {
	b.mu.Lock()
	expected := b.expects != 200 && e.Source == log.SourceNetwork
	b.mu.Unlock()
	if !expected && (e.Level == log.LevelError || e.Level == log.LevelWarning) {
		b.fault("log %s, %s: %s %s", e.Level, e.Source, e.Text, e.URL)
	}
}

func (b *tab) hearResponse(e *network.EventResponseReceived) {
	b.mu.Lock()
	want := int64(200)
	if e.Type == network.ResourceTypeDocument {
		want, b.status = b.expects, e.Response.Status
	}
	b.mu.Unlock()
	if e.Response.Status != want && e.Response.Status != 304 {
		b.fault("%s answers %d", e.Response.URL, e.Response.Status)
	}
	for name := range e.Response.Headers {
		if strings.EqualFold(name, "Set-Cookie") {
			b.fault("%s sets a cookie", e.Response.URL)
		}
	}
}

func arguments(args []*runtime.RemoteObject) string {
	var list []string
	for _, a := range args {
		list = append(list, string(a.Value)+a.Description)
	}
	return strings.Join(list, " ")
}

// cookies reports every cookie that the browser keeps for the site.
func (b *tab) cookies() {
	b.run("read cookies", chromedp.ActionFunc(func(ctx context.Context) error {
		kept, err := network.GetCookies().Do(ctx)
		for _, c := range kept {
			b.fault("cookie %s", c.Name)
		}
		return err
	}))
}
