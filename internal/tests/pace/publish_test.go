package pace

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/testkit"
	"github.com/segur-tracker/segur/internal/testkit/staff"
)

// publications is how many the benchmark waits for.
const publications = 200

// BenchmarkPublishToVisible measures, over HTTP, the time from the call that publishes a figure
// to the moment when the public page of its indicator shows it, charts redrawn. It reports the
// median and the 99th percentile of 200 publications, in milliseconds.
func BenchmarkPublishToVisible(b *testing.B) {
	site := testkit.Open(b)
	origin := site.Serve(b)
	author := staff.Join(b, site, "redaction-01", desk.RoleEditor, desk.Scope{}).Actor()
	approver := staff.Join(b, site, "relecture-01", desk.RoleApprover, desk.Scope{}).Actor()
	for b.Loop() {
		var visible, committed []time.Duration
		for i := range publications {
			ref := approved(b, site, author, approver, segur.Int(9000+i))
			start := time.Now()
			if _, err := site.App.Editorial().Publish(b.Context(), approver, []desk.Ref{ref}, note(i)); err != nil {
				b.Fatal(err)
			}
			committed = append(committed, time.Since(start))
			for !shows(b, origin+"/indicateurs/cpts-active", fmt.Sprintf(`<data value="%d"`, 9000+i)) {
			}
			visible = append(visible, time.Since(start))
		}
		report(b, "publish", committed)
		report(b, "visible", visible)
	}
}

func note(i int) segur.Text {
	return segur.Text{FR: fmt.Sprintf("Correction %d.", i), EN: fmt.Sprintf("Correction %d.", i)}
}

func report(b *testing.B, what string, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, what+"-p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, what+"-p99-ms")
}

func shows(b *testing.B, address, part string) bool {
	b.Helper()
	answer, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		b.Fatal(err)
	}
	return bytes.Contains(body, []byte(part))
}

// approved brings a new number for the latest count of CPTS up to approval.
func approved(b *testing.B, site *testkit.Site, author, approver desk.Actor, number segur.Number) desk.Ref {
	b.Helper()
	e := site.App.Editorial()
	live, err := e.Live(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	old := latest(live)
	changed := old
	changed.Number = number
	changes, err := edit.Value(live, edit.ValueIntent{Action: edit.ValueReplace, Old: &old, New: changed})
	if err != nil {
		b.Fatal(err)
	}
	draft := editorial.Draft{Kind: desk.KindValue, Changes: changes}
	check, err := e.Check(b.Context(), author, draft)
	if err != nil {
		b.Fatal(err)
	}
	for _, w := range check.Warnings {
		draft.Confirmed = append(draft.Confirmed, w.Token())
	}
	saved, err := e.Save(b.Context(), author, draft)
	if err != nil {
		b.Fatal(err)
	}
	sent, err := e.Submit(b.Context(), author, []desk.Ref{{ID: saved.ID, Version: saved.Version}}, "Le décompte a été corrigé par son producteur.")
	if err != nil {
		b.Fatal(err)
	}
	ref := desk.Ref{ID: sent[0].ID, Version: sent[0].Version}
	decided, err := e.Decide(b.Context(), approver, ref, editorial.Decision{Status: desk.StatusApproved})
	if err != nil {
		b.Fatal(err)
	}
	return desk.Ref{ID: decided.ID, Version: decided.Version}
}

// latest returns the reference count of CPTS with the latest period.
func latest(d segur.Dataset) segur.Value {
	var found segur.Value
	for _, v := range d.Values {
		if v.Indicator == "cpts-active" && v.Kind == segur.KindActual && v.Reference && v.Territory == segur.France &&
			(found.Indicator == "" || v.Period.End().After(found.Period.End())) {
			found = v
		}
	}
	return found
}
