package editorial_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/journal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/store"
	"github.com/segur-tracker/segur/internal/testkit/usecase"
)

// publishLoop names the variable that makes this test binary publish whatever is approved in
// the database at that path, two proposals at a time, until it is killed.
const publishLoop = "SEGUR_TEST_PUBLISH_LOOP"

const (
	rounds         = 50
	perPublication = 2
	readyToGo      = 40 // approved proposals at the start of a round
)

// publishForever is what the child process does. It tells the number of each publication once
// Publish has returned.
func publishForever(path string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Options{Path: path, Clock: opening})
	if err != nil {
		return err
	}
	s := editorial.New(editorial.Options{Storage: db, Journal: journal.New(db, opening)})
	account, err := db.AccountByName(ctx, "anne")
	if err != nil {
		return err
	}
	approved, err := db.Proposals(ctx, desk.Filter{Statuses: []desk.Status{desk.StatusApproved}})
	if err != nil {
		return err
	}
	if _, err := s.Live(ctx); err != nil {
		return err
	}
	fmt.Println("ready")
	for ; len(approved) >= perPublication; approved = approved[:len(approved)-perPublication] {
		p, err := s.Publish(ctx, desk.Actor{Account: account, SecondFactor: true}, refs(approved[len(approved)-perPublication:]...), note())
		if err != nil {
			return err
		}
		fmt.Println(p.Number)
	}
	select {} // all is out: wait for the end
}

// TestKilledWhilePublishing: after kill -9 at any moment, each publication is there with all that
// belongs to it, or not at all, and none that was acknowledged is missing.
func TestKilledWhilePublishing(t *testing.T) {
	t.Parallel()
	path := approvals(t)
	var interrupted, published int
	for round := range rounds {
		o := &office{TB: t, path: filepath.Join(t.TempDir(), "segur.db"), time: opening().Add(time.Hour)}
		form, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(o.path, form, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		told := publishUntilKilled(t, o.path, round%4, 5*time.Millisecond+rand.N(75*time.Millisecond))
		o.open()
		latest := usecase.Must(o.db.Latest(t.Context()))(t)
		if latest < told || latest > told+1 {
			t.Errorf("round %d: publication %d was acknowledged and %d is the latest", round, told, latest)
		}
		o.wholePublications(latest)
		o.clean()
		if latest > told {
			interrupted++
		}
		published += latest - 1
		o.published(usecase.Must(o.Proposals(t.Context(), o.as("anne"), desk.Filter{Statuses: []desk.Status{desk.StatusApproved}, Limit: 1}))(t)...)
		o.close()
	}
	t.Logf("%d publications in %d rounds; %d were written and not acknowledged any more", published, rounds, interrupted)
	if published == 0 {
		t.Error("no round came to a publication")
	}
}

// approvals returns the path of a closed database with approved proposals.
func approvals(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "approved.db")
	form, err := os.ReadFile(template)
	if err == nil {
		err = os.WriteFile(path, form, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	o := &office{TB: t, path: path, time: opening().Add(time.Minute)}
	o.open()
	defer o.close()
	for i, figure := range o.countable(readyToGo) {
		o.approved("edith", o.corrected(figure, firstOperation+i))
	}
	return path
}

// publishUntilKilled runs the child on a database, kills it a moment after so many acknowledgements
// (0 for its being ready), which a slow machine gives as well, and returns the last publication that
// it acknowledged, 1 for none.
func publishUntilKilled(t *testing.T, path string, acknowledged int, moment time.Duration) int {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), publishLoop+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	told, lines := 1, bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the child is not ready")
	}
	kill := func() { time.AfterFunc(moment, func() { _ = child.Process.Kill() }) }
	if acknowledged == 0 {
		kill()
	}
	for lines.Scan() {
		if acknowledged--; acknowledged == 0 {
			kill()
		}
		if told, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
	}
	var ended *exec.ExitError
	if err := child.Wait(); !errors.As(err, &ended) || ended.Exited() {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return told
}

// wholePublications fails the test unless the publications up to latest are complete and nothing
// of a later one is there.
func (o *office) wholePublications(latest int) {
	o.Helper()
	carried := map[int]int{}
	for _, p := range usecase.Must(o.db.Proposals(o.Context(), desk.Filter{}))(o) {
		if (p.Status == desk.StatusPublished) != (p.PublishedIn > 0) || p.PublishedIn > latest {
			o.Errorf("proposal %d is %s in publication %d of %d", p.ID, p.Status, p.PublishedIn, latest)
		}
		carried[p.PublishedIn]++
	}
	for number := 2; number <= latest; number++ {
		if carried[number] != perPublication {
			o.Errorf("publication %d carries %d proposals", number, carried[number])
		}
		if got := o.actions(fmt.Sprintf("publication/%d", number)); len(got) != 1 {
			o.Errorf("publication %d has %d lines in the journal", number, len(got))
		}
	}
	if extra := o.actions(fmt.Sprintf("publication/%d", latest+1)); len(extra) > 0 {
		o.Errorf("the journal speaks of publication %d", latest+1)
	}
	corrected := 0
	for _, v := range o.live().Values {
		if v.Number >= segur.Int(firstOperation) {
			corrected++
		}
	}
	if corrected != perPublication*(latest-1) {
		o.Errorf("%d figures are corrected by %d publications", corrected, latest-1)
	}
}
