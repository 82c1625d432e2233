package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/web/view"
)

// The search field of the header, and what it suggests.
const (
	field  = "#recherche"
	option = ".seg-search .seg-suggest__option"
)

// testSearch searches as readers do whose browser runs scripts: the key that leads to the field, suggestions by keyboard, mouse and
// finger, answers that come too late, and the form that is still there.
func testSearch(t *testing.T, s *suite) {
	check := browser.Checker(t)
	var jobs []job
	for i, lang := range locale.Langs() {
		to := view.Links{Lang: lang}
		width := []int64{390, 1280}[i%2]
		for where, run := range map[string]func(*tab){
			"key": func(b *tab) { reachByKey(b, to) }, "keyboard": func(b *tab) { suggestByKeyboard(b, to) },
			"mouse": func(b *tab) { suggestByPointer(b, to, b.Click) }, "finger": func(b *tab) {
				b.fingers(true)
				suggestByPointer(b, to, b.finger)
				b.fingers(false)
			},
			"late": dropLateAnswers, "enter": func(b *tab) { sendTheForm(b) },
			"axe": func(b *tab) { checkSuggestions(b, check) },
		} {
			jobs = append(jobs, job{path: to.Home(), where: "search by " + where, run: func(b *tab) {
				if b.Size(width) && b.Visit(to.Home()) {
					run(b)
					b.Ask("testing.misdeeds()")
				}
			}})
		}
		for _, text := range []string{"infirmeires", "infrmeires", "téléconsultation zzzz yyyy", "lits"} {
			jobs = append(jobs, job{path: to.Search(text, ""), where: "axe", run: func(b *tab) {
				axePage(b, to.Search(text, ""), 200, []int64{390, 1280}, check)
			}})
		}
	}
	s.do(t, s.origin, nil, jobs)
	// What a browser keeps is shared by its tabs: one after the others.
	s.do(t, s.origin, nil, []job{{path: "/recherche", where: "switch the key off", run: switchTheKey}})
	s.do(t, s.origin, withoutScripts, []job{{path: "/", where: "search without scripts", run: searchPlainly}})
}

// strike is a key as keyboards send it: what a page takes for itself writes nothing. KeyEvent writes all the same.
func strike(key, text string, code int64) []chromedp.Action {
	return []chromedp.Action{
		input.DispatchKeyEvent(input.KeyDown).WithKey(key).WithText(text).WithWindowsVirtualKeyCode(code),
		input.DispatchKeyEvent(input.KeyUp).WithKey(key).WithWindowsVirtualKeyCode(code),
	}
}

func slash() []chromedp.Action { return strike("/", "/", 191) }
func enter() []chromedp.Action { return strike("Enter", "\r", 13) }

// focusedIs is the id of the element that the keyboard is at.
const focusedIs = "document.activeElement.id"

func (b *tab) wantFocus(after, want string) {
	var at string
	if b.Eval(focusedIs, &at) && at != want {
		b.Fault("after %s the keyboard is at %q, not at %q", after, at, want)
	}
}

func reachByKey(b *tab, to view.Links) {
	var told string
	if b.Eval("document.querySelector('#recherche').getAttribute('aria-keyshortcuts')", &told) && told != "/" {
		b.Fault("the field tells of the key %q", told)
	}
	b.Run("control and slash", chromedp.KeyEvent("/", chromedp.KeyModifiers(input.ModifierCtrl)))
	b.wantFocus("control and slash", "")
	b.Run("slash", slash()...)
	b.wantFocus("a slash", "recherche")
	b.Run("slash", slash()...)
	var typed string
	if b.Eval("document.activeElement.value", &typed) && typed != "/" {
		b.Fault("a slash in the field writes %q", typed)
	}
	if b.Visit(to.Section("search")) {
		b.Run("slash", slash()...)
		b.wantFocus("a slash on the page of the search", "q")
	}
	if b.Visit(to.Section("measures")) {
		b.Eval("document.querySelector('#q').focus(); true", nil)
		b.Run("slash", slash()...)
		b.wantFocus("a slash in a filter", "q")
	}
}

// switchTheKey does without the key, as people do whose voice strikes keys, and comes back to it.
func switchTheKey(b *tab) {
	for _, want := range []string{"", "q"} {
		if !b.Visit("/recherche") {
			return
		}
		b.Click(".seg-shortcut__button")
		for range 2 {
			b.Eval("document.activeElement.blur(); true", nil)
			b.Run("slash", slash()...)
			b.wantFocus("the switch and a slash", want)
			b.Visit("/recherche")
		}
	}
}

// combobox is what assistive technology is told.
type combobox struct {
	Role, Expanded, Popup, Active, Selected, Status, Value string
	Options                                                int
}

const readCombobox = `(() => {
	const e = document.querySelector('#recherche');
	const list = document.getElementById(e.getAttribute('aria-controls'));
	const active = document.getElementById(e.getAttribute('aria-activedescendant'));
	return { Role: e.getAttribute('role'), Expanded: e.getAttribute('aria-expanded'), Popup: list.getAttribute('role'), Active: active?.textContent ?? '',
		Selected: [...list.querySelectorAll('[aria-selected="true"]')].map((o) => o.textContent).join('|'), Value: e.value,
		Status: e.closest('form').querySelector('[role="status"]').textContent, Options: [...list.querySelectorAll('[role="option"]')].filter((o) => o.checkVisibility()).length };
})()`

func (b *tab) combobox() (c combobox) {
	b.Eval(readCombobox, &c)
	return c
}

// suggest types and waits for what is suggested.
func (b *tab) suggest(text string) {
	b.Eval("document.querySelector('#recherche').focus(); true", nil)
	b.Run("type", input.InsertText(text))
	b.Until("suggestions open", func() (bool, string) { c := b.combobox(); return c.Expanded == "true" && c.Options > 0, c.Expanded })
}

