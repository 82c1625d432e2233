package edit

import (
	"slices"

	"github.com/segur-tracker/segur/internal/segur"
)

// project looks at a project: at what it costs, at the stage that it has reached, and at what is left
// of its region's envelope.
func (w *watch) project(c Change, p segur.Project) {
	w.date(p.StageOn)
	old, replaces := c.Old.(segur.Project)
	if replaces && slices.Index(segur.Stages(), p.Stage) < slices.Index(segur.Stages(), old.Stage) {
		w.warn(WarnStageBack, map[string]any{"was": old.Stage, "stage": p.Stage})
	}
	if p.Aid != nil && p.Amount != nil && *p.Aid > *p.Amount {
		w.warn(WarnAidAboveCost, map[string]any{"aid": *p.Aid, "cost": *p.Amount})
	}
	sameAid := replaces && old.Territory == p.Territory && (old.Aid == p.Aid || old.Aid != nil && p.Aid != nil && *old.Aid == *p.Aid)
	if p.Aid != nil && !sameAid {
		w.envelope(p.Territory)
	}
}

// envelope asks about a region whose projects would be given more than its envelope holds.
func (w *watch) envelope(region string) {
	envelope, ok := Envelope(w.after, region)
	if !ok {
		return
	}
	var given segur.Number
	for _, p := range w.projects {
		if p.Territory == region && p.Aid != nil {
			given += *p.Aid
		}
	}
	if given > envelope.Number {
		w.warn(WarnOvercommitted, map[string]any{"region": region, "given": given, "envelope": envelope.Number, "scope": envelope.Scope})
	}
}

// Envelope returns the envelope of a region, in millions of euros: of several, that of the latest
// period. ok is false where none is known.
func Envelope(values []segur.Value, region string) (envelope segur.Value, ok bool) {
	for _, v := range values {
		if v.Indicator != segur.EnvelopeIndicator || v.Territory != region || !v.Reference {
			continue
		}
		if !ok || v.Period.End().After(envelope.Period.End()) {
			envelope, ok = v, true
		}
	}
	return envelope, ok
}
