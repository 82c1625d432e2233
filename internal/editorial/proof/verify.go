package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// Tables of a Mismatch beside those of the dataset.
const (
	TablePublications = "publications"
	TableMotives      = "motives"
	TableAudit        = "audit"
	TableProposals    = "proposals"
	TableAttachments  = "attachments"
)

// Verdict is what Verify found. Head and JournalHead stand for everything before them: whoever
// notes them outside of the database can tell later that nothing was rewritten since.
type Verdict struct {
	Publications int
	Entries      int
	Head         string    // hash of the last publication, "" when there is none
	JournalHead  string    // hash of the last line of the journal, likewise
	JournalAt    time.Time // when that line was written; zero when there is none
	Mismatches   []Mismatch
	Unsealed     []int   // publications from before seals: nothing covers their notes and dates
	Unbound      []int64 // proposals approved before seals: their explanations are bound to nothing
}

// Mismatch is one thing that is not as it was published. Field is "" when a whole row is
// missing (Stored is "") or too many (Expected is "").
type Mismatch struct {
	Publication int // the first one in which it shows, 0 for the journal and proposals
	Table       string
	Key         string
	Field       string
	Stored      string
	Expected    string
}

// Archive is what there is to verify. Its methods return errors with the codes of package segur.
type Archive interface {
	// Releases returns the publications after number after, in order, with all they applied.
	Releases(ctx context.Context, after int) ([]segur.Release, error)
	// Load returns everything publication n says.
	Load(ctx context.Context, n int) (segur.Dataset, error)
	// AuditInOrder calls read with every entry of the journal from the first to the last.
	AuditInOrder(ctx context.Context, read func(desk.Entry) error) error
	// Audit returns the selected entries, the newest first.
	Audit(ctx context.Context, search desk.Search) ([]desk.Entry, error)
	Proposal(ctx context.Context, id int64) (desk.Proposal, error)
	// Attachment returns a document by its digest; CodeNotFound when there is none.
	Attachment(ctx context.Context, digest string) (attachment.File, error)
	// Proposals returns the selected proposals, the newest first.
	Proposals(ctx context.Context, filter desk.Filter) ([]desk.Proposal, error)
}

// Verify recomputes every hash, plays all publications again and compares what comes out with
// what is stored, row by row, and both with the journal, approvals included. It returns an error only when the
// archive cannot be read. Only lines of the journal that were noted elsewhere tell that its end
// was cut off.
func Verify(ctx context.Context, archive Archive, noted ...Line) (Verdict, error) {
	v := &verifier{known: map[Mismatch]bool{}, records: map[int]publicationRecord{}, motives: map[string]motiveRecord{}, noted: noted}
	if err := archive.AuditInOrder(ctx, v.line); err != nil {
		return Verdict{}, fmt.Errorf("verify the journal: %w", err)
	}
	v.cut()
	releases, err := archive.Releases(ctx, 0)
	if err != nil {
		return Verdict{}, fmt.Errorf("verify publications: %w", err)
	}
	var replayed segur.Dataset
	for _, r := range releases {
		v.release(r)
		stored, err := archive.Load(ctx, r.Publication.Number)
		if err != nil {
			return Verdict{}, fmt.Errorf("verify publication %d: %w", r.Publication.Number, err)
		}
		replayed = v.replay(replayed, stored, r)
	}
	if err := v.documents(ctx, archive, releases); err != nil {
		return Verdict{}, fmt.Errorf("verify documents: %w", err)
	}
	v.absent()
	if err := v.approvals(ctx, archive); err != nil {
		return Verdict{}, fmt.Errorf("verify approvals: %w", err)
	}
	return v.Verdict, nil
}

// verifier goes through the journal, then through the publications in order.
type verifier struct {
	Verdict
	known    map[Mismatch]bool
	records  map[int]publicationRecord
	motives  map[string]motiveRecord // by "publication proposal/id"
	lastLine int64
	lastTime time.Time
	// firstSeal is the line of the first approval that carries a seal, 0 until it is read.
	firstSeal int64
	noted     []Line // lines that must be there
}

// mismatch adds a finding unless an earlier publication has shown it already.
func (v *verifier) mismatch(f Mismatch) {
	id := f
	id.Publication = 0
	if !v.known[id] || f.Table == TablePublications {
		v.Mismatches = append(v.Mismatches, f)
	}
	v.known[id] = true
}

