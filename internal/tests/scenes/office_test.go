package scenes

import (
	"context"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/browser"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// office is a desk in the middle of its work: proposals of every status, publications behind it and
// ahead of it. What leads there is told elsewhere, by the pages; here it is done directly.
type office struct {
	*scene
	people map[string]*staff.Person
}

// Proposals of the office, by what became of them.
const (
	waiting = iota + 1
	drafted
	returned
	approved
	planned
	contested
	published
	overtaking
	failing
	succeeding
	ofApprover
	reverting
)

func (s *scene) office() *office {
	s.Helper()
	o := &office{s, map[string]*staff.Person{}}
	for _, role := range []desk.Role{desk.RoleEditor, desk.RoleApprover, desk.RoleAdmin, desk.RoleObserver} {
		o.people[string(role)] = staff.Join(s, s.site, string(role), role, desk.Scope{})
	}
	o.people["second"] = staff.Join(s, s.site, "second", desk.RoleApprover, desk.Scope{})
	o.people["regional"] = staff.Join(s, s.site, "regional", desk.RoleRegional, desk.Scope{Regions: []string{"84"}})
	e, now := s.site.App.Editorial(), s.site.Clock.Now()
	refs := map[int]desk.Ref{waiting: o.submits("editor", "msp-count actual 2026-01 FR", 3400)}
	refs[drafted] = o.drafts("editor", "msp-count actual 2025-01 FR", 2760)
	refs[returned] = o.decides(o.submits("editor", "msp-count actual 2023-03 FR", 2301), desk.StatusReturned)
	refs[approved] = o.decides(o.submits("editor", "msp-count actual 2022-11 FR", 2152), desk.StatusApproved)
	refs[planned] = o.decides(o.submits("editor", "cpts-active actual 2021-07 FR", 173), desk.StatusApproved)
	o.plans(refs[planned], now.Add(48*time.Hour))
	refs[contested] = o.submits("editor", "msp-count actual 2021-01 FR", 1618)
	refs[published] = o.decides(o.submits("editor", "msp-count actual 2021-07 FR", 1890), desk.StatusApproved)
	o.publishes(refs[published])
	refs[overtaking] = o.decides(o.submits("editor", "msp-count actual 2021-01 FR", 1619), desk.StatusApproved)
	o.publishes(refs[overtaking])
	refs[failing] = o.decides(o.submits("editor", "msp-count actual 2017 FR", 992), desk.StatusApproved)
	o.plans(refs[failing], now.Add(time.Minute))
	refs[succeeding] = o.decides(o.submits("editor", "msp-count actual 2017 FR", 993), desk.StatusApproved)
	o.publishes(refs[succeeding])
	s.passes(2 * time.Minute)
	if _, err := e.PublishDue(s.Context()); err != nil {
		s.Fatal(err)
	}
	refs[ofApprover] = o.submits("approver", "msp-count actual 2014 FR", 437)
	if p, err := e.Revert(s.Context(), o.people["approver"].Actor(), 2, "Ce décompte a été démenti."); err != nil || p.ID != reverting {
		s.Fatalf("undo: proposal %d, %v", p.ID, err)
	}
	for name, ref := range refs {
		if int(ref.ID) != name {
			s.Fatalf("proposal %d is number %d", name, ref.ID)
		}
	}
	return o
}

// drafts keeps another number for a figure, with every doubt confirmed.
func (o *office) drafts(who, key string, number int) desk.Ref {
	o.Helper()
	e, actor := o.site.App.Editorial(), o.people[who].Actor()
	live, err := e.Live(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	for _, v := range live.Values {
		if !v.Reference || !strings.HasPrefix(v.RowKey(), key) {
			continue
		}
		changed := v
		changed.Number = segur.Int(number)
		changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &v, New: changed})
		if err != nil {
			o.Fatal(err)
		}
		draft := editorial.Draft{Kind: desk.KindValue, Changes: changes, Reason: "Le décompte de l'administration a été corrigé."}
		check, err := e.Check(o.Context(), actor, draft)
		if err != nil {
			o.Fatal(err)
		}
		for _, w := range check.Warnings {
			draft.Confirmed = append(draft.Confirmed, w.Token())
		}
		p, err := e.Save(o.Context(), actor, draft)
		if err != nil {
			o.Fatal(err)
		}
		return desk.Ref{ID: p.ID, Version: p.Version}
	}
	o.Fatalf("no figure %s", key)
	return desk.Ref{}
}

func (o *office) submits(who, key string, number int) desk.Ref {
	o.Helper()
	list, err := o.site.App.Editorial().Submit(o.Context(), o.people[who].Actor(), []desk.Ref{o.drafts(who, key, number)}, "")
	if err != nil {
		o.Fatal(err)
	}
	return desk.Ref{ID: list[0].ID, Version: list[0].Version}
}

func (o *office) decides(ref desk.Ref, status desk.Status) desk.Ref {
	o.Helper()
	decision := editorial.Decision{Status: status, Reason: "La source a été relue avec soin."}
	p, err := o.site.App.Editorial().Decide(o.Context(), o.people["approver"].Actor(), ref, decision)
	if err != nil {
		o.Fatal(err)
	}
	return desk.Ref{ID: p.ID, Version: p.Version}
}

func (o *office) note() segur.Text {
	return segur.Text{FR: "Un chiffre corrigé", EN: "A figure corrected"}
}

func (o *office) publishes(ref desk.Ref) {
	o.Helper()
	if _, err := o.site.App.Editorial().Publish(o.Context(), o.people["approver"].Actor(), []desk.Ref{ref}, o.note()); err != nil {
		o.Fatal(err)
	}
}

func (o *office) plans(ref desk.Ref, at time.Time) {
	o.Helper()
	if _, err := o.site.App.Editorial().Plan(o.Context(), o.people["approver"].Actor(), []desk.Ref{ref}, o.note(), at); err != nil {
		o.Fatal(err)
	}
}

// badge is what a tab needs to be somebody's.
func (o *office) badge(who string) browser.Options {
	o.Helper()
	profile, err := o.browser.Profile()
	if err != nil {
		o.Fatal(err)
	}
	options := browser.Options{Origin: o.origin, Profile: profile, Members: true}
	if p := o.people[who]; p != nil {
		options.Prepare = func(t *browser.Tab) {
			name, value := p.CookieParts()
			t.Run("set cookie", chromedp.ActionFunc(func(ctx context.Context) error {
				return network.SetCookie(name, value).WithURL(o.origin + "/admin").WithPath("/admin").WithHTTPOnly(true).Do(ctx)
			}))
		}
	}
	return options
}
