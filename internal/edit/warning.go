package edit

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/segur"
)

// Limits are the bounds from which a change is asked about.
type Limits struct {
	LargeChange float64   // share of the former number, 0.5 for half of it; 0 asks about none
	Today       time.Time // figures and acts of later days are in the future
}

// The codes of warnings, stable: screens word them by name. Each says which Args it carries;
// "old" and "new" are segur.Number, "ratio" is new ÷ old as a float64, "against" one of
// AgainstPrevious, AgainstNext, AgainstPublished, AgainstBaseline and AgainstReference, and
// "against_period" the segur.Period of the old number.
const (
	WarnTimesTen      = "times_ten"      // old, new, ratio, against, against_period, factor (int: how many times, rounded), up (bool)
	WarnLargeChange   = "large_change"   // old, new, ratio, against, against_period
	WarnSign          = "sign"           // old, new, against, against_period
	WarnBounds        = "bounds"         // new, low (segur.Number), high (segur.Number, absent when there is none)
	WarnOlder         = "older"          // new, old (the current number), period, against_period (of the current number)
	WarnFuture        = "future"         // period (segur.Period) for a value, date (segur.Date) for any other row
	WarnSameValue     = "same_value"     // new, against, against_period, old_source, new_source (string, identifiers)
	WarnGoalMoved     = "goal_moved"     // old, new: a published baseline or target is rewritten
	WarnEvidence      = "evidence"       // document (title of the latest), dated (segur.Date), fact (segur.Date or segur.Period), sources ([]string)
	WarnStageBack     = "stage_back"     // was, stage (segur.Stage)
	WarnAidAboveCost  = "aid_above_cost" // aid, cost (segur.Number)
	WarnOvercommitted = "overcommitted"  // region (string, code), given, envelope (segur.Number), scope (string, of the envelope)
	WarnOfficial      = "official"       // numbers (string: official numbers of measures that get others)
)

// WarningCodes returns every code in the order in which Warnings lists them for one row.
func WarningCodes() []string {
	return []string{
		WarnTimesTen, WarnLargeChange, WarnSign, WarnBounds, WarnOlder, WarnFuture, WarnSameValue, WarnGoalMoved,
		WarnStageBack, WarnAidAboveCost, WarnOvercommitted, WarnEvidence, WarnOfficial,
	}
}

// What a number is held against.
const (
	AgainstPrevious  = "previous"  // the value of the period before
	AgainstNext      = "next"      // the value of the period after
	AgainstPublished = "published" // the value that it replaces
	AgainstBaseline  = "baseline"  // the starting point, where the series has no other value
	AgainstReference = "reference" // the reference of the same figure, for an alternative
)

// Warning is something that looks like a slip. It asks for a confirmation and refuses nothing.
type Warning struct {
	Code string
	Ref  segur.RowRef // the row that the change brings
	Args map[string]any
}

// Token is what confirms the warning: it names the row with its number, and the documents where they
// are in doubt or all that is given to a region, so that others have to be confirmed anew.
func (w Warning) Token() string {
	token := w.Code + " " + w.Ref.Table + "/" + w.Ref.Key
	if sources, ok := w.Args["sources"].([]string); ok {
		token += " " + strings.Join(sources, " ")
	}
	if given, ok := w.Args["given"].(segur.Number); ok {
		token += " " + given.String()
	}
	return token
}

// Warnings returns what looks like a slip in c on top of d, row by row.
func Warnings(d segur.Dataset, c segur.ChangeSet, limits Limits) []Warning {
	w := &watch{Dataset: d, limits: limits, after: after(d.Values, c.Values), projects: after(d.Projects, c.Projects), units: map[string]string{}, papers: papers(d, c)}
	for _, i := range append(slices.Clone(d.Indicators), c.Indicators.Add...) {
		w.units[i.Code] = i.Unit
	}
	for _, change := range List(c.BeyondMoves()) {
		w.ref = change.Ref()
		switch row := change.New.(type) {
		case segur.Value:
			w.value(change, row)
			if row.Indicator == segur.EnvelopeIndicator && row.Reference {
				w.envelope(row.Territory)
			}
		case segur.Project:
			w.project(change, row)
		case segur.Session:
			w.date(row.Date)
		case segur.Assessment:
			w.date(row.EffectiveOn)
		case segur.Event:
			w.date(row.Date)
		case segur.Source:
			w.date(row.PublishedOn)
		}
		w.evidence(change)
	}
	w.official(c)
	return w.found
}