func (v *verifier) line(e desk.Entry) error {
	v.Entries++
	for v.lastLine++; v.lastLine < e.ID; v.lastLine++ {
		v.mismatch(Mismatch{Table: TableAudit, Key: fmt.Sprint(v.lastLine), Expected: "a line of the journal"})
	}
	if want := e.Digest(v.JournalHead); e.Hash != want {
		v.mismatch(Mismatch{Table: TableAudit, Key: fmt.Sprint(e.ID), Field: "hash", Stored: e.Hash, Expected: want})
	}
	for _, line := range v.noted {
		if line.Number == e.ID && line.Hash != e.Hash {
			v.mismatch(Mismatch{Table: TableAudit, Key: fmt.Sprint(e.ID), Field: "hash", Stored: e.Hash, Expected: line.Hash})
		}
	}
	v.JournalHead, v.JournalAt = e.Hash, e.At
	v.sealing(e)
	if e.Action != desk.ActionPublished {
		return nil
	}
	if number, found := strings.CutPrefix(e.Object, "publication/"); found {
		var r publicationRecord
		if n, err := strconv.Atoi(number); err == nil && json.Unmarshal([]byte(e.New), &r) == nil {
			v.records[n] = r
		}
		return nil
	}
	var m motiveRecord
	if json.Unmarshal([]byte(e.New), &m) == nil {
		v.motives[fmt.Sprint(m.Publication, " ", e.Object)] = m
	}
	return nil
}

// cut reports noted lines beyond the end of the journal.
func (v *verifier) cut() {
	for _, line := range v.noted {
		if line.Number > v.lastLine {
			v.mismatch(Mismatch{Table: TableAudit, Key: fmt.Sprint(line.Number), Expected: "a line of the journal"})
		}
	}
}

// release checks everything about a publication but the rows.
func (v *verifier) release(r segur.Release) {
	v.Publications++
	number := r.Publication.Number
	for ; v.Publications < number; v.Publications++ {
		v.publication(v.Publications, "", "", "a publication")
	}
	payload, err := r.Changes.Canonical()
	if err != nil {
		v.publication(number, "changes", err.Error(), "a change set")
	}
	v.same(number, "previous_hash", r.PreviousHash, v.Head)
	v.same(number, "payload_hash", r.PayloadHash, digest("", payload))
	v.same(number, "hash", r.Publication.Hash, digest(v.Head, payload))
	if r.Publication.PublishedAt.Before(v.lastTime) {
		v.publication(number, "published_at", moment(r.Publication.PublishedAt), "not before "+moment(v.lastTime))
	}
	v.Head, v.lastTime = r.Publication.Hash, r.Publication.PublishedAt
	if _, journalled := v.records[number]; r.Seal == "" && !journalled {
		v.Unsealed = append(v.Unsealed, number)
		return
	}
	before := len(v.Mismatches)
	v.crossCheck(r)
	if want, err := r.Sealed(); len(v.Mismatches) == before && (err != nil || r.Seal != want) {
		v.publication(number, "seal", r.Seal, want)
	}
}

func (v *verifier) publication(number int, field, stored, expected string) {
	v.mismatch(Mismatch{number, TablePublications, strconv.Itoa(number), field, stored, expected})
}

