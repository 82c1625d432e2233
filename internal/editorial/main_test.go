package editorial_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/ingest"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
	"github.com/segur-tracker/segur/seed"
)

// template is a database with the seed published and the people of these tests; each test works
// on a copy.
var template string

func TestMain(m *testing.M) {
	if path := os.Getenv(publishLoop); path != "" {
		fmt.Fprintln(os.Stderr, publishForever(path))
		os.Exit(1)
	}
	code, err := runWith(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "template database:", err)
		code = 1
	}
	os.Exit(code)
}

func runWith(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "segur-editorial-")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	template = filepath.Join(dir, "segur.db")
	if err := fill(template); err != nil {
		return 1, err
	}
	return m.Run(), nil
}

// fill seeds a database and lets the people of these tests in.
func fill(path string) (err error) {
	db, err := store.Open(context.Background(), store.Options{Path: path, Clock: opening})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	d, findings, err := ingest.ReadSeed(seed.Files)
	if err != nil || len(findings) > 0 {
		return fmt.Errorf("%v, %v", err, findings)
	}
	j := journal.New(db, opening)
	s := editorial.New(editorial.Options{Storage: db, Journal: j})
	if _, err := s.PublishSeed(context.Background(), d, segur.Text{FR: "Données initiales", EN: "Initial data"}); err != nil {
		return err
	}
	for _, n := range people() {
		if _, err := accounts.New(db, j).Create(context.Background(), desk.Operator(), n); err != nil {
			return err
		}
	}
	return nil
}

func people() []accounts.NewAccount {
	all := []accounts.NewAccount{
		{Name: "ara", Role: desk.RoleRegional, Scope: desk.Scope{Regions: []string{"84"}}},
		{Name: "edith", Role: desk.RoleEditor},
		{Name: "msp", Role: desk.RoleEditor, Scope: desk.Scope{Measures: []int{25}}},
		{Name: "anne", Role: desk.RoleApprover},
		{Name: "paul", Role: desk.RoleApprover},
		{Name: "admin", Role: desk.RoleAdmin},
		{Name: "olga", Role: desk.RoleObserver},
	}
	for i := range all {
		all[i].DisplayName, all[i].Lang = all[i].Name, "fr"
		all[i].PasswordHash = "$argon2id$" + all[i].Name
	}
	return all
}

// opening is when the template was filled.
func opening() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 123456000, time.UTC) }

// office is a desk at work in one test.
type office struct {
	testing.TB
	*editorial.Service
	accounts  *accounts.Service
	journal   *journal.Journal
	db        *store.Store
	path      string
	mu        sync.Mutex
	time      time.Time
	announced []int
}

func openOffice(t testing.TB) *office {
	t.Helper()
	return openCopy(t, template)
}

