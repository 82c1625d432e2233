package embedded

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/testkit/browser"
)

func fontIn(dist fs.FS) ([]byte, error) {
	names, err := fs.Glob(dist, "inter-latin.*.woff2")
	if err != nil || len(names) != 1 {
		return nil, fmt.Errorf("fonts are %v, run make assets: %w", names, err)
	}
	return fs.ReadFile(dist, path.Clean(names[0]))
}

// frames are the documents of frames that a tab shows now, to be asked from outside what the page
// around them cannot know.
type frames struct {
	mu   sync.Mutex
	live []runtime.ExecutionContextID
}

// listen follows the documents of a tab.
func (s *suite) listen(tab *browser.Tab) {
	f := &frames{}
	s.frames.Store(tab, f)
	tab.Run("listen to frames", chromedp.ActionFunc(func(ctx context.Context) error {
		chromedp.ListenTarget(ctx, f.hear)
		return nil
	}))
}

func (f *frames) hear(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExecutionContextCreated:
		var about struct{ IsDefault bool }
		if json.Unmarshal(e.Context.AuxData, &about) == nil && about.IsDefault {
			f.live = append(f.live, e.Context.ID)
		}
	case *runtime.EventExecutionContextDestroyed:
		f.live = slices.DeleteFunc(f.live, func(id runtime.ExecutionContextID) bool { return id == e.ExecutionContextID })
	case *runtime.EventExecutionContextsCleared:
		f.live = nil
	}
}

// inside is what the document of a frame says of itself, in CSS pixels.
type inside struct {
	Href   string   `json:"href"`
	Width  int      `json:"width"`  // of the window
	Height int      `json:"height"` // of the window
	Needs  int      `json:"needs"`  // height of what is there
	Night  bool     `json:"night"`  // it is dark
	Faults []string `json:"faults"`
}

// look asks a document of ours about itself; other documents answer null.
const look = `location.pathname.startsWith('/embed/') && document.querySelector('main') ? (async () => {
  await document.fonts.ready;
  const out = [...document.querySelectorAll('main *')].filter((e) => testing.shown(e) && !e.closest('.seg-scroll, svg, .govuk-visually-hidden') && e.getBoundingClientRect().right > innerWidth + 0.5);
  out.push(...[...document.querySelectorAll('svg text')].filter((e) => testing.shown(e) && (e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0)));
  return { href: location.href, width: innerWidth, height: innerHeight, needs: Math.ceil(document.documentElement.getBoundingClientRect().height),
    night: testing.light(testing.rgb(getComputedStyle(document.querySelector('main')).backgroundColor)) < 0.1,
    faults: [...testing.misdeeds(), ...testing.sideways(), ...out.slice(0, 2).map((e) => testing.describe(e) + ' ' + e.textContent.trim().slice(0, 40) + ' sticks out of the frame')] };
})() : null`

// left reports whether a document went while it was asked.
func left(err error) bool { return err != nil && strings.Contains(err.Error(), "Cannot find context") }

// inside asks every frame of ours in a tab, in the order of their addresses. Faults that they
// tell are faults of the page.
func (s *suite) inside(tab *browser.Tab) (found []inside) {
	known, ok := s.frames.Load(tab)
	if !ok {
		tab.Fault("nobody listens to the frames")
		return nil
	}
	f := known.(*frames)
	f.mu.Lock()
	live := slices.Clone(f.live)
	f.mu.Unlock()
	for _, id := range live {
		tab.Run("ask a frame", chromedp.ActionFunc(func(ctx context.Context) error {
			answer, broken, err := runtime.Evaluate(look).WithContextID(id).WithReturnByValue(true).WithAwaitPromise(true).Do(ctx)
			if left(err) {
				return nil
			}
			if err != nil || broken != nil {
				return fmt.Errorf("%v %w", broken, err)
			}
			var one *inside
			if err := json.Unmarshal(answer.Value, &one); err != nil || one == nil {
				return err
			}
			found = append(found, *one)
			return nil
		}))
	}
	slices.SortFunc(found, func(a, b inside) int { return strings.Compare(a.Href, b.Href) })
	for _, one := range found {
		for _, fault := range one.Faults {
			tab.Fault("%s: %s", one.Href, fault)
		}
	}
	return found
}

// run evaluates an expression in the frames of ours whose address contains some words.
func (s *suite) run(tab *browser.Tab, words, expression string) {
	known, _ := s.frames.Load(tab)
	f := known.(*frames)
	f.mu.Lock()
	live := slices.Clone(f.live)
	f.mu.Unlock()
	ran := 0
	for _, id := range live {
		tab.Run("do something in a frame", chromedp.ActionFunc(func(ctx context.Context) error {
			at, _, err := runtime.Evaluate("location.href").WithContextID(id).WithReturnByValue(true).Do(ctx)
			if err != nil || !strings.Contains(string(at.Value), words) {
				return err
			}
			ran++
			_, broken, err := runtime.Evaluate(expression).WithContextID(id).WithAwaitPromise(true).Do(ctx)
			if broken != nil {
				return fmt.Errorf("%v", broken)
			}
			return err
		}))
	}
	if ran == 0 {
		tab.Fault("there is no frame of %s", words)
	}
}
