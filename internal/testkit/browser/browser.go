package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Browser is a running Chromium.
type Browser struct{ ctx context.Context }

// Launch starts a browser that closes at the end of the test. The environment variable CHROME may
// name the program.
func Launch(t testing.TB) *Browser {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("the browser tests need Chromium or Chrome: install it, or set CHROME to its path: %v", err)
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(time.Minute), chromedp.Flag("headless", "new"), chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("font-render-hinting", "none"), // letters as wide as in a browser with windows
	}
	for _, flag := range []string{
		"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars",
		"disable-dev-shm-usage", "disable-extensions", "disable-background-timer-throttling",
		"disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(unreadable))
	t.Cleanup(cancel)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx}
}

// program finds the browser: the one that CHROME names, or the first of those that the Makefile names.
func program() (string, error) {
	if named := os.Getenv("CHROME"); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range []string{"/usr/lib/chromium/chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no chromium, chromium-browser or google-chrome on the PATH, nor Debian's chromium-headless-shell")
}

// unreadable reports what the browser says and this version of the protocol's library cannot
// read. Words that are newer than the library are no fault of a page. It may be called when
// the test is over, so it does not use the test's log.
func unreadable(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if !strings.Contains(message, "unknown") && !strings.Contains(message, "could not unmarshal event") {
		fmt.Fprintln(os.Stderr, "browser:", message)
	}
}

// Profile makes a new profile: its tabs share cookies with each other and with nobody else.
func (b *Browser) Profile() (id cdp.BrowserContextID, err error) {
	err = b.command(func(ctx context.Context) (err error) {
		id, err = target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ctx)
		return err
	})
	return id, err
}

// window opens an empty page in a window of its own: pages behind another one are not drawn.
func (b *Browser) window(profile cdp.BrowserContextID) (id target.ID, err error) {
	err = b.command(func(ctx context.Context) (err error) {
		id, err = target.CreateTarget("about:blank").WithNewWindow(true).WithBrowserContextID(profile).Do(ctx)
		return err
	})
	return id, err
}

// command talks to the browser itself rather than to one of its pages.
func (b *Browser) command(do func(context.Context) error) error {
	return chromedp.Run(b.ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		return do(cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser))
	}))
}
