package scenes

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/testkit/browser"
)

//go:embed script/hand.js
var hand string

// agent is a person before a browser of their own. Every step that fails ends the test: the next
// ones would make no sense.
type agent struct {
	*browser.Tab
	t    testing.TB
	name string
}

// step does something and holds that nothing goes wrong meanwhile.
func (a *agent) step(what string, do func()) {
	a.t.Helper()
	faults := a.Take()
	faults = append(faults, a.Work(func(*browser.Tab) { do() })...)
	if len(faults) > 0 {
		a.t.Fatalf("%s %s: %s\n%s", a.name, what, strings.Join(faults, "\n\t"), a.page())
	}
}

// page describes what the person has before them, for failures.
func (a *agent) page() string {
	var shown string
	if err := a.Try(hand+`; location.pathname + location.search + "\n" + document.body.innerText.slice(0, 4000)`, &shown); err != nil {
		return err.Error()
	}
	return shown
}

// ask evaluates an expression with the hand at work.
func (a *agent) ask(expression string, out any) bool {
	return a.Inject(hand) && a.Eval(expression, out)
}

// opens loads an address.
func (a *agent) opens(path string) {
	a.t.Helper()
	a.opensRefused(path, 200)
}

// opensRefused loads an address that is answered with a status.
func (a *agent) opensRefused(path string, status int64) {
	a.t.Helper()
	a.step("opens "+path, func() {
		a.Expect(status)
		a.Visit(path)
	})
}

// quoted writes texts as arguments of a script.
func quoted(texts ...string) string {
	var list []string
	for _, text := range texts {
		b, _ := json.Marshal(text)
		list = append(list, string(b))
	}
	return strings.Join(list, ", ")
}

func (a *agent) mouse(element string) []chromedp.Action {
	var at [2]float64
	if !a.ask("hand.spot("+element+")", &at) {
		return nil
	}
	return browser.Mouse(at)
}

// inside names the part of the page where something is looked for, "" for all of it.
type inside string

// presses presses a button or a link that leads to another page.
func (a *agent) presses(words string, where ...inside) {
	a.t.Helper()
	a.pressesRefused(words, 200, where...)
}

// pressesRefused presses a button whose answer has a status.
func (a *agent) pressesRefused(words string, status int64, where ...inside) {
	a.t.Helper()
	a.step("presses « "+words+" »", func() {
		a.Expect(status)
		if actions := a.mouse("hand.button(" + quoted(words, place(where)) + ")"); actions != nil {
			a.Leave("« "+words+" »", actions...)
		}
	})
}

func place(where []inside) string {
	if len(where) == 0 {
		return ""
	}
	return string(where[0])
}

// unfolds presses something that stays on the page.
func (a *agent) unfolds(words string, where ...inside) {
	a.t.Helper()
	a.step("unfolds « "+words+" »", func() {
		a.Run("mouse", a.mouse("hand.button("+quoted(words, place(where))+")")...)
	})
}

// types replaces what stands in a field.
func (a *agent) types(label, text string, where ...inside) {
	a.t.Helper()
	a.step("types into « "+label+" »", func() {
		if actions := a.mouse("hand.control(" + quoted(label, place(where)) + ")"); actions != nil {
			a.Run("type", append(actions, selectAll(), input.InsertText(text))...)
		}
		if text == "" {
			a.Run("empty", chromedp.KeyEvent("\b"))
		}
	})
}

// selectAll is what Ctrl+A does in a field.
func selectAll() chromedp.Action { return shortcut("a", "selectAll") }

// shortcut is a key struck with Ctrl and what it does in a field.
func shortcut(key, command string) chromedp.Action {
	code := strings.ToUpper(key)
	return input.DispatchKeyEvent(input.KeyRawDown).WithKey(key).WithCode("Key" + code).WithWindowsVirtualKeyCode(int64(code[0])).
		WithModifiers(input.ModifierCtrl).WithCommands([]string{command})
}

// ticks presses a label: a radio button or a box.
func (a *agent) ticks(label string, where ...inside) {
	a.t.Helper()
	a.step("ticks « "+label+" »", func() {
		a.Run("mouse", a.mouse("hand.label("+quoted(label, place(where))+")")...)
		var ticked bool
		if a.ask("hand.ticked("+quoted(label, place(where))+")", &ticked) && !ticked {
			a.Fault("is not ticked")
		}
	})
}

