package browser

import (
	"slices"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// hear notes what the browser says of the page.
func (t *Tab) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.APITypeDebug {
			t.Fault("console %s: %s", e.Type, arguments(e.Args))
		}
	case *runtime.EventExceptionThrown:
		t.Fault("exception: %s", e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		t.hearLog(e.Entry)
	case *page.EventJavascriptDialogOpening:
		t.hearDialog(e)
		go func() { _ = chromedp.Run(t.root, page.HandleJavaScriptDialog(true)) }()
	case *network.EventRequestWillBeSent:
		if u := e.Request.URL; !t.known(u) {
			t.Fault("request to %s", u)
		}
	case *network.EventResponseReceived:
		t.hearResponse(e)
	case *network.EventLoadingFailed:
		if !e.Canceled {
			t.Fault("request failed: %s %s", e.Type, e.ErrorText)
		}
	}
}

// hearDialog takes it as no fault that a page of the desk asks before what was typed is lost. Everything
// is answered with yes.
func (t *Tab) hearDialog(e *page.EventJavascriptDialogOpening) {
	if e.Type != page.DialogTypeBeforeunload || !t.Members {
		t.Fault("dialog: %s", e.Message)
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked++
}

// known reports whether an address is one that pages may ask for.
func (t *Tab) known(address string) bool {
	return strings.HasPrefix(address, "data:") || slices.ContainsFunc(append([]string{t.Origin}, t.Also...), func(origin string) bool {
		return strings.HasPrefix(address, origin+"/")
	})
}

func (t *Tab) hearLog(e *log.Entry) {
	t.mu.Lock()
	expected := t.expects != 200 && e.Source == log.SourceNetwork
	t.mu.Unlock()
	if !expected && (e.Level == log.LevelError || e.Level == log.LevelWarning) {
		t.Fault("log %s, %s: %s %s", e.Level, e.Source, e.Text, e.URL)
	}
}

func (t *Tab) hearResponse(e *network.EventResponseReceived) {
	want := int64(200)
	if e.Type == network.ResourceTypeDocument {
		t.mu.Lock()
		want = t.expects
		t.mu.Unlock()
	}
	if e.Response.Status != want && e.Response.Status != 304 {
		t.Fault("%s answers %d", e.Response.URL, e.Response.Status)
	}
	for name := range e.Response.Headers {
		if strings.EqualFold(name, "Set-Cookie") && !t.Members {
			t.Fault("%s sets a cookie", e.Response.URL)
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
