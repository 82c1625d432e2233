package board

import (
	"context"
	"net/http"

	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// Editorial is what the board asks of the use cases.
type Editorial interface {
	Proposals(ctx context.Context, actor desk.Actor, filter desk.Filter) ([]desk.Proposal, error)
	Plans(ctx context.Context, actor desk.Actor, statuses ...desk.PlanStatus) ([]desk.Plan, error)
	Conflict(ctx context.Context, actor desk.Actor, id int64) (*edit.Conflict, error)
}

// Past gives earlier publications as readers see them.
type Past interface {
	At(ctx context.Context, number int) (*catalog.Catalog, error)
}

// Pages makes the board.
type Pages struct {
	editorial Editorial
	past      Past
}

// New returns the board over the use cases and what was published before.
func New(e Editorial, past Past) *Pages { return &Pages{e, past} }

// Routes returns the address of the desk itself.
func (p *Pages) Routes() []admin.Route {
	return []admin.Route{{Method: http.MethodGet, Path: paths.Root, Need: desk.ReadDesk, Handle: p.board}}
}

// Board is the page.
type Board struct {
	admin.Frame
	Lacks  []Group // what is not documented of the person's regions
	Tasks  []Group // what waits for this person
	Gaps   []Group // what is missing or late
	Within bool    // gaps are limited to the person's scope
}

// Group is one kind of work: a few lines shown, the others folded.
type Group struct {
	Title string
	Rule  string // why these lines are here, "" when it goes without saying
	Empty string // what to say when there is none
	Count int
	Shown []Line
	Rest  []Line
	More  string // how many Rest holds, in words
}

// Line leads to where the work is done.
type Line struct {
	Label string
	Meta  string
	Href  string      // "" where the person may only know
	Also  admin.Crumb // another way to settle it, zero for none
}

// mostShown bounds the lines of a group that are not folded.
const mostShown = 5

func (g *Group) fill(lines []Line) {
	g.Count = len(lines)
	g.Shown = lines[:min(len(lines), mostShown)]
	g.Rest = lines[len(g.Shown):]
}

func (p *Pages) board(c *admin.Call) (admin.Answer, error) {
	frame, err := c.Begin("board", "board.title")
	if err != nil {
		return admin.Answer{}, err
	}
	page := Board{Frame: frame, Within: len(c.Actor.Scope.Measures)+len(c.Actor.Scope.Regions) > 0}
	page.Lacks = lacking(c)
	if page.Tasks, err = p.tasks(c); err != nil {
		return admin.Answer{}, err
	}
	if page.Gaps, err = p.gaps(c); err != nil {
		return admin.Answer{}, err
	}
	return admin.Page("admin/board", page), nil
}

// group starts a group worded by "board.<key>_title", "…_rule" and "…_empty".
func group(c *admin.Call, key string, lines []Line, args ...any) Group {
	g := Group{}
	for _, part := range []struct {
		end  string
		into *string
	}{{"_title", &g.Title}, {"_rule", &g.Rule}, {"_empty", &g.Empty}} {
		id := "board." + key + part.end
		if !c.Words.Has(id) {
			continue
		}
		text := c.Words.T(id, args...)
		*part.into = text
	}
	g.fill(lines)
	if len(g.Rest) == 0 {
		return g
	}
	g.More = c.Words.T("board.rest", "count", len(g.Rest))
	return g
}
