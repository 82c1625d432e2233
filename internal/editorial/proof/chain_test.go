package proof

import (
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// TestHashIsStable pins the canonical form: changing it would break every chain in use.
func TestHashIsStable(t *testing.T) {
	t.Parallel()
	var c segur.ChangeSet
	c.Values.Add = []segur.Value{{
		Indicator: "cpts", Kind: segur.KindActual, Territory: "FR", Number: 6500, Reference: true, Source: "a",
		Period: segur.Period{From: segur.Date{Year: 2021}, To: segur.Date{Year: 2029}}, Note: "<é>",
	}}
	c.Events.Remove = []segur.Event{{Date: segur.Date{Year: 2021, Month: 7}}}
	payload, err := c.Canonical()
	const want = `{"sources":{},"territories":{},"pillars":{},"measures":{},"assessments":{},"indicators":{},` +
		`"values":{"add":[{"indicator":"cpts","kind":"actual","period":"2021/2029","territory":"FR","number":6.5,` +
		`"flag":"","reference":true,"source":"a","confidence":"","note":"<é>"}]},` +
		`"events":{"remove":[{"date":"2021-07","title":{"fr":"","en":""},"kind":"","measures":null,"sources":null}]},` +
		`"consultations":{},"priorities":{}}`
	if err != nil || string(payload) != want {
		t.Errorf("canonical form %v\n got %s\nwant %s", err, payload, want)
	}
	if got := digest("", []byte("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("SHA-256 of abc: %s", got)
	}
}

// TestChainCoversEverything: whatever differs between two releases, a hash or the seal differs.
func TestChainCoversEverything(t *testing.T) {
	t.Parallel()
	release := func(change func(*segur.Release)) segur.Release {
		r := segur.Release{
			Base: 1, Author: "anne", PreviousHash: "aa",
			Publication: segur.Publication{Number: 2, PublishedAt: time.Unix(1, 0), Note: segur.Text{FR: "Note", EN: "Note"}},
			Motives:     []segur.Motive{{Proposal: 1, Reason: "Bilan", Rows: []segur.RowRef{{Table: "values", Key: "a"}}}},
		}
		change(&r)
		if err := Chain(&r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	plain := release(func(*segur.Release) {})
	if plain.Publication.Hash != digest("aa", []byte(mustForm(t, plain.Changes))) || plain.PayloadHash != digest("", []byte(mustForm(t, plain.Changes))) {
		t.Errorf("chained as %+v", plain)
	}
	for name, change := range map[string]func(*segur.Release){
		"author":      func(r *segur.Release) { r.Author = "paul" },
		"previous":    func(r *segur.Release) { r.PreviousHash = "bb" },
		"number":      func(r *segur.Release) { r.Publication.Number = 3 },
		"moment":      func(r *segur.Release) { r.Publication.PublishedAt = time.Unix(2, 0) },
		"note":        func(r *segur.Release) { r.Publication.Note.EN = "Other" },
		"reverts":     func(r *segur.Release) { r.Reverts = 1 },
		"reason":      func(r *segur.Release) { r.Motives[0].Reason = "Autre" },
		"explanation": func(r *segur.Release) { r.Motives[0].Explanation = "Autre" },
		"rows":        func(r *segur.Release) { r.Motives[0].Rows = nil },
		"changes":     func(r *segur.Release) { r.Changes.Texts.Add = []segur.SiteText{{ID: "banner"}} },
	} {
		other := release(change)
		if other.Seal == plain.Seal {
			t.Errorf("%s: the seal is the same", name)
		}
		if chained := other.Publication.Hash != plain.Publication.Hash; chained != (name == "previous" || name == "changes") {
			t.Errorf("%s: the hash differs is %v", name, chained)
		}
	}
}

func mustForm(t *testing.T, c segur.ChangeSet) string {
	t.Helper()
	form, err := c.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return string(form)
}
