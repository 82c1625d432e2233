package editorial_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/segur-tracker/segur/internal/accounts"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

const (
	editors        = 50
	figures        = 20
	manyOperations = 2000
	// fewOperations are enough for the race detector, which takes ten times as long for each.
	fewOperations = 300
	// firstOperation is above every figure of the seed.
	firstOperation = 900_000_000
)

// operations is how many operations the crowd makes.
func operations() int {
	if testing.Short() {
		return fewOperations
	}
	return manyOperations
}

// countable returns the first n figures of the seed that may be any whole number.
func (o *office) countable(n int) []string {
	o.Helper()
	units := map[string]string{}
	for _, i := range o.live().Indicators {
		units[i.Code] = i.Unit
	}
	var ids []string
	for _, v := range o.live().Values {
		if v.Reference && units[v.Indicator] == "count" && len(ids) < n {
			ids = append(ids, v.FigureID())
		}
	}
	return ids
}

// crowd is many editors at work on a few figures. Each operation writes a number of its own, so
// that a figure's history says who was there.
type crowd struct {
	*office
	figures   []string
	people    []desk.Actor
	committed atomic.Int64 // highest publication that somebody knows to be out
	next      atomic.Int64

	mu        sync.Mutex
	published map[segur.Number]int // operation, by its number → publication
	conflicts map[segur.Number]int // operation → conflicts reported to it
}

// TestConcurrentEditors: 50 people, 20 figures, 2,000 operations, many of them on the same
// figure at once. Nobody overwrites what they have not seen.
func TestConcurrentEditors(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	c := &crowd{office: o, figures: o.countable(figures), published: map[segur.Number]int{}, conflicts: map[segur.Number]int{}}
	for i := range editors {
		n := accounts.NewAccount{Name: fmt.Sprintf("saisie-%02d", i), DisplayName: "Saisie", Role: desk.RoleApprover, Lang: "fr"}
		a := usecase.Must(o.accounts.Create(t.Context(), desk.Operator(), n))(t)
		c.people = append(c.people, desk.Actor{Account: a, SecondFactor: true})
	}
	start := o.live()
	var wg sync.WaitGroup
	for i := range editors {
		wg.Go(func() {
			e := editor{crowd: c, me: c.people[i], colleague: c.people[(i+1)%editors], dice: rand.New(rand.NewPCG(25, uint64(i)))}
			for n := c.next.Add(1); n <= int64(operations()); n = c.next.Add(1) {
				e.operate(t.Context(), segur.Int(firstOperation-1+int(n)))
			}
			e.publish(t.Context())
		})
	}
	wg.Wait()
	c.check(start)
	o.clean()
}

// editor is one person of the crowd.
type editor struct {
	*crowd
	me, colleague desk.Actor
	dice          *rand.Rand
	pending       []desk.Proposal // approved and not yet out
}

// operate corrects one figure as it is published now, and now and then publishes.
func (e *editor) operate(ctx context.Context, operation segur.Number) {
	floor := int(e.committed.Load())
	live, err := e.Live(ctx)
	if err != nil || live.Publication.Number < floor {
		e.Errorf("publication %d is out and %d is shown, %v", floor, live.Publication.Number, err)
		return
	}
	figure := e.figures[e.dice.IntN(len(e.figures))]
	i := slices.IndexFunc(live.Values, func(v segur.Value) bool { return v.Reference && v.FigureID() == figure })
	v := live.Values[i]
	v.Number = operation
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &live.Values[i], New: v})
	if err != nil {
		e.Error(err)
		return
	}
	e.propose(ctx, changes)
	if e.dice.IntN(3) == 0 {
		e.publish(ctx)
	}
}

// propose brings a change to its approval by a colleague, or to the conflict that is reported.
func (e *editor) propose(ctx context.Context, changes segur.ChangeSet) {
	d := editorial.Draft{Kind: desk.KindValue, Changes: changes, Reason: "Mise à jour annuelle", Confirmed: anyWarning(changes)}
	p, err := e.Save(ctx, e.me, d)
	if err != nil {
		e.Error(err)
		return
	}
	sent, err := e.Submit(ctx, e.me, refs(p), "")
	if e.collided(err, p) || err != nil {
		return
	}
	e.await(ctx, sent[0])
}

