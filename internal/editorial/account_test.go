package editorial_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

func newcomer() editorial.NewAccount {
	return editorial.NewAccount{Name: " Nadia.B ", DisplayName: " Nadia B. ", Role: desk.RoleEditor, Lang: "fr", PasswordHash: "$argon2id$secret"}
}

func TestCreateAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	a := must(o.CreateAccount(t.Context(), o.as("admin"), newcomer()))(t)
	if a.Name != "nadia.b" || a.DisplayName != "Nadia B." || a.ID == 0 || a.Version != 1 {
		t.Errorf("created %+v", a)
	}
	entries := must(o.journal.Entries(t.Context(), o.as("admin"), desk.Search{Object: "account/nadia.b"}))(t)
	if len(entries) != 1 || entries[0].Actor != "admin" || entries[0].Action != desk.ActionAccountCreated || strings.Contains(entries[0].New, "argon2id") {
		t.Errorf("journal %+v", entries)
	}
	for name, c := range map[string]struct {
		change func(*editorial.NewAccount)
		field  string
	}{
		"a short name":      {func(n *editorial.NewAccount) { n.Name = "a" }, refusal.Name},
		"a name with space": {func(n *editorial.NewAccount) { n.Name = "na dia" }, refusal.Name},
		"a long name":       {func(n *editorial.NewAccount) { n.Name = strings.Repeat("a", 65) }, refusal.Name},
		"no name to show":   {func(n *editorial.NewAccount) { n.DisplayName = " " }, refusal.DisplayName},
		"no such role":      {func(n *editorial.NewAccount) { n.Role = "chief" }, refusal.Role},
		"no such language":  {func(n *editorial.NewAccount) { n.Lang = "de" }, refusal.Lang},
		"no region":         {func(n *editorial.NewAccount) { n.Role = desk.RoleRegional }, refusal.ScopeRequired},
		"no such region":    {func(n *editorial.NewAccount) { n.Scope.Regions = []string{"FR"} }, refusal.ScopeUnknown},
		"no such measure":   {func(n *editorial.NewAccount) { n.Scope.Measures = []int{34} }, refusal.ScopeUnknown},
	} {
		n := newcomer()
		n.Name = "autre"
		c.change(&n)
		_, err := o.CreateAccount(t.Context(), o.as("admin"), n)
		refused(t, name, err, segur.CodeInvalid, c.field)
	}
	var all []string
	_, err := o.CreateAccount(t.Context(), o.as("admin"), editorial.NewAccount{Scope: desk.Scope{Measures: []int{34}}})
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
		_, err := o.CreateAccount(t.Context(), o.as("admin"), n)
		refused(t, taken, err, segur.CodeConflict, refusal.NameTaken)
	}
}

func TestFirstAccount(t *testing.T) {
	t.Parallel()
	db := empty(t)
	s := editorial.New(editorial.Options{Desk: db, Journal: journal.New(db, opening)})
	link := desk.Link{TokenHash: "abc", Purpose: desk.LinkSetUp, ExpiresAt: opening().Add(time.Hour)}
	if err := s.IssueLink(t.Context(), desk.Operator(), link); err != nil {
		t.Fatal(err)
	}
	a := must(s.FirstAccount(t.Context(), newcomer(), "abc"))(t)
	if a.Role != desk.RoleAdmin {
		t.Errorf("the first account is %s", a.Role)
	}
	again := newcomer()
	again.Name = "second"
	_, err := s.FirstAccount(t.Context(), again, "")
	refused(t, "a second first account", err, segur.CodeConflict, refusal.Link)

	db = empty(t)
	late := editorial.New(editorial.Options{Desk: db, Journal: journal.New(db, opening)})
	_, err = late.FirstAccount(t.Context(), newcomer(), "abc")
	refused(t, "a link that nobody issued", err, segur.CodeConflict, refusal.Link)
	refused(t, "an administrator of a set-up link", s.IssueLink(t.Context(), desk.Actor{Account: a, SecondFactor: true}, link),
		segur.CodeInvalid, refusal.Link)
}