// openCopy opens a desk on a copy of a closed database.
func openCopy(t testing.TB, original string) *office {
	t.Helper()
	o := &office{TB: t, path: filepath.Join(t.TempDir(), "segur.db"), time: opening().Add(time.Hour)}
	form, err := os.ReadFile(original)
	if err == nil {
		err = os.WriteFile(o.path, form, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	o.open()
	t.Cleanup(o.close)
	return o
}

func (o *office) open() {
	o.Helper()
	db, err := store.Open(o.Context(), store.Options{Path: o.path, Clock: o.now})
	if err != nil {
		o.Fatal(err)
	}
	o.db, o.journal = db, journal.New(db, o.now)
	o.accounts = accounts.New(db, o.journal)
	o.Service = editorial.New(editorial.Options{Storage: db, Journal: o.journal, Published: func(_ context.Context, n int) error {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.announced = append(o.announced, n)
		return nil
	}})
}

func (o *office) close() {
	if err := o.db.Close(); err != nil {
		o.Error(err)
	}
}

func (o *office) now() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.time
}

func (o *office) wait(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.time = o.time.Add(d)
}

// as returns a person in a session that has shown its second factor.
func (o *office) as(name string) desk.Actor {
	o.Helper()
	a, err := o.db.AccountByName(o.Context(), name)
	if err != nil {
		o.Fatal(err)
	}
	return desk.Actor{Account: a, SecondFactor: true}
}

func (o *office) live() segur.Dataset {
	o.Helper()
	d, err := o.Live(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	return d
}

// figure returns the reference of a figure of the seed.
func (o *office) figure(id string) segur.Value {
	o.Helper()
	for _, v := range o.live().Values {
		if v.Reference && v.FigureID() == id {
			return v
		}
	}
	o.Fatalf("no figure %s", id)
	return segur.Value{}
}

const cpts = "cpts-active/FR/actual/2021-07"

// corrected is a draft that gives a figure another number.
func (o *office) corrected(id string, number int) editorial.Draft {
	o.Helper()
	v := o.figure(id)
	v.Number = segur.Int(number)
	c, err := edit.Value(o.live(), edit.ValueIntent{Action: edit.ValueReplace, New: v})
	return o.draft(desk.KindValue, c, err)
}

// draft confirms whatever is asked about a change.
func (o *office) draft(kind desk.Kind, c segur.ChangeSet, err error) editorial.Draft {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
	d := editorial.Draft{Kind: kind, Changes: c, Reason: "Chiffre corrigé par le ministère"}
	d.Confirmed = o.tokens(c)
	return d
}

func (o *office) tokens(c segur.ChangeSet) []string {
	var tokens []string
	for _, w := range edit.Warnings(o.live(), c, edit.Limits{LargeChange: 0.5, Today: o.now()}) {
		tokens = append(tokens, w.Token())
	}
	return tokens
}

func ref(p desk.Proposal) desk.Ref { return desk.Ref{ID: p.ID, Version: p.Version} }

// saved, submitted and approved take a draft so far, by the person named and then by anne.
func (o *office) saved(author string, d editorial.Draft) desk.Proposal {
	o.Helper()
	return usecase.Must(o.Save(o.Context(), o.as(author), d))(o)
}

func (o *office) submitted(author string, d editorial.Draft) desk.Proposal {
	o.Helper()
	p := o.saved(author, d)
	return usecase.Must(o.Submit(o.Context(), o.as(author), []desk.Ref{ref(p)}, ""))(o)[0]
}

func (o *office) approved(author string, d editorial.Draft) desk.Proposal {
	o.Helper()
	return o.approve(o.submitted(author, d))
}

func (o *office) approve(p desk.Proposal) desk.Proposal {
	o.Helper()
	return usecase.Must(o.Decide(o.Context(), o.as("anne"), ref(p), editorial.Decision{Status: desk.StatusApproved}))(o)
}

func (o *office) published(proposals ...desk.Proposal) segur.Publication {
	o.Helper()
	return usecase.Must(o.Publish(o.Context(), o.as("anne"), refs(proposals...), note()))(o)
}

func note() segur.Text { return segur.Text{FR: "Corrections", EN: "Corrections"} }

func refs(proposals ...desk.Proposal) []desk.Ref {
	var out []desk.Ref
	for _, p := range proposals {
		out = append(out, ref(p))
	}
	return out
}

// actions returns what the journal says was done to an object, the oldest first.
func (o *office) actions(object string) []desk.Action {
	o.Helper()
	entries, err := o.db.Audit(o.Context(), desk.Search{Object: object})
	if err != nil {
		o.Fatal(err)
	}
	var actions []desk.Action
	for _, e := range slices.Backward(entries) {
		actions = append(actions, e.Action)
	}
	return actions
}

// clean fails the test unless everything verifies.
func (o *office) clean() {
	o.Helper()
	v, err := o.Verify(o.Context())
	if err != nil || len(v.Mismatches) > 0 || len(v.Unsealed) > 0 {
		o.Errorf("verify: %+v, %v", v, err)
	}
}
