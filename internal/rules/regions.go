package rules

import (
	"encoding/hex"
	"strconv"

	"github.com/segur-tracker/segur/internal/segur"
)

func (c *check) strategies() {
	for i, s := range c.Strategies {
		c.plain(segur.TableNamed(segur.TableStrategies), i, s)
		c.row(segur.TableStrategies, i).ofRegion(s.Territory, s.Order)
	}
}

func (c *check) strategyRules() {
	for i, s := range c.StrategyRules {
		c.plain(segur.TableNamed(segur.TableStrategyRules), i, s)
		c.row(segur.TableStrategyRules, i).ofRegion(s.Territory, s.Order)
	}
}

// ofRegion checks a numbered row of a region; France has no strategy of its own.
func (r row) ofRegion(territory string, order int) {
	if territory == segur.France {
		r.fault("territory", segur.RuleNotAllowed, territory)
	}
	r.number("order", order, 1, 99)
}

func (c *check) projects() {
	region := map[string]string{}
	for _, d := range segur.ProjectPlaces() {
		region[d.Code] = d.Region
	}
	for i, p := range c.Projects {
		r := c.row(segur.TableProjects, i)
		c.plain(segur.TableNamed(segur.TableProjects), i, p)
		if p.ID != "" && !segur.IsSlug(p.ID) {
			r.fault("id", segur.RuleBadFormat, p.ID)
		}
		if p.Department != "" && region[p.Department] != p.Territory {
			r.fault("department", segur.RuleUnknownReference, p.Department)
		}
		r.amount("amount_meur", p.Amount)
		r.amount("aid_meur", p.Aid)
		if !p.StartsOn.IsZero() && !p.EndsOn.IsZero() && p.EndsOn.String() < p.StartsOn.String() {
			r.fault("ends_on", segur.RuleWrongOrder, p.EndsOn.String())
		}
	}
}

// amount checks what a project costs or is given: nothing is not told by 0.
func (r row) amount(field string, n *segur.Number) {
	if n != nil && (*n <= 0 || *n > segur.MaxWhole) {
		r.fault(field, segur.RuleOutOfRange, n.String())
	}
}

func (c *check) sessions() {
	for i, s := range c.Sessions {
		r := c.row(segur.TableSessions, i)
		c.plain(segur.TableNamed(segur.TableSessions), i, s)
		if s.ID != "" && !segur.IsSlug(s.ID) {
			r.fault("id", segur.RuleBadFormat, s.ID)
		}
		if !s.Date.IsZero() && s.Date.Year < segur.FirstYear {
			r.fault("date", segur.RuleOutOfRange, s.Date.String())
		}
		r.audience(s)
		r.deliverables(s)
	}
}

// audience checks who took part: somebody did, and no more sat in one room than could.
func (r row) audience(s segur.Session) {
	for _, c := range s.Participants.ByCategory() {
		r.number(c.Category, c.People, 0, 100_000)
	}
	switch total := s.Participants.Total(); {
	case total <= 0:
		r.fault("others", segur.RuleRequired, "")
	case s.Form == segur.FormInPerson && total > segur.RoomLimit:
		r.fault("form", segur.RuleOutOfRange, strconv.Itoa(total))
	}
}

// deliverables checks what came out: a word on each pillar that was talked about, and the document or
// the source that it rests on.
func (r row) deliverables(s segur.Session) {
	for _, n := range s.Pillars {
		if n >= 1 && n <= segur.PillarCount {
			r.required("proposals_"+strconv.Itoa(n)+"_fr", s.Proposals[n-1].FR)
		}
	}
	d := s.Document
	switch {
	case d == (segur.Document{}):
		if s.Source == "" {
			r.fault("source_id", segur.RuleMissingSource, "")
		}
	case !isDigest(d.Digest):
		r.fault("document", segur.RuleBadFormat, d.Digest)
	default:
		r.required("document_name", d.Name)
		r.number("document_size", d.Size, 1, segur.LargestDocument)
	}
}

func isDigest(text string) bool {
	sum, err := hex.DecodeString(text)
	return err == nil && len(sum) == 32
}
