package review

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
	"github.com/segur-tracker/segur/internal/web/form"
)

// Conflict is the page about what somebody else has published since a proposal was written.
type Conflict struct {
	admin.Frame
	ID      int64
	Version int
	Path    string
	Seen    int // publication that "theirs" comes from
	Heading string
	Author  string
	Rows    []Choice
	Several bool       // each row then says what it is about
	Chosen  bool       // no row leaves anything to choose
	Asked   *form.Form // what the kept changes ask for beside the choices; nil where nothing is to be chosen
	Denied  string     // why nothing is to be chosen
	Edit    string     // address of the form, "" where it cannot be edited
}

// Choice is one row in its three versions and what to do about it.
type Choice struct {
	preview.Versions
	Field form.Field
	Note  string // what becomes of a row that leaves nothing to choose, "" for any other
}

// The choices about a row.
const (
	keepMine   = "garder"
	takeTheirs = "reprendre"
)

const fieldExplanation = "explication"

// fieldSeen is the publication that the choices were made on.
const fieldSeen = "vu"

// choiceName is the field of the choice about a row: it stays the same whatever other rows come.
func choiceName(row edit.ConflictRow) string {
	sum := fnv.New64a()
	sum.Write([]byte(row.Ref.Table + "/" + row.Ref.Key))
	return fmt.Sprintf("choix-%x", sum.Sum64())
}

func (p *Pages) conflict(c *admin.Call) (admin.Answer, error) {
	id, err := identified(c)
	if err != nil {
		return admin.Answer{}, err
	}
	o, err := p.openConflict(c, id)
	if err != nil {
		return admin.Answer{}, err
	}
	if o.conflict == nil {
		c.Say("review.said_no_conflict")
		return admin.SeeOther(paths.Proposal.Of(id)), nil
	}
	page, err := o.page()
	if err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/conflict", page), nil
}

// contest is a conflict being looked at or settled.
type contest struct {
	*preview.Words
	pages    *Pages
	call     *admin.Call
	p        desk.Proposal
	live     segur.Dataset
	conflict *edit.Conflict // nil when the proposal fits
	asked    form.Form
}

func (p *Pages) openConflict(c *admin.Call, id int64) (*contest, error) {
	proposal, err := p.editorial.Proposal(c, c.Actor, id)
	if err != nil {
		return nil, err
	}
	live, err := p.editorial.Live(c)
	if err != nil {
		return nil, err
	}
	o := &contest{Words: &preview.Words{Localizer: c.Words}, pages: p, call: c, p: proposal, live: live}
	if proposal.Status.Open() {
		o.conflict = edit.Conflicts(live, proposal.Changes)
	}
	return o, nil
}

func (o *contest) page() (Conflict, error) {
	frame, err := o.call.Begin("proposals", "review.conflict_title", "number", number(o.p.ID))
	if err != nil {
		return Conflict{}, err
	}
	page := Conflict{Frame: frame, ID: o.p.ID, Version: o.p.Version, Path: paths.Proposal.Of(o.p.ID), Author: o.p.AuthorName, Seen: o.live.Publication.Number}
	page.Crumbs = []admin.Crumb{
		{Label: o.T("desk.nav_proposals"), Href: paths.Proposals}, {Label: o.T("review.number", "number", number(o.p.ID)), Href: page.Path},
		{Label: o.T("review.conflict")},
	}
	page.Heading = o.call.Subject(o.p)
	versions := preview.Conflict(o.Words, o.call.Catalog, o.conflict, o.p.Changes)
	page.Denied, page.Several = o.denied(), len(versions) > 1
	page.Chosen = page.Denied == "" && !slices.ContainsFunc(o.conflict.Rows, edit.ConflictRow.Contested)
	for i, row := range o.conflict.Rows {
		choice := Choice{Versions: versions[i]}
		if page.Denied == "" {
			choice.Field, choice.Note = o.choice(row, versions[i])
		}
		page.Rows = append(page.Rows, choice)
	}
	if page.Denied == "" {
		page.Asked, page.Errors = &o.asked, o.asked.Errors
	}
	if mayEdit(o.call.Actor, o.p) {
		page.Edit = paths.EditProposal.Of(o.p.ID)
	}
	return page, nil
}