func suggestByKeyboard(b *tab, to view.Links) {
	if c := b.combobox(); c.Role != "combobox" || c.Popup != "listbox" || c.Expanded != "false" {
		b.Fault("before a letter the field is %+v", c)
	}
	b.suggest("guadel")
	c := b.combobox()
	if c.Options > 8 || c.Active != "" || !strings.Contains(c.Status, "suggestion") {
		b.Fault("suggestions are told as %+v", c)
	}
	b.Key(kb.ArrowDown)
	if first := b.combobox(); first.Active != "Guadeloupe" || first.Selected != first.Active {
		b.Fault("the first suggestion is told as %+v", first)
	}
	b.Key(kb.ArrowUp)
	b.Key(kb.ArrowUp)
	if last := b.combobox(); last.Active == "" || last.Active == "Guadeloupe" || last.Selected != last.Active {
		b.Fault("the last suggestion is told as %+v", last)
	}
	b.Key(kb.Escape)
	if closed := b.combobox(); closed.Expanded != "false" || closed.Options != 0 || closed.Active != "" || closed.Value != "guadel" {
		b.Fault("after escape the field is %+v", closed)
	}
	b.Key(kb.ArrowDown)
	b.Until("the arrow opens the suggestions again", func() (bool, string) { c := b.combobox(); return c.Options > 0, c.Expanded })
	b.Key(kb.ArrowDown)
	b.Leave("enter on a suggestion", enter()...)
	b.isAt(to.Section("regions") + "/01-guadeloupe")
}

func (b *tab) isAt(want string) {
	var at string
	if b.Eval("location.pathname", &at) && at != want {
		b.Fault("leads to %s, not to %s", at, want)
	}
}

func suggestByPointer(b *tab, to view.Links, press func(selector string)) {
	b.suggest("guadelouqe")
	var note string
	if b.Eval("document.querySelector('.seg-search .seg-suggest__note').textContent", &note) && !strings.Contains(strings.ToLower(note), "guadeloupe") {
		b.Fault("the misspelt word is read as %q", note)
	}
	press(option)
	want := to.Section("regions") + "/01-guadeloupe"
	b.Until("the suggestion leads to "+want, func() (bool, string) {
		var at string
		if err := b.Try("location.pathname + document.readyState", &at); err != nil {
			return false, err.Error()
		}
		return at == want+"complete", at
	})
}

// finger touches the middle of an element.
func (b *tab) finger(selector string) {
	var at [2]float64
	if b.Eval("(() => { const r = document.querySelector('"+selector+"').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()", &at) {
		b.tap(at)
	}
}

func sendTheForm(b *tab) {
	b.suggest("lits")
	b.Leave("enter on no suggestion", enter()...)
	var query string
	if b.Eval("location.search", &query) && query != "?q=lits" {
		b.Fault("the form asks %s", query)
	}
}

// holdAnswers keeps what the server says until it is let go, whoever still waits for it.
const holdAnswers = `window.held = []; const real = window.fetch; window.fetch = (address) => new Promise((done) => {
	held.push(async () => { const answer = await real(address); const copy = answer.clone(); done(answer); await copy.text(); await new Promise(requestAnimationFrame); return true; });
}); true`

func dropLateAnswers(b *tab) {
	if !b.Eval(holdAnswers, nil) {
		return
	}
	for i, text := range []string{"guadel", "oupe zzzz", " martinique"} {
		b.Eval("document.querySelector('#recherche').focus(); true", nil)
		b.Run("type", input.InsertText(text))
		b.Until("the server is asked", func() (bool, string) {
			var asked int
			b.Eval("held.length", &asked)
			return asked == i+1, text
		})
	}
	b.Eval("held[2]()", nil)
	b.Until("the last answer shows", func() (bool, string) { c := b.combobox(); return c.Options > 0, c.Status })
	last := b.combobox()
	for _, late := range []string{"held[1]()", "held[0]()"} {
		b.Eval(late, nil)
		if c := b.combobox(); c != last {
			b.Fault("after a late answer the suggestions are %+v, not %+v", c, last)
		}
	}
}

// checkSuggestions runs axe on open suggestions, one of them chosen, and holds that they stand within the window.
func checkSuggestions(b *tab, check func(*browser.Tab, browser.Rules)) {
	b.suggest("infirmeires")
	b.Key(kb.ArrowDown)
	b.Ask("testing.sideways()")
	for _, scheme := range []string{"light", "dark"} {
		b.Media("", "prefers-color-scheme", scheme)
		check(b.Tab, browser.AllRules)
	}
	b.Media("")
}

// searchPlainly is told of no suggestion and no key where there is none, and still forgiven an error.
func searchPlainly(b *tab) {
	if !b.Size(390) || !b.Visit("/") || !b.inject("plain.js") {
		return
	}
	var role string
	if b.Eval("document.querySelector('#recherche').outerHTML", &role) && (strings.Contains(role, "combobox") || strings.Contains(role, "aria-keyshortcuts")) {
		b.Fault("without scripts the field is %s", role)
	}
	b.Click(field)
	b.Run("type", input.InsertText("infirmeires"))
	b.Leave("enter", enter()...)
	var said string
	if b.Eval("document.querySelector('main .govuk-inset-text').innerText + document.querySelectorAll('.seg-found__item').length", &said) && (!strings.Contains(said, "infirmières") || strings.HasSuffix(said, "»0")) {
		b.Fault("an error is answered with %q", said)
	}
	var shown bool
	if b.Eval("document.querySelector('.seg-shortcut').checkVisibility()", &shown) && shown {
		b.Fault("the page tells of a key that does nothing")
	}
}