// await has a submitted proposal approved.
func (e *editor) await(ctx context.Context, p desk.Proposal) {
	ready, err := e.Decide(ctx, e.colleague, ref(p), editorial.Decision{Status: desk.StatusApproved})
	if !e.collided(err, p) && err == nil {
		e.pending = append(e.pending, ready)
	}
}

// anyWarning confirms whatever may be asked: what stands beside a figure changes all the time.
func anyWarning(c segur.ChangeSet) []string {
	var tokens []string
	for _, code := range edit.WarningCodes() {
		tokens = append(tokens, edit.Warning{Code: code, Ref: edit.Rows(c)[0]}.Token())
	}
	return tokens
}

func operationOf(p desk.Proposal) segur.Number { return p.Changes.Values.Replace[0].New.Number }

// collided counts a conflict; any other error fails the test.
func (e *editor) collided(err error, p desk.Proposal) bool {
	if refusal.Field(err) != refusal.Conflict {
		if err != nil {
			e.Error(err)
		}
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.conflicts[operationOf(p)]++
	return true
}

// publish publishes what is pending. What collides is set aside, and one time in four written
// anew on top of what is published by then.
func (e *editor) publish(ctx context.Context) {
	for len(e.pending) > 0 {
		out, err := e.Publish(ctx, e.me, refs(e.pending...), note())
		if err == nil {
			e.out(out)
			return
		}
		var named *editorial.Collision
		if !errors.As(err, &named) || len(named.Proposals) == 0 {
			e.Error(err)
			return
		}
		set := e.pending
		e.pending = nil
		for _, p := range set {
			switch {
			case !slices.Contains(named.Proposals, p.ID):
				e.pending = append(e.pending, p)
			case e.collided(err, p) && e.dice.IntN(4) == 0:
				e.resolve(ctx, p)
			}
		}
	}
}

// out remembers what a publication carried.
func (e *editor) out(p segur.Publication) {
	for known := e.committed.Load(); int64(p.Number) > known && !e.committed.CompareAndSwap(known, int64(p.Number)); {
		known = e.committed.Load()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, proposal := range e.pending {
		e.published[operationOf(proposal)] = p.Number
	}
	e.pending = nil
}

func (e *editor) resolve(ctx context.Context, p desk.Proposal) {
	live, err := e.Live(ctx)
	if err != nil {
		e.Error(err)
		return
	}
	mine, err := edit.Rebase(live, p.Changes)
	if err != nil {
		e.Error(err)
		return
	}
	again, err := e.Resolve(ctx, e.me, ref(p), editorial.Resolution{Changes: mine, Confirmed: anyWarning(mine)})
	if !e.collided(err, p) && err == nil {
		e.await(ctx, again)
	}
}

// check reads the history back: each committed change starts from the one before, and it holds
// what the editors were told, no more and no less.
func (c *crowd) check(start segur.Dataset) {
	c.Helper()
	now := map[string]segur.Number{}
	for _, v := range start.Values {
		if v.Reference {
			now[v.FigureID()] = v.Number
		}
	}
	told := len(c.published)
	for _, r := range usecase.Must(c.db.Releases(c.Context(), 1))(c) {
		for _, change := range r.Changes.Values.Replace {
			figure := change.New.FigureID()
			if change.Old.Number != now[figure] {
				c.Errorf("publication %d changes %s from %s, and it was %s", r.Publication.Number, figure, change.Old.Number, now[figure])
			}
			now[figure] = change.New.Number
			if c.published[change.New.Number] != r.Publication.Number {
				c.Errorf("operation %s is in publication %d, its editor was told %d",
					change.New.Number, r.Publication.Number, c.published[change.New.Number])
			}
			told--
		}
	}
	if told != 0 {
		c.Errorf("%d operations were told to be published and are not", told)
	}
	conflicts := 0
	for i := range operations() {
		n := segur.Int(firstOperation + i)
		if c.published[n] == 0 && c.conflicts[n] == 0 {
			c.Errorf("operation %s is neither published nor in conflict", n)
		}
		conflicts += c.conflicts[n]
	}
	if conflicts == 0 || len(c.published) < operations()/10 {
		c.Errorf("%d published and %d conflicts: the editors have hardly met", len(c.published), conflicts)
	}
	c.Logf("%d operations: %d published in %d publications, %d conflicts reported",
		operations(), len(c.published), c.live().Publication.Number-1, conflicts)
}