// denied says why this person has nothing to choose, "" when there is.
func (o *contest) denied() string {
	switch {
	case o.p.Author != o.call.Actor.ID:
		return o.T("review.conflict_not_yours", "author", o.p.AuthorName)
	case o.p.Plan != 0:
		return o.T("review.conflict_planned")
	case o.p.Kind == desk.KindRevert:
		return o.T("review.conflict_revert")
	case o.p.Kind.Whole():
		return o.T("review.conflict_dataset")
	}
	return ""
}

// choice asks about a contested row; any other is told what becomes of it.
func (o *contest) choice(row edit.ConflictRow, versions preview.Versions) (f form.Field, note string) {
	switch {
	case row.Contested():
	case row.Follows():
		return form.Field{}, o.T("review.row_joined")
	case row.Rest() == nil:
		return form.Field{}, o.T("review.row_said")
	default:
		return form.Field{}, o.T("review.row_joined")
	}
	name := choiceName(row)
	keep, take := o.T("review.keep_mine_hint"), o.T("review.take_theirs_hint")
	both := o.columns(versions, edit.SideBoth)
	if both != "" {
		keep = o.T("review.keep_mine_columns", "both", both)
	}
	if row.Rest() != nil {
		take = o.T("review.take_theirs_columns", "both", both, "mine", o.columns(versions, edit.SideMine))
	}
	f = form.Field{
		Name: name, Kind: form.Radios, Label: o.T("review.ask_choice", "subject", versions.Subject),
		Options: []form.Option{
			{Value: keepMine, Label: o.T("review.keep_mine"), Hint: keep},
			{Value: takeTheirs, Label: o.T("review.take_theirs"), Hint: take},
		},
		Values: []string{o.call.Form.Get(name)},
	}
	for _, one := range o.asked.Errors {
		if one.Field == name {
			f.Errors = append(f.Errors, one.Message)
		}
	}
	return f, ""
}

// columns names the columns of a row that are on one side, "" for none.
func (o *contest) columns(versions preview.Versions, side edit.Side) string {
	var labels []string
	for _, f := range versions.Fields {
		if f.Side == side {
			labels = append(labels, o.T("review.column_named", "label", f.Label))
		}
	}
	return o.List(labels)
}

func (p *Pages) resolve(c *admin.Call) (admin.Answer, error) {
	ref, err := reference(c)
	if err != nil {
		return admin.Answer{}, err
	}
	o, err := p.openConflict(c, ref.ID)
	if err != nil {
		return admin.Answer{}, err
	}
	if o.conflict == nil {
		c.Say("review.said_no_conflict")
		return admin.SeeOther(paths.Proposal.Of(ref.ID)), nil
	}
	if c.Form.Get(fieldSeen) != strconv.Itoa(o.live.Publication.Number) {
		o.asked.Refuse("", o.T("review.published_meanwhile"))
		return o.again(nil)
	}
	theirs, all := o.chosen()
	if !all {
		return o.again(nil)
	}
	changes, err := o.rebased(theirs)
	if err != nil {
		return o.again(err)
	}
	if edit.Empty(changes) {
		if _, err := p.editorial.Withdraw(c, c.Actor, ref, o.T("review.withdrawn_for_theirs")); err != nil {
			return o.again(err)
		}
		c.Say("review.said_withdrawn", "number", number(ref.ID))
		return admin.SeeOther(paths.Proposals), nil
	}
	return o.keep(ref, changes)
}

// rebased returns what stays of the proposal once some rows are given up, on top of what is
// published: nothing when that says all of it.
func (o *contest) rebased(theirs []edit.ConflictRow) (segur.ChangeSet, error) {
	changes := edit.Without(o.p.Changes, theirs)
	if edit.Empty(changes) {
		return changes, nil
	}
	changes, err := edit.Rebase(o.live, changes)
	if e := refused(err); e != nil && e.Field == refusal.Same {
		return segur.ChangeSet{}, nil
	}
	return changes, err
}