// official asks once about measures whose number an official document gives and that get another
// one while it is still said to be official.
func (w *watch) official(c segur.ChangeSet) {
	var numbers []int
	for _, r := range c.Measures.Replace {
		if r.Old.Number == r.New.Number || r.Old.NumberBasis != "official" || r.New.NumberBasis != "official" {
			continue
		}
		if numbers == nil {
			w.ref = segur.RowRef{Table: segur.TableMeasures, Key: r.New.RowKey()}
		}
		numbers = append(numbers, r.Old.Number)
	}
	slices.Sort(numbers)
	var written []string
	for _, n := range numbers {
		written = append(written, strconv.Itoa(n))
	}
	if numbers != nil {
		w.warn(WarnOfficial, map[string]any{"numbers": strings.Join(written, ", ")})
	}
}

// watch looks at the rows of a change set one after the other.
type watch struct {
	segur.Dataset
	limits   Limits
	after    []segur.Value
	projects []segur.Project // as they would be
	units    map[string]string
	papers   map[string]segur.Source // published or brought, by id
	ref      segur.RowRef
	found    []Warning
}

func (w *watch) warn(code string, args map[string]any) {
	w.found = append(w.found, Warning{code, w.ref, args})
}

func (w *watch) date(d segur.Date) {
	if !d.IsZero() && d.First().After(w.limits.Today) {
		w.warn(WarnFuture, map[string]any{"date": d})
	}
}

// value looks at a number that is new; a mere change of standing, note or source is no slip,
// except that the same number from elsewhere is asked about.
func (w *watch) value(c Change, v segur.Value) {
	old, replaces := c.Old.(segur.Value)
	sameNumber := replaces && old.Number == v.Number && old.FigureID() == v.FigureID()
	rivals := w.rivals(v)
	if replaces {
		rivals = append(rivals, rival{old, AgainstPublished})
	}
	if !sameNumber {
		w.size(v, rivals)
		w.sign(v, rivals)
		w.bounds(v)
	}
	if !replaces || old.FigureID() != v.FigureID() {
		w.moment(v)
	}
	w.copied(v, rivals)
	if replaces && !sameNumber && old.FigureID() == v.FigureID() && v.Kind != segur.KindActual {
		w.warn(WarnGoalMoved, map[string]any{"old": old.Number, "new": v.Number})
	}
}

// rival is a published number that a new one is held against.
type rival struct {
	segur.Value
	against string
}

// starts reports whether r is where a target sets out from.
func (r rival) starts(v segur.Value) bool {
	return v.Kind == segur.KindTarget && r.against == AgainstBaseline
}

func (r rival) args(v segur.Value) map[string]any {
	return map[string]any{
		"old": r.Number, "new": v.Number, "ratio": float64(v.Number) / float64(r.Number),
		"against": r.against, "against_period": r.Period,
	}
}

// rivals returns the neighbour of a value in its series, in the eyes of which it may be a slip.
func (w *watch) rivals(v segur.Value) []rival {
	var before, next, start *segur.Value
	for i, o := range w.after {
		if !o.Reference || o.Indicator != v.Indicator || o.Territory != v.Territory {
			continue
		}
		switch {
		case o.FigureID() == v.FigureID():
			if !v.Reference {
				return []rival{{o, AgainstReference}}
			}
		case o.Kind == segur.KindBaseline && v.Kind != segur.KindBaseline:
			start = &w.after[i]
		case o.Kind != v.Kind:
		case o.Period.End().Before(v.Period.End()):
			if before == nil || o.Period.End().After(before.Period.End()) {
				before = &w.after[i]
			}
		case next == nil || o.Period.End().Before(next.Period.End()):
			next = &w.after[i]
		}
	}
	switch {
	case before != nil:
		return []rival{{*before, AgainstPrevious}}
	case next != nil:
		return []rival{{*next, AgainstNext}}
	case start != nil:
		return []rival{{*start, AgainstBaseline}}
	}
	return nil
}

