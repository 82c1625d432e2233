package session

import (
	"cmp"
	"strconv"

	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
)

// Read makes the session of the answers.
func (f *sessionForm) Read(r *driver.Request, a *driver.Answers) (segur.ChangeSet, error) {
	s := segur.Session{
		ID: f.id, Territory: regional.Read(r, a), Date: a.Date(fieldDate),
		Form:      a.Word(fieldForm, segur.Allowed(segur.TableSessions, "form")),
		Title:     segur.Text{FR: a.Optional(fieldTitle + "_fr"), EN: a.Optional(fieldTitle + "_en")},
		Synthesis: segur.Text{FR: a.Text(fieldSynthesis + "_fr"), EN: a.Optional(fieldSynthesis + "_en")},
		Examples:  segur.Text{FR: a.Optional(fieldExamples + "_fr"), EN: a.Optional(fieldExamples + "_en")},
		Heard:     a.Optional(fieldHeard),
	}
	if s.Title.FR == "" {
		a.Require(fieldTitle + "_fr") // it names the session, in a draft too
	}
	if a.Given(fieldDate) == "" {
		a.Refuse(fieldDate, "regional.session_needs_date")
	}
	s.Participants = audience(a)
	f.pillars(r, a, &s)
	for _, id := range a.Documents() {
		s.Source = id
	}
	f.readDocument(a, &s)
	if r.Submitting {
		complete(a, s)
	}
	if a.Refused() {
		return segur.ChangeSet{}, nil
	}
	if f.old == nil {
		s.ID = identifier(r, s)
		return edit.Exchange(r.Base, segur.TableSessions, nil, s)
	}
	return edit.Exchange(r.Base, segur.TableSessions, *f.old, s)
}

// audience reads how many took part.
func audience(a *driver.Answers) segur.Audience {
	var out segur.Audience
	for category, into := range map[string]*int{
		"hospital_medical": &out.HospitalMedical, "hospital_other": &out.HospitalOther, "community": &out.Community,
		"social_public": &out.SocialPublic, "social_private": &out.SocialPrivate, "users": &out.Users, "elected": &out.Elected, "others": &out.Others,
	} {
		field := people(category)
		if a.Given(field) == "" {
			continue
		}
		n, err := input.Number(a.Given(field), segur.Indicator{Unit: "persons"})
		if err != nil {
			a.Mistyped(field, err)
			continue
		}
		*into = int(n.Float())
	}
	return out
}

// pillars reads which pillars were talked about, and what was proposed on each.
func (f *sessionForm) pillars(r *driver.Request, a *driver.Answers, s *segur.Session) {
	for _, p := range r.Call.Catalog.Pillars() {
		name, ticked := proposals(p.Number), a.Field(fieldPillars).Has(strconv.Itoa(p.Number))
		if p.Number < 1 || p.Number > len(s.Proposals) {
			continue
		}
		said := segur.Text{FR: a.Optional(name + "_fr"), EN: a.Optional(name + "_en")}
		s.Proposals[p.Number-1] = said
		switch {
		case ticked:
			s.Pillars = append(s.Pillars, p.Number)
			if said.FR == "" && r.Submitting {
				a.RefuseOnce(name+"_fr", "regional.pillar_needs_proposals", "number", p.Number)
			}
		case said != segur.Text{}:
			a.RefuseOnce(name+"_fr", "regional.pillar_not_ticked", "number", p.Number)
		}
	}
	if len(s.Pillars) == 0 && r.Submitting {
		a.Refuse(fieldPillars, "regional.session_needs_pillar")
	}
}

// complete refuses what the guide of May 2020 would not take.
func complete(a *driver.Answers, s segur.Session) {
	switch total := s.Participants.Total(); {
	case total == 0:
		a.RefuseOnce(people("hospital_medical"), "regional.session_needs_people")
	case s.Form == segur.FormInPerson && total > segur.RoomLimit:
		a.RefuseOnce(fieldForm, "regional.room_limit", "limit", segur.RoomLimit, "count", total)
	}
	if file := a.Field(fieldFile); s.Source == "" && s.Document == (segur.Document{}) && len(file.Errors) == 0 {
		a.RefuseOnce(driver.FieldSource, "regional.session_rests_on_nothing")
	}
}

// identifier returns the name of a new session in addresses: that of the draft where it has one.
func identifier(r *driver.Request, s segur.Session) string {
	taken := func(id string) bool {
		_, found := regional.Row(r.Live.Sessions, id)
		return found
	}
	if r.Proposal != nil {
		if kept, _, ok := regional.Only(r.Proposal.Changes.Sessions); ok && !taken(kept.ID) {
			return kept.ID
		}
	}
	return cmp.Or(input.Slug("session "+s.Date.String()+" "+s.Title.FR, taken), input.Slug("session "+s.Territory, taken))
}
