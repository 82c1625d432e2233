package accounts_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

func newcomer() accounts.NewAccount {
	return accounts.NewAccount{Name: " Nadia.B ", DisplayName: " Nadia B. ", Role: desk.RoleEditor, Lang: "fr", PasswordHash: "$argon2id$secret"}
}

func TestCreateAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a := usecase.Must(o.Create(t.Context(), o.as("admin"), newcomer()))(t)
	if a.Name != "nadia.b" || a.DisplayName != "Nadia B." || a.ID == 0 || a.Version != 1 {
		t.Errorf("created %+v", a)
	}
	entries := usecase.Must(o.journal.Entries(t.Context(), o.as("admin"), desk.Search{Object: "account/nadia.b"}))(t)
	if len(entries) != 1 || entries[0].Actor != "admin" || entries[0].Action != desk.ActionAccountCreated || strings.Contains(entries[0].New, "argon2id") {
		t.Errorf("journal %+v", entries)
	}
	for name, c := range map[string]struct {
		change func(*accounts.NewAccount)
		field  string
	}{
		"a short name":      {func(n *accounts.NewAccount) { n.Name = "a" }, refusal.Name},
		"a name with space": {func(n *accounts.NewAccount) { n.Name = "na dia" }, refusal.Name},
		"a long name":       {func(n *accounts.NewAccount) { n.Name = strings.Repeat("a", 65) }, refusal.Name},
		"no name to show":   {func(n *accounts.NewAccount) { n.DisplayName = " " }, refusal.DisplayName},
		"no such role":      {func(n *accounts.NewAccount) { n.Role = "chief" }, refusal.Role},
		"no such language":  {func(n *accounts.NewAccount) { n.Lang = "de" }, refusal.Lang},
		"no region":         {func(n *accounts.NewAccount) { n.Role = desk.RoleRegional }, refusal.ScopeRequired},
		"no such region":    {func(n *accounts.NewAccount) { n.Scope.Regions = []string{"FR"} }, refusal.ScopeUnknown},
		"no such measure":   {func(n *accounts.NewAccount) { n.Scope.Measures = []int{34} }, refusal.ScopeUnknown},
	} {
		n := newcomer()
		n.Name = "autre"
		c.change(&n)
		_, err := o.Create(t.Context(), o.as("admin"), n)
		usecase.Refused(t, name, err, segur.CodeInvalid, c.field)
	}
	var all []string
	_, err := o.Create(t.Context(), o.as("admin"), accounts.NewAccount{Scope: desk.Scope{Measures: []int{34}}})
	for _, refusal := range segur.Refusals(err) {
		all = append(all, refusal.Field)
	}
	whole := []string{refusal.Name, refusal.DisplayName, refusal.Role, refusal.ScopeUnknown, refusal.Lang}
	if !slices.Equal(all, whole) || len(segur.Refusals(newcomer().Judge())) != 0 {
		t.Errorf("an empty account is refused for %q, want %q", all, whole)
	}
	for _, taken := range []string{"NADIA.B", "system", "seed"} {
		n := newcomer()
		n.Name = taken
		_, err := o.Create(t.Context(), o.as("admin"), n)
		usecase.Refused(t, taken, err, segur.CodeConflict, refusal.NameTaken)
	}
}

func TestFirstAccount(t *testing.T) {
	t.Parallel()
	s := openEmpty(t)
	link := desk.Link{TokenHash: "abc", Purpose: desk.LinkSetUp, ExpiresAt: now().Add(time.Hour)}
	if err := s.IssueLink(t.Context(), desk.Operator(), link); err != nil {
		t.Fatal(err)
	}
	a := usecase.Must(s.CreateFirst(t.Context(), newcomer(), "abc"))(t)
	if a.Role != desk.RoleAdmin {
		t.Errorf("the first account is %s", a.Role)
	}
	again := newcomer()
	again.Name = "second"
	_, err := s.CreateFirst(t.Context(), again, "")
	usecase.Refused(t, "a second first account", err, segur.CodeConflict, refusal.Link)

	late := openEmpty(t)
	_, err = late.CreateFirst(t.Context(), newcomer(), "abc")
	usecase.Refused(t, "a link that nobody issued", err, segur.CodeConflict, refusal.Link)
	usecase.Refused(t, "an administrator of a set-up link", s.IssueLink(t.Context(), desk.Actor{Account: a, SecondFactor: true}, link),
		segur.CodeInvalid, refusal.Link)
}

// decision is what an administrator would decide about an account, unchanged.
func decision(a desk.Account) accounts.Settings {
	return accounts.Settings{
		DisplayName: a.DisplayName, Role: a.Role, Scope: a.Scope, Lang: a.Lang, Disabled: a.Disabled, Subject: a.Subject,
	}
}