// slipWidth is how far from a power of ten, in powers of ten, a ratio still looks like one: a
// misplaced unit on top of growth by two fifths or a fall by a third.
const slipWidth = 0.15

// isSlip reports whether a ratio, in powers of ten, looks like a misplaced unit.
func isSlip(power float64) bool {
	nearest := math.Round(power)
	return nearest >= 1 && math.Abs(power-nearest) <= slipWidth
}

// size asks about ten times or a tenth and beyond, saying how many times, or else about a large
// change. A target may well be many times its starting point, and numbers of unlike signs are no
// multiples of each other: there only a misplaced unit is asked about.
func (w *watch) size(v segur.Value, rivals []rival) {
	for _, r := range rivals {
		if r.Number == 0 || v.Number == 0 {
			continue
		}
		power := math.Log10(math.Abs(float64(v.Number) / float64(r.Number)))
		away := math.Abs(power)
		if isSlip(away) || away >= 1 && !r.starts(v) && (v.Number > 0) == (r.Number > 0) {
			args := r.args(v)
			args["factor"], args["up"] = int(math.Round(math.Pow(10, away))), power > 0
			w.warn(WarnTimesTen, args)
			return
		}
	}
	for _, r := range rivals {
		if r.Number == 0 || w.limits.LargeChange == 0 || r.starts(v) {
			continue
		}
		if math.Abs(float64(v.Number-r.Number)) > w.limits.LargeChange*math.Abs(float64(r.Number)) {
			w.warn(WarnLargeChange, r.args(v))
			return
		}
	}
}

func (w *watch) sign(v segur.Value, rivals []rival) {
	for _, r := range rivals {
		if (v.Number < 0 && r.Number > 0) || (v.Number > 0 && r.Number < 0) {
			args := r.args(v)
			delete(args, "ratio")
			w.warn(WarnSign, args)
			return
		}
	}
}

// bounds asks about a share beyond 0 to 100 and about a series that falls below zero for the
// first time.
func (w *watch) bounds(v segur.Value) {
	if w.units[v.Indicator] == "percent" {
		if v.Number < 0 || v.Number > segur.Int(100) {
			w.warn(WarnBounds, map[string]any{"new": v.Number, "low": segur.Int(0), "high": segur.Int(100)})
		}
		return
	}
	wasNegative := slices.ContainsFunc(w.Values, func(o segur.Value) bool { return o.Indicator == v.Indicator && o.Number < 0 })
	if v.Number < 0 && !wasNegative {
		w.warn(WarnBounds, map[string]any{"new": v.Number, "low": segur.Int(0)})
	}
}

// moment asks about an observation that is not the latest, or not over yet.
func (w *watch) moment(v segur.Value) {
	if v.Kind == segur.KindTarget {
		return
	}
	var latest *segur.Value
	for i, o := range w.Values {
		if o.Kind == segur.KindActual && o.Reference && o.Indicator == v.Indicator && o.Territory == v.Territory &&
			(latest == nil || o.Period.End().After(latest.Period.End())) {
			latest = &w.Values[i]
		}
	}
	if v.Kind == segur.KindActual && latest != nil && v.Period.End().Before(latest.Period.End()) {
		w.warn(WarnOlder, map[string]any{
			"new": v.Number, "old": latest.Number, "period": v.Period, "against_period": latest.Period,
		})
	}
	// What has not begun is refused by a rule of the data.
	if v.Period.End().After(w.limits.Today) && (v.Kind != segur.KindActual || !v.Period.Start().After(w.limits.Today)) {
		w.warn(WarnFuture, map[string]any{"period": v.Period})
	}
}

// copied asks about a number that is word for word another's and claims another source.
func (w *watch) copied(v segur.Value, rivals []rival) {
	for _, r := range rivals {
		if r.Number == v.Number && v.Number != 0 && r.Source != v.Source && r.against != AgainstReference {
			w.warn(WarnSameValue, map[string]any{
				"new": v.Number, "against": r.against, "against_period": r.Period,
				"old_source": r.Source, "new_source": v.Source,
			})
			return
		}
	}
}