// decision is what an administrator would decide about an account, unchanged.
func decision(a desk.Account) editorial.AccountChange {
	return editorial.AccountChange{
		DisplayName: a.DisplayName, Role: a.Role, Scope: a.Scope, Lang: a.Lang, Disabled: a.Disabled, Subject: a.Subject,
	}
}

func at(a desk.Account) desk.Ref { return desk.Ref{ID: a.ID, Version: a.Version} }

func TestChangeAccount(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	agent := o.as("ara").Account
	open := o.submitted("ara", o.corrected(ownRegion, 281))
	c := decision(agent)
	c.Scope.Regions, c.Disabled = []string{"84", "11"}, true
	changed := must(o.ChangeAccount(ctx, admin, at(agent), c))(t)
	if !changed.Disabled || len(changed.Scope.Regions) != 2 || changed.Version != agent.Version+1 {
		t.Errorf("changed %+v", changed)
	}
	if p := must(o.Proposal(ctx, o.as("anne"), open.ID))(t); p.Status != desk.StatusSubmitted {
		t.Errorf("the proposal of a disabled account is %s", p.Status)
	}
	_, err := o.ChangeAccount(ctx, admin, at(agent), c)
	refused(t, "an older version", err, segur.CodeConflict, refusal.Stale)
	c.Scope.Regions = nil
	_, err = o.ChangeAccount(ctx, admin, at(changed), c)
	refused(t, "no region left", err, segur.CodeInvalid, refusal.ScopeRequired)
	entries := must(o.journal.Entries(ctx, admin, desk.Search{Object: "account/ara", Action: desk.ActionAccountChanged}))(t)
	if len(entries) != 1 || !strings.Contains(entries[0].Old, `"disabled":false`) || !strings.Contains(entries[0].New, `"disabled":true`) {
		t.Errorf("journal %+v", entries)
	}

	one, two := o.as("edith").Account, o.as("paul").Account
	c = decision(one)
	c.Subject = "https://id.example 42"
	must(o.ChangeAccount(ctx, admin, at(one), c))(t)
	c = decision(two)
	c.Subject = "https://id.example 42"
	_, err = o.ChangeAccount(ctx, admin, at(two), c)
	refused(t, "somebody else's identity", err, segur.CodeConflict, refusal.SubjectTaken)
}

func TestLastAdministratorStays(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	for name, alter := range map[string]func(*editorial.AccountChange){
		"disabled": func(c *editorial.AccountChange) { c.Disabled = true },
		"demoted":  func(c *editorial.AccountChange) { c.Role = desk.RoleEditor },
	} {
		c := decision(admin.Account)
		alter(&c)
		_, err := o.ChangeAccount(ctx, admin, at(admin.Account), c)
		refused(t, name, err, segur.CodeConflict, refusal.LastAdmin)
	}
	n := newcomer()
	n.Role = desk.RoleAdmin
	second := must(o.CreateAccount(ctx, admin, n))(t)
	c := decision(admin.Account)
	c.Role = desk.RoleEditor
	must(o.ChangeAccount(ctx, admin, at(admin.Account), c))(t)
	c = decision(second)
	c.Disabled = true
	_, err := o.ChangeAccount(ctx, desk.Actor{Account: second, SecondFactor: true}, at(o.as("nadia.b").Account), c)
	refused(t, "the one who stayed", err, segur.CodeConflict, refusal.LastAdmin)
}