// picks chooses from a list.
func (a *agent) picks(label, option string, where ...inside) {
	a.t.Helper()
	a.step("picks « "+option+" »", func() { a.ask("hand.choose("+quoted(label, option, place(where))+")", nil) })
}

// text returns what shows, with ordinary spaces and apostrophes.
func (a *agent) text(selector string) (text string) {
	a.t.Helper()
	a.step("reads "+selector, func() { a.ask("hand.read("+quoted(selector)+")", &text) })
	return text
}

// reads holds that the page says something.
func (a *agent) reads(texts ...string) {
	a.t.Helper()
	a.readsIn("body", texts...)
}

// readsIn holds that what matches a selector says something.
func (a *agent) readsIn(selector string, texts ...string) {
	a.t.Helper()
	shown := a.text(selector)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			a.t.Errorf("%s does not read %q in %s:\n%s", a.name, text, selector, shown)
		}
	}
}

// readsNot holds that the page does not say something.
func (a *agent) readsNot(texts ...string) {
	a.t.Helper()
	shown := a.text("body")
	for _, text := range texts {
		if strings.Contains(shown, text) {
			a.t.Errorf("%s reads %q:\n%s", a.name, text, shown)
		}
	}
}

// finds holds that a field holds a text.
func (a *agent) finds(label, want string, where ...inside) {
	a.t.Helper()
	var got string
	a.step("looks at « "+label+" »", func() { a.ask("hand.value("+quoted(label, place(where))+")", &got) })
	if got != want {
		a.t.Errorf("%s finds %q in « %s », want %q", a.name, got, label, want)
	}
}

// at holds where the person is: the path with its query.
func (a *agent) at(want string) {
	a.t.Helper()
	if got := a.address(); got != want {
		a.t.Fatalf("%s is at %s, want %s\n%s", a.name, got, want, a.page())
	}
}

func (a *agent) address() (address string) {
	a.t.Helper()
	a.step("looks at the address", func() { a.Eval("location.href", &address) })
	return strings.TrimPrefix(address, a.Origin)
}

// eval evaluates an expression of the test's own.
func (a *agent) eval(expression string, out any) {
	a.t.Helper()
	a.step("evaluates "+expression, func() { a.ask(expression, out) })
}

// becomes waits until an expression has a value. While another page comes there is nobody to ask.
func (a *agent) becomes(expression, want string) {
	a.t.Helper()
	var got string
	a.step("waits for "+want, func() {
		a.Until(fmt.Sprintf("%s is %q", expression, want), func() (bool, string) {
			if err := a.Try(expression, &got); err != nil {
				got = err.Error()
			}
			return got == want, got
		})
	})
}

// corrected holds that the page came back with faults, told on top with the focus there, each
// leading to its field.
func (a *agent) corrected(faults ...string) {
	a.t.Helper()
	a.readsIn(".govuk-error-summary", faults...)
	var at string
	if a.eval("hand.focus()", &at); !strings.Contains(at, "govuk-error-summary") {
		a.t.Errorf("%s: the focus is at %s, not on the faults", a.name, at)
	}
	var astray []string
	a.eval(`[...document.querySelectorAll('.govuk-error-summary a')].filter((l) => !document.querySelector(l.hash)).map((l) => l.hash)`, &astray)
	if len(astray) > 0 {
		a.t.Errorf("%s: faults lead nowhere: %v", a.name, astray)
	}
}

// carries puts a cookie into the person's browser.
func (a *agent) carries(name, value string) {
	a.t.Helper()
	a.step("takes a cookie", func() {
		a.Run("set cookie", chromedp.ActionFunc(func(ctx context.Context) error {
			return network.SetCookie(name, value).WithURL(a.Origin + "/admin").WithPath("/admin").WithHTTPOnly(true).Do(ctx)
		}))
	})
}

// cookie returns a cookie of the person's browser by a part of its name, nil when there is none.
func (a *agent) cookie(part string) (found *network.Cookie) {
	a.t.Helper()
	a.step("looks for cookies", func() {
		for _, c := range a.Cookies() {
			if strings.Contains(c.Name, part) {
				found = c
			}
		}
	})
	return found
}

func (a *agent) String() string { return fmt.Sprintf("agent %s", a.name) }
