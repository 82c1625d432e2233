package scenes

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// TestScenes is one test so that the scenes share a browser, which closes at the end. Each has a
// site of its own, since what it publishes everybody sees.
func TestScenes(t *testing.T) {
	b := browser.Launch(t)
	for _, scene := range []struct {
		name string
		play func(*scene)
	}{
		{"Desk", playDesk}, {"FirstStart", playFirstStart}, {"Region", playRegion}, {"Project", playProject}, {"Meeting", playMeeting}, {"State", playState}, {"Life", playLife}, {"Embargo", playEmbargo}, {"Undo", playUndo}, {"Conflict", playConflict},
		{"WithoutScripts", playWithoutScripts}, {"Forgery", playForgery},
		{"Fixation", playFixation}, {"Astray", playAstray}, {"Cookies", playCookies}, {"Expired", playExpired}, {"Account", playAccount}, {"Together", playTogether}, {"Haste", playHaste}, {"Renumber", playRenumber}, {"Markup", playMarkup},
	} {
		t.Run(scene.name, func(t *testing.T) {
			t.Parallel()
			scene.play(open(t, b))
		})
	}
	t.Run("Restart", func(t *testing.T) {
		t.Parallel()
		playRestart(t, b)
	})
}

// scene is a site with people at work on it.
type scene struct {
	*testing.T
	browser *browser.Browser
	site    *testkit.Site
	origin  string
}

// open answers without what the whole program does beside: drawing pages before anybody asks costs
// seconds, and nothing is planned but where a scene says so.
func open(t *testing.T, b *browser.Browser) *scene {
	t.Helper()
	s := &scene{T: t, browser: b, site: testkit.Open(t)}
	server := httptest.NewServer(s.site.App.Site())
	t.Cleanup(server.Close)
	s.origin = server.URL
	return s
}

// scripts says whether the pages' scripts run in somebody's browser.
type scripts string

const (
	scriptsRun scripts = "run"
	scriptsOff scripts = "off"
)

// sits gives somebody a browser of their own.
func (s *scene) sits(name string, o browser.Options, run scripts) *agent {
	s.Helper()
	profile, err := s.browser.Profile()
	if err != nil {
		s.Fatalf("profile of %s: %v", name, err)
	}
	o.Origin, o.Profile = s.origin, profile
	o.Prepare = func(t *browser.Tab) {
		t.Size(1280)
		if run == scriptsOff {
			t.Run("switch scripts off", emulation.SetScriptExecutionDisabled(true))
		}
	}
	tab, err := s.browser.Open(o)
	if err != nil {
		s.Fatalf("window of %s: %v", name, err)
	}
	s.Cleanup(tab.Close)
	return &agent{Tab: tab, t: s.T, name: name}
}

// stranger is somebody without an account who comes to the desk.
func (s *scene) stranger(name string) *agent {
	s.Helper()
	return s.sits(name, browser.Options{Members: true}, scriptsRun)
}

// reader is somebody who reads the public pages: no page may set a cookie.
func (s *scene) reader() *agent {
	s.Helper()
	return s.sits("reader", browser.Options{}, scriptsRun)
}

// joins gives somebody an account and a session with the second factor shown.
func (s *scene) joins(name string, role desk.Role, regions ...string) *agent {
	s.Helper()
	return s.enters(staff.Join(s, s.site, name, role, desk.Scope{Regions: regions}), scriptsRun)
}

// enters seats somebody who is signed in.
func (s *scene) enters(p *staff.Person, run scripts) *agent {
	s.Helper()
	a := s.sits(p.Account.Name, browser.Options{Members: true}, run)
	a.carries(p.CookieParts())
	return a
}