// TestAdministratorWhoCannotSignInIsNone: an account whose owner has not opened the link is no
// administrator to stay behind; a single sign-on identity is a way in.
func TestAdministratorWhoCannotSignInIsNone(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, admin := t.Context(), o.as("admin")
	n := newcomer()
	n.Role, n.PasswordHash = desk.RoleAdmin, ""
	idle := must(o.CreateAccount(ctx, admin, n))(t)
	leaving := decision(admin.Account)
	leaving.Disabled = true
	_, err := o.ChangeAccount(ctx, admin, at(admin.Account), leaving)
	refused(t, "beside one who never signed in", err, segur.CodeConflict, refusal.LastAdmin)

	n.Name = "autre"
	other := must(o.CreateAccount(ctx, admin, n))(t)
	c := decision(other)
	c.Disabled = true
	if a := must(o.ChangeAccount(ctx, admin, at(other), c))(t); !a.Disabled {
		t.Error("one who never signed in cannot be shut out")
	}
	c = decision(idle)
	c.Subject = "https://id.example 42"
	must(o.ChangeAccount(ctx, admin, at(idle), c))(t)
	gone := must(o.ChangeAccount(ctx, admin, at(o.as("admin").Account), leaving))(t)
	if !gone.Disabled {
		t.Error("the administrator is still there")
	}
	c.Subject = ""
	last := o.as("nadia.b")
	_, err = o.ChangeAccount(ctx, last, at(last.Account), c)
	refused(t, "the only way in taken away", err, segur.CodeConflict, refusal.LastAdmin)
}

// TestAdministratorsCannotDisableEachOtherAtOnce: one of them must be left.
func TestAdministratorsCannotDisableEachOtherAtOnce(t *testing.T) {
	t.Parallel()
	for range 10 {
		o := openOffice(t)
		n := newcomer()
		n.Role = desk.RoleAdmin
		must(o.CreateAccount(t.Context(), o.as("admin"), n))(t)
		pair := []desk.Actor{o.as("admin"), o.as("nadia.b")}
		var wg sync.WaitGroup
		for i, a := range pair {
			c := decision(pair[1-i].Account)
			c.Disabled = true
			wg.Go(func() { _, _ = o.ChangeAccount(t.Context(), a, at(pair[1-i].Account), c) })
		}
		wg.Wait()
		left := slices.DeleteFunc(must(o.db.Accounts(t.Context()))(t), func(a desk.Account) bool { return a.Role != desk.RoleAdmin || a.Disabled })
		if len(left) != 1 {
			t.Fatalf("%d administrators left", len(left))
		}
	}
}

func TestOwnSettings(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	if a := must(o.SetOwnPassword(ctx, edith, "$argon2id$neuf"))(t); a.PasswordHash != "$argon2id$neuf" {
		t.Error("the password is not set")
	}
	_, err := o.SetOwnPassword(ctx, edith, "")
	refused(t, "no password", err, segur.CodeInvalid, refusal.Password)
	if a := must(o.SetOwnLanguage(ctx, edith, "en"))(t); a.Lang != "en" || a.PasswordHash != "$argon2id$neuf" {
		t.Errorf("afterwards %+v", a)
	}
	_, err = o.SetOwnLanguage(ctx, edith, "de")
	refused(t, "another language", err, segur.CodeInvalid, refusal.Lang)

	edith.SecondFactor = false
	_, err = o.EnrolSecondFactor(ctx, edith, "SECRET", 7, "code", "code")
	refused(t, "with codes that cannot be kept", err, segur.CodeConflict, "")
	if a := must(o.EnrolSecondFactor(ctx, edith, "SECRET", 7, "one", "two"))(t); a.TOTPSecret != "SECRET" || a.TOTPStep != 7 {
		t.Errorf("enrolled %+v", a)
	}
	if left := must(o.db.RecoveryCodesLeft(ctx, edith.ID))(t); left != 2 {
		t.Errorf("%d recovery codes are left", left)
	}
	_, err = o.EnrolSecondFactor(ctx, o.as("edith"), "", 8)
	refused(t, "by nothing", err, segur.CodeInvalid, refusal.Secret)
	_, err = o.EnrolSecondFactor(ctx, edith, "OTHER", 8)
	refused(t, "in the place of one that was not shown", err, segur.CodeForbidden, refusal.SecondFactor)
	_, err = o.EnrolSecondFactor(ctx, o.as("edith"), "OTHER", 8)
	refused(t, "in the place of one that was shown", err, segur.CodeForbidden, refusal.SecondFactor)
	if a := must(o.RemoveSecondFactor(ctx, o.as("admin"), edith.ID))(t); a.TOTPSecret != "" {
		t.Error("the second factor is still there")
	}
	for _, e := range must(o.journal.Entries(ctx, o.as("admin"), desk.Search{}))(t) {
		if strings.Contains(e.Old+e.New, "SECRET") || strings.Contains(e.Old+e.New, "argon2id") {
			t.Errorf("a secret is in the journal: %+v", e)
		}
	}
}

