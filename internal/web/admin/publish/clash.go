package publish

import (
	"slices"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/changelog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/editorial"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/preview"
)

// Clash says of a proposal that it cannot go out together with others.
type Clash struct {
	*locale.Localizer
	Said  string        // what is between them
	Links []admin.Crumb // the others
	Rows  []string      // over which they exclude each other, in words
	More  int           // rows that are not named
}

// mostDisputed bounds the rows that a clash names.
const mostDisputed = 3

// clashes tells, beside each proposal that waits, which others it excludes: those that wait too, and
// those that a plan holds. Of two that wait, the one that was approved last is left out at first.
func (d *maker) clashes(approved []desk.Proposal) error {
	var open []desk.Proposal
	for i, c := range d.page.Waiting {
		if !c.Conflict && !c.Alone && !c.Outside {
			open = append(open, d.all[i])
		}
	}
	found, err := d.editorial.Clashes(d.call, open)
	if err != nil {
		return err
	}
	for _, clash := range found {
		d.against(clash.Later, saidOf(clash), clash.Rows, clash.Earlier...)
		if !clash.Spared {
			d.later(clash.Later)
		}
		for _, earlier := range clash.Earlier {
			d.against(earlier, saidOf(clash), clash.Rows, clash.Later)
		}
	}
	for _, p := range open {
		for _, planned := range approved {
			if rows := edit.Disputes(planned.Changes, p.Changes); planned.Plan != 0 && len(rows) > 0 {
				d.against(p.ID, "publish.against_planned", rows, planned.ID)
				d.later(p.ID)
			}
		}
	}
	return nil
}

// later leaves a candidate out of what is ticked at first.
func (d *maker) later(id int64) {
	for i := range d.page.Waiting {
		d.page.Waiting[i].later = d.page.Waiting[i].later || d.page.Waiting[i].ID == id
	}
}

// against says of a candidate what others it excludes.
func (d *maker) against(id int64, key string, rows []segur.RowRef, others ...int64) {
	i := slices.IndexFunc(d.page.Waiting, func(c Candidate) bool { return c.ID == id })
	if i < 0 {
		return
	}
	c := &d.page.Waiting[i]
	said := Clash{Localizer: d.Localizer, Said: d.T(key)}
	for _, other := range others {
		said.Links = append(said.Links, admin.Crumb{Label: d.T("publish.numbered", "number", number(other)), Href: paths.Proposal.Of(other)})
	}
	said.Rows, said.More = disputed(d.Words, d.call.Catalog, rows)
	c.Clashes = append(c.Clashes, said)
}

func saidOf(clash editorial.Clash) string {
	switch {
	case clash.Rule && len(clash.Earlier) == 0:
		return "publish.breaks_rule"
	case clash.Rule:
		return "publish.against_rule"
	}
	return "publish.against"
}

// disputed words the rows between proposals, and counts those that are too many to be named.
func disputed(w *preview.Words, c *catalog.Catalog, rows []segur.RowRef) (named []string, more int) {
	describer := changelog.Describer{After: c, Words: w.Localizer}
	for _, ref := range rows[:min(len(rows), mostDisputed)] {
		named = append(named, describer.Key(ref))
	}
	return named, len(rows) - len(named)
}

// leaveOut takes the proposals that exclude others out of a choice and says so: the rest can still
// go out, once somebody has seen it.
func (p *Pages) leaveOut(c *admin.Call, w *preview.Words, o *order, refs []desk.Ref) ([]desk.Ref, error) {
	var chosen []desk.Proposal
	for _, ref := range refs {
		proposal, err := p.editorial.Proposal(c, c.Actor, ref.ID)
		if err != nil {
			return nil, err
		}
		if proposal.Status == desk.StatusApproved {
			chosen = append(chosen, proposal)
		}
	}
	found, err := p.editorial.Clashes(c, chosen)
	if err != nil {
		return nil, err
	}
	for _, clash := range found {
		o.left = true
		o.refuse(fieldChosen, excluded(c, w, clash))
		isLater := func(ref desk.Ref) bool { return ref.ID == clash.Later }
		refs = slices.DeleteFunc(slices.Clone(refs), isLater)
		o.chosen = slices.DeleteFunc(slices.Clone(o.chosen), func(value string) bool {
			ref, err := readRef(value)
			return err == nil && isLater(ref)
		})
	}
	return refs, nil
}

// excluded names both sides of a clash, and what is between them.
func excluded(c *admin.Call, w *preview.Words, clash editorial.Clash) string {
	var earlier []string
	for _, id := range clash.Earlier {
		earlier = append(earlier, w.T("publish.numbered", "number", number(id)))
	}
	rows, more := disputed(w, c.Catalog, clash.Rows)
	if more > 0 {
		rows = append(rows, w.T("publish.note_others", "count", more))
	}
	key := "publish.excluded"
	switch {
	case clash.Rule && len(earlier) == 0:
		key = "publish.excluded_alone"
	case clash.Rule:
		key = "publish.excluded_rule"
	}
	return w.T(key, "later", number(clash.Later), "earlier", w.List(earlier), "rows", w.List(rows))
}