func at(a desk.Account) desk.Ref { return desk.Ref{ID: a.ID, Version: a.Version} }

func TestChangeAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	agent := o.as("ara").Account
	batch := desk.Batch{Proposals: []desk.Proposal{{
		Kind: desk.KindValue, Status: desk.StatusSubmitted, Author: agent.ID, AuthorName: agent.Name, CreatedAt: now(), UpdatedAt: now(), SubmittedAt: now(),
	}}}
	if err := o.db.Commit(ctx, &batch); err != nil {
		t.Fatal(err)
	}
	c := decision(agent)
	c.Scope.Regions, c.Disabled = []string{"84", "11"}, true
	changed := usecase.Must(o.Change(ctx, admin, at(agent), c))(t)
	if !changed.Disabled || len(changed.Scope.Regions) != 2 || changed.Version != agent.Version+1 {
		t.Errorf("changed %+v", changed)
	}
	if p := usecase.Must(o.db.Proposal(ctx, batch.Proposals[0].ID))(t); p.Status != desk.StatusSubmitted {
		t.Errorf("the proposal of a disabled account is %s", p.Status)
	}
	_, err := o.Change(ctx, admin, at(agent), c)
	usecase.Refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	c.Scope.Regions = nil
	_, err = o.Change(ctx, admin, at(changed), c)
	usecase.Refused(t, "no region left", err, segur.CodeInvalid, refusal.ScopeRequired)
	entries := usecase.Must(o.journal.Entries(ctx, admin, desk.Search{Object: "account/ara", Action: desk.ActionAccountChanged}))(t)
	if len(entries) != 1 || !strings.Contains(entries[0].Old, `"disabled":false`) || !strings.Contains(entries[0].New, `"disabled":true`) {
		t.Errorf("journal %+v", entries)
	}

	one, two := o.as("edith").Account, o.as("paul").Account
	c = decision(one)
	c.Subject = "https://id.example 42"
	usecase.Must(o.Change(ctx, admin, at(one), c))(t)
	c = decision(two)
	c.Subject = "https://id.example 42"
	_, err = o.Change(ctx, admin, at(two), c)
	usecase.Refused(t, "somebody else's identity", err, segur.CodeConflict, refusal.SubjectTaken)
}

func TestLastAdministratorStays(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	for name, alter := range map[string]func(*accounts.Settings){
		"disabled": func(c *accounts.Settings) { c.Disabled = true },
		"demoted":  func(c *accounts.Settings) { c.Role = desk.RoleEditor },
	} {
		c := decision(admin.Account)
		alter(&c)
		_, err := o.Change(ctx, admin, at(admin.Account), c)
		usecase.Refused(t, name, err, segur.CodeConflict, refusal.LastAdmin)
	}
	n := newcomer()
	n.Role = desk.RoleAdmin
	second := usecase.Must(o.Create(ctx, admin, n))(t)
	c := decision(admin.Account)
	c.Role = desk.RoleEditor
	usecase.Must(o.Change(ctx, admin, at(admin.Account), c))(t)
	c = decision(second)
	c.Disabled = true
	_, err := o.Change(ctx, desk.Actor{Account: second, SecondFactor: true}, at(o.as("nadia.b").Account), c)
	usecase.Refused(t, "the one who stayed", err, segur.CodeConflict, refusal.LastAdmin)
}

// TestAdministratorWhoCannotSignInIsNone: an account whose owner has not opened the link is no
// administrator to stay behind; a single sign-on identity is a way in.
func TestAdministratorWhoCannotSignInIsNone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	n := newcomer()
	n.Role, n.PasswordHash = desk.RoleAdmin, ""
	idle := usecase.Must(o.Create(ctx, admin, n))(t)
	leaving := decision(admin.Account)
	leaving.Disabled = true
	_, err := o.Change(ctx, admin, at(admin.Account), leaving)
	usecase.Refused(t, "beside one who never signed in", err, segur.CodeConflict, refusal.LastAdmin)

	n.Name = "autre"
	other := usecase.Must(o.Create(ctx, admin, n))(t)
	c := decision(other)
	c.Disabled = true
	if a := usecase.Must(o.Change(ctx, admin, at(other), c))(t); !a.Disabled {
		t.Error("one who never signed in cannot be shut out")
	}
	c = decision(idle)
	c.Subject = "https://id.example 42"
	usecase.Must(o.Change(ctx, admin, at(idle), c))(t)
	gone := usecase.Must(o.Change(ctx, admin, at(o.as("admin").Account), leaving))(t)
	if !gone.Disabled {
		t.Error("the administrator is still there")
	}
	c.Subject = ""
	last := o.as("nadia.b")
	_, err = o.Change(ctx, last, at(last.Account), c)
	usecase.Refused(t, "the only way in taken away", err, segur.CodeConflict, refusal.LastAdmin)
}