// TestOneSecondFactorIsEnrolledAtOnce: the codes that are left are those of the factor that won.
func TestOneSecondFactorIsEnrolledAtOnce(t *testing.T) {
	t.Parallel()
	for range 10 {
		o := openOffice(t)
		must(o.RemoveSecondFactor(t.Context(), o.as("admin"), o.as("edith").ID))(t)
		edith, won := o.as("edith"), make(chan string, 2)
		var wg sync.WaitGroup
		for _, secret := range []string{"ONE", "TWO"} {
			wg.Go(func() {
				if _, err := o.EnrolSecondFactor(t.Context(), edith, secret, 1, secret+"-code"); err == nil {
					won <- secret
				}
			})
		}
		wg.Wait()
		if len(won) != 1 {
			t.Fatalf("%d sessions enrolled a factor", len(won))
		}
		secret := <-won
		if used := must(o.db.UseRecoveryCode(t.Context(), edith.ID, secret+"-code"))(t); !used || o.as("edith").TOTPSecret != secret {
			t.Errorf("%s won, its code serves: %t", secret, used)
		}
	}
}

func TestResetLink(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	ctx, edith := t.Context(), o.as("edith")
	link := desk.Link{TokenHash: "abc", Purpose: desk.LinkReset, Account: edith.ID, ExpiresAt: o.now().Add(time.Hour)}
	if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
		t.Fatal(err)
	}
	expired := link
	expired.ExpiresAt = o.now()
	_, err := o.UseResetLink(ctx, expired, "$argon2id$neuf")
	refused(t, "too late", err, segur.CodeConflict, refusal.Link)
	if a := must(o.UseResetLink(ctx, link, "$argon2id$neuf"))(t); a.PasswordHash != "$argon2id$neuf" {
		t.Error("the password is not set")
	}
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	refused(t, "twice", err, segur.CodeConflict, refusal.Link)
	if got := o.actions("account/edith"); !slices.Equal(got, []desk.Action{desk.ActionAccountCreated, desk.ActionLinkIssued, desk.ActionPasswordSet}) {
		t.Errorf("journal %v", got)
	}
	for _, next := range []string{"ghi", "def"} {
		link.TokenHash = next
		if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
			t.Fatal(err)
		}
	}
	former := link
	former.TokenHash = "ghi"
	_, err = o.UseResetLink(ctx, former, "$argon2id$autre")
	refused(t, "once another was issued", err, segur.CodeConflict, refusal.Link)
	must(o.SetOwnPassword(ctx, o.as("edith"), "$argon2id$sien"))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	refused(t, "once its owner has chosen a password", err, segur.CodeConflict, refusal.Link)
	link.TokenHash = "jkl"
	if err := o.IssueLink(ctx, o.as("admin"), link); err != nil {
		t.Fatal(err)
	}
	c := decision(o.as("edith").Account)
	c.Disabled = true
	must(o.ChangeAccount(ctx, o.as("admin"), at(o.as("edith").Account), c))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	refused(t, "of a disabled account", err, segur.CodeConflict, refusal.Link)
	c.Disabled = false
	must(o.ChangeAccount(ctx, o.as("admin"), at(o.as("edith").Account), c))(t)
	_, err = o.UseResetLink(ctx, link, "$argon2id$autre")
	refused(t, "of an account that was disabled meanwhile", err, segur.CodeConflict, refusal.Link)
}