func (v *verifier) same(number int, field, stored, expected string) {
	if stored != expected {
		v.publication(number, field, stored, expected)
	}
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// crossCheck holds a publication against what the journal says of it.
func (v *verifier) crossCheck(r segur.Release) {
	number := r.Publication.Number
	said, found := v.records[number]
	if !found {
		v.mismatch(Mismatch{number, TableAudit, fmt.Sprintf("publication/%d", number), "", "", "a line of the journal"})
		return
	}
	v.same(number, "published_at", moment(r.Publication.PublishedAt), moment(said.PublishedAt))
	v.same(number, "note_fr", r.Publication.Note.FR, said.Note.FR)
	v.same(number, "note_en", r.Publication.Note.EN, said.Note.EN)
	v.same(number, "hash", r.Publication.Hash, said.Hash)
	v.same(number, "payload_hash", r.PayloadHash, said.PayloadHash)
	v.same(number, "author", r.Author, said.Author)
	v.same(number, "seal", r.Seal, said.Seal)
	v.same(number, "reverts", strconv.Itoa(r.Reverts), strconv.Itoa(said.Reverts))
	for _, m := range r.Motives {
		object := fmt.Sprintf("proposal/%d", m.Proposal)
		key := fmt.Sprint(number, " ", object)
		told, found := v.motives[key]
		delete(v.motives, key)
		f := Mismatch{Publication: number, Table: TableMotives, Key: object}
		switch {
		case !found:
			f.Stored = m.Reason
		case m.Reason != told.Reason:
			f.Field, f.Stored, f.Expected = "reason", m.Reason, told.Reason
		case m.Explanation != told.Explanation:
			f.Field, f.Stored, f.Expected = "explanation", m.Explanation, told.Explanation
		default:
			continue
		}
		v.mismatch(f)
	}
	delete(v.records, number)
}

// absent reports what the journal has seen published and is not there.
func (v *verifier) absent() {
	for _, number := range slices.Sorted(maps.Keys(v.records)) {
		if number > v.Publications {
			v.publication(number, "", "", written(v.records[number]))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(v.motives)) {
		m := v.motives[key]
		_, object, _ := strings.Cut(key, " ")
		v.mismatch(Mismatch{m.Publication, TableMotives, object, "", "", m.Reason})
	}
}

// replay applies a release to what its predecessors led to and compares with the stored rows.
// Where that cannot be done it goes on from the stored ones.
func (v *verifier) replay(before, stored segur.Dataset, r segur.Release) segur.Dataset {
	expected, err := r.Changes.Apply(before)
	if err != nil {
		v.publication(r.Publication.Number, "changes", err.Error(), "changes that fit the publication before")
		return stored
	}
	want, have := byTable(expected), byTable(stored)
	for _, table := range slices.Sorted(maps.Keys(want)) {
		v.table(r.Publication.Number, table, want[table], have[table])
	}
	for _, table := range slices.Sorted(maps.Keys(have)) {
		if _, compared := want[table]; !compared {
			v.table(r.Publication.Number, table, nil, have[table])
		}
	}
	return expected
}

func byTable(d segur.Dataset) map[string][]edit.Row {
	rows := map[string][]edit.Row{}
	for _, change := range edit.List(segur.Additions(d)) {
		rows[change.Table] = append(rows[change.Table], change.New)
	}
	return rows
}

func (v *verifier) table(number int, table string, want, have []edit.Row) {
	stored := map[string][]edit.Row{}
	for _, row := range have {
		stored[row.RowKey()] = append(stored[row.RowKey()], row)
	}
	before, moved := len(v.Mismatches), false
	for i, row := range want {
		key := row.RowKey()
		rows := stored[key]
		if len(rows) == 0 {
			v.mismatch(Mismatch{number, table, key, "", "", written(row)})
			continue
		}
		stored[key] = rows[1:]
		v.row(Mismatch{Publication: number, Table: table, Key: key}, rows[0], row)
		moved = moved || i >= len(have) || have[i].RowKey() != key
	}
	for _, key := range slices.Sorted(maps.Keys(stored)) {
		for _, row := range stored[key] {
			v.mismatch(Mismatch{number, table, key, "", written(row), ""})
		}
	}
	// Events stand in the order of their dates, and within a day in that of storage.
	if moved && len(v.Mismatches) == before && len(want) == len(have) && table != segur.TableEvents {
		v.order(number, table, want, have)
	}
}

func (v *verifier) order(number int, table string, want, have []edit.Row) {
	for i := range want {
		if key := have[i].RowKey(); key != want[i].RowKey() {
			v.mismatch(Mismatch{number, table, key, "position", key, want[i].RowKey()})
			return
		}
	}
}

// row reports each field that differs.
func (v *verifier) row(f Mismatch, have, want edit.Row) {
	if reflect.DeepEqual(have, want) {
		return
	}
	stored, expected := fields(have), fields(want)
	for _, field := range slices.Sorted(maps.Keys(expected)) {
		if stored[field] != expected[field] {
			f.Field, f.Stored, f.Expected = field, stored[field], expected[field]
			v.mismatch(f)
		}
	}
}

// fields returns the fields of a row by their names in files, texts by language ("title_fr").
func fields(row edit.Row) map[string]string {
	var parts map[string]json.RawMessage
	_ = json.Unmarshal([]byte(written(row)), &parts) // rows always marshal to an object
	out := map[string]string{}
	for name, form := range parts {
		var text map[string]string
		var plain string
		switch {
		case json.Unmarshal(form, &text) == nil && text != nil:
			for lang, part := range text {
				out[name+"_"+lang] = part
			}
		case json.Unmarshal(form, &plain) == nil && string(form) != "null":
			out[name] = plain
		default:
			out[name] = string(form)
		}
	}
	return out
}