// chosen reads the choices: the rows to give up, and whether every contested row has one.
func (o *contest) chosen() (theirs []edit.ConflictRow, all bool) {
	all = true
	for _, row := range o.conflict.Rows {
		if !row.Contested() {
			continue
		}
		switch o.call.Form.Get(choiceName(row)) {
		case takeTheirs:
			theirs = append(theirs, row)
		case keepMine:
		default:
			all = false
			o.asked.Errors = append(o.asked.Errors, form.Error{Field: choiceName(row), Message: o.T("review.choose_row")})
		}
	}
	return theirs, all
}

// keep writes the changes, made to fit what is published, once what they ask for is given.
func (o *contest) keep(ref desk.Ref, changes segur.ChangeSet) (admin.Answer, error) {
	r := editorial.Resolution{Changes: changes, Explanation: o.p.Explanation, Confirmed: o.confirmed()}
	if typed := strings.TrimSpace(o.call.Form.Get(fieldExplanation)); typed != "" {
		r.Explanation = typed
	}
	check, err := o.pages.editorial.Check(o.call, o.call.Actor, editorial.Draft{
		Ref: ref, Kind: o.p.Kind, Changes: r.Changes, Explanation: r.Explanation, Confirmed: r.Confirmed,
	})
	if err != nil {
		return o.again(err)
	}
	if !o.complete(check, r, changes) {
		return o.again(nil)
	}
	if _, err := o.pages.editorial.Resolve(o.call, o.call.Actor, ref, r); err != nil {
		return o.again(err)
	}
	o.call.Say("review.said_resolved", "number", number(ref.ID))
	return admin.SeeOther(paths.Proposal.Of(ref.ID)), nil
}

func (o *contest) confirmed() []string {
	return append(slices.Clone(o.p.Confirmed), o.call.Form[fieldConfirmed]...)
}

// complete asks to confirm what looks like a slip on top of what is published now, and to say
// why a state goes back. It reports whether all of that is there.
func (o *contest) complete(check editorial.Check, r editorial.Resolution, changes segur.ChangeSet) bool {
	var open []form.Option
	missing := 0
	for _, w := range check.Warnings {
		if slices.Contains(o.p.Confirmed, w.Token()) {
			continue
		}
		open = append(open, form.Option{Value: w.Token(), Label: doubt(o.call, o.Words, changes, w)})
		if !slices.Contains(r.Confirmed, w.Token()) {
			missing++
		}
	}
	if len(open) > 0 {
		o.asked.Fields = append(o.asked.Fields, form.Field{
			Name: fieldConfirmed, Kind: form.Checkboxes, Label: o.T("review.ask_confirmed"), Options: open, Values: o.call.Form[fieldConfirmed],
		})
	}
	if missing > 0 {
		o.asked.Refuse(fieldConfirmed, o.T("review.to_confirm", "count", missing))
	}
	if len(check.Backwards) > 0 && r.Explanation == "" {
		o.asked.Fields = append(o.asked.Fields, form.Field{Name: fieldExplanation, Kind: form.Area, Rows: 3, Label: o.T("review.ask_explanation"), Lang: "fr"})
		o.asked.Refuse(fieldExplanation, o.T("review.explain_back"))
	}
	return !o.asked.Refused()
}

// again shows the page with its errors, the choices kept; err is a refusal to add to them.
func (o *contest) again(err error) (admin.Answer, error) {
	code := segur.CodeInvalid
	if err != nil {
		e := refused(err)
		if e == nil {
			return admin.Answer{}, err
		}
		message := o.call.Word(e)
		o.asked.Refuse("", message)
		code = e.Code
	}
	page, err := o.page()
	if err != nil {
		return admin.Answer{}, err
	}
	return sent(code, "admin/conflict", page), nil
}
