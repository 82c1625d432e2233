package embedded

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// move is a page whose frames must follow what happens after it came.
type move struct {
	name   string
	page   article
	frames int // after what happens
	do     func(*tabbed)
}

// testMoves lets things happen in and around frames that the script gives their height: at the end
// each has exactly what it needs, be it more or less than before.
func testMoves(t *testing.T, s *suite) {
	code := s.code(t, "script", some, chart.View{}, view.Style{})
	alone := strip(code)
	script := strings.TrimSpace(strings.TrimPrefix(code, alone))
	if !strings.HasPrefix(script, "<script") {
		t.Fatalf("the script of %s is %s", code, script)
	}
	other := s.code(t, "iframe", "objectifs", chart.View{}, view.Style{})
	var jobs []browser.Job
	for _, one := range []move{
		{"wider", article{body: code}, 1, func(b *tabbed) { b.shrinks(func() { b.column(320) }, func() { b.column(600) }) }},
		{"unfolded", article{body: code}, 1, unfold},
		{"script-first", article{body: script + alone}, 1, nil},
		{"script-in-head", article{head: script, body: alone + other}, 2, nil},
		{"script-twice", article{body: code + code + script}, 2, nil},
		{"script-late", article{body: alone + other}, 2, func(b *tabbed) {
			b.settleAs(func(found []inside) bool { return found[0].Height > found[0].Needs })
			b.Eval("document.head.append(Object.assign(document.createElement('script'), { src: '"+s.origin+"/embed.js' })); true", nil)
		}},
		{"frame-late", article{body: code}, 2, func(b *tabbed) {
			b.Eval("document.querySelector('article').insertAdjacentHTML('beforeend', "+strconv.Quote(other)+"); true", nil)
		}},
		{"marks-stripped", article{body: strings.ReplaceAll(code, " data-segur", "")}, 1, nil},
		{"box-16-9", article{body: `<div class="box">` + alone + `</div>` + script,
			style: ".box { position: relative; padding-bottom: 56.25%; height: 0 } .box iframe { position: absolute; inset: 0; width: 100%; height: 100% }"}, 1, func(b *tabbed) {
			b.settle()
			b.Ask("(() => { const box = document.querySelector('.box').getBoundingClientRect(), frame = document.querySelector('iframe').getBoundingClientRect();" +
				"return Math.abs(box.height - frame.height) > 1 ? ['the box has ' + box.height + ' px for a frame of ' + frame.height] : []; })()")
		}},
		{"hidden-again", article{body: `<div id="tab">` + code + `</div>`}, 1, func(b *tabbed) {
			b.settle()
			b.Eval("document.getElementById('tab').style.display = 'none'; true", nil)
			b.column(320)
			b.Eval("document.getElementById('tab').style.display = ''; true", nil)
		}},
	} {
		path := s.hosts.put(one.name, one.page)
		jobs = append(jobs, browser.Job{Path: path, Run: func(tab *browser.Tab) {
			b := &tabbed{tab, s, scene{name: one.name, width: 800, frames: one.frames}}
			if !b.Run("resize", emulation.SetDeviceMetricsOverride(800, tall, 1, false)) || !b.Visit(path) {
				return
			}
			if one.do != nil {
				one.do(b)
			}
			b.exact(b.settle())
			b.Ask("testing.misdeeds()")
		}})
	}
	s.do(t, jobs)
}

// exact holds that every frame has the height that it needs.
func (b *tabbed) exact(found []inside) {
	for _, one := range found {
		if one.Height != one.Needs || one.Needs < 150 {
			b.Fault("%s has %d px for %d", one.Href, one.Height, one.Needs)
		}
	}
}

// shrinks holds that the only frame has less to be than before once the second thing happened.
func (b *tabbed) shrinks(first, second func()) {
	first()
	before := b.settle()
	b.exact(before)
	second()
	after := b.settleAs(func(found []inside) bool {
		return found[0].Height == found[0].Needs && found[0].Height < before[0].Height
	})
	if len(before) != 1 || len(after) != 1 || after[0].Height >= before[0].Height {
		b.Fault("the frame does not shrink: %+v, then %+v", before, after)
	}
}

// unfold opens and closes the words under the chart, with the keyboard, from the page around.
func unfold(b *tabbed) {
	closed := b.settle()
	b.Eval("document.querySelector('iframe').focus(); true", nil)
	b.suite.run(b.Tab, "/embed/", "document.querySelector('summary').focus()")
	b.shrinks(func() {
		b.Key(kb.Enter)
		open := b.settleAs(func(found []inside) bool {
			return found[0].Height == found[0].Needs && found[0].Height > closed[0].Height+100
		})
		if len(open) != 1 || open[0].Height <= closed[0].Height {
			b.Fault("the words do not unfold: %+v, then %+v", closed, open)
		}
	}, func() { b.Key(kb.Enter) })
}

// settleAs waits until the frames are as they should be, for some seconds.
func (b *tabbed) settleAs(wanted func([]inside) bool) (found []inside) {
	for range 60 {
		if found = b.suite.inside(b.Tab); len(found) > 0 && wanted(found) {
			return found
		}
		b.Eval("new Promise((done) => setTimeout(() => done(true), 60))", nil)
	}
	return found
}
