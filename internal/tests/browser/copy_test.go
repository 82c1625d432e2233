package browser

import (
	"testing"

	"github.com/segur-tracker/segur/internal/chart"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/view"
)

// clipboards take what is copied, or refuse as they do where pages are not encrypted: then the text
// is selected for the older way.
func clipboards() map[string]string {
	return map[string]string{
		"open": `navigator.clipboard.writeText = async (text) => { window.taken = text; }; 0`,
		"closed": `navigator.clipboard.writeText = async () => { throw new Error('refused'); };
			document.execCommand = () => { window.taken = document.activeElement.value; return true; }; 0`,
	}
}

// testCopy presses a button of the share panel: exactly the text is taken, and both eyes and ears
// are told, in the language of the page, and the keyboard stays where it was.
func testCopy(t *testing.T, s *suite) {
	var jobs []job
	for lang, told := range map[locale.Lang]string{locale.FR: "Copié", locale.EN: "Copied"} {
		path := view.Links{Lang: lang}.Chart("indicateur-cpts-active", chart.View{To: 2021}, view.Style{})
		for name, clipboard := range clipboards() {
			jobs = append(jobs, job{path: path, where: name, run: func(b *tab) {
				var said []string
				ready := b.Size(1280) && b.Visit(path) && b.Eval(clipboard, nil) &&
					b.Eval(`const button = document.querySelector('button[data-copies="t-iframe"]:not([hidden])'); button.focus(); button.click(); new Promise((done) => setTimeout(done, 100)).then(() => 0)`, nil)
				if !ready || !b.Eval(`[window.taken === document.getElementById('t-iframe').value ? 'same' : window.taken,
					document.querySelector('button[data-copies="t-iframe"]').firstChild.data, document.getElementById('copie').textContent,
					document.activeElement.dataset.copies ?? document.activeElement.tagName]`, &said) {
					return
				}
				if len(said) != 4 || said[3] != "t-iframe" || said[0] != "same" || said[1] != told || len(said[2]) <= len(told) || said[2][:len(told)] != told {
					b.Fault("copied and said %q", said)
				}
			}})
		}
	}
	s.do(t, s.origin, nil, jobs)
}
