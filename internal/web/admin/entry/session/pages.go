package session

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/admin/entry/regional"
)

// Pages answers for sessions.
type Pages struct {
	driver *driver.Driver
	tray   *attachment.Tray
}

// New returns the pages.
func New(d *driver.Driver) *Pages { return &Pages{d, &attachment.Tray{}} }

// Routes declares the pages.
func (p *Pages) Routes() []admin.Route {
	routes := []admin.Route{{Method: http.MethodGet, Path: paths.Sessions, Need: desk.ProposeSession, Handle: p.list}}
	for path, of := range map[string]func(id string) driver.Form{
		paths.NewSession:              func(string) driver.Form { return &sessionForm{tray: p.tray} },
		string(paths.Session):         func(id string) driver.Form { return &sessionForm{id: id, tray: p.tray} },
		string(paths.WithdrawSession): func(id string) driver.Form { return withdrawal(id) },
	} {
		answer := p.driver.Handle(desk.KindSession, func(c *admin.Call) (driver.Form, error) { return of(c.Params["id"]), nil })
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			route := admin.Route{Method: method, Path: path, Need: desk.ProposeSession, Handle: answer}
			if path != string(paths.WithdrawSession) {
				route.File = fieldFile
			}
			routes = append(routes, route)
		}
	}
	return routes
}

// Reopened returns the form of a proposal about one session, nil for any other.
func (p *Pages) Reopened(r *driver.Request) driver.Form {
	row, withdrawn, ok := regional.Only(r.Proposal.Changes.Sessions)
	switch {
	case !ok:
		return nil
	case withdrawn:
		return withdrawal(row.ID)
	case len(r.Proposal.Changes.Sessions.Add) == 1:
		return &sessionForm{tray: p.tray}
	}
	return &sessionForm{id: row.ID, tray: p.tray}
}

func withdrawal(id string) driver.Form {
	return &regional.Withdrawal{
		Table: segur.TableSessions, Key: id, Title: "regional.withdraw_session_title", Action: paths.WithdrawSession.Of(id),
		List: paths.Sessions, Listed: "regional.sessions_title", Facts: facts,
	}
}

// facts tells which session is withdrawn.
func facts(r *driver.Request, row segur.Row) []driver.Fact {
	s := row.(segur.Session)
	return []driver.Fact{
		{Label: r.Words.Territory(s.Territory), Text: r.Words.Date(s.Date)},
		{Label: r.Words.T("entry.ask.titre_fr"), Text: r.Words.Localizer.Text(s.Title.FR)},
		{Label: r.Words.T("regional.participants"), Text: strconv.Itoa(s.Participants.Total())},
	}
}

// list shows the sessions of a region.
func (p *Pages) list(c *admin.Call) (admin.Answer, error) {
	r, err := p.driver.Open(c, desk.KindSession)
	if err != nil {
		return admin.Answer{}, err
	}
	return regional.Listed{
		Title: "regional.sessions_title", Lede: "regional.sessions_lede", Path: paths.Sessions,
		Groups: func(region string) []regional.ListGroup { return []regional.ListGroup{group(r, region)} },
		New: func(region string) []admin.Crumb {
			return []admin.Crumb{{Label: r.Words.T("regional.new_session_title"), Href: paths.NewSession + "?" + regional.FieldRegion + "=" + region}}
		},
	}.Answer(r)
}

func group(r *driver.Request, region string) regional.ListGroup {
	var group regional.ListGroup
	for _, s := range r.Call.Catalog.Sessions() {
		if s.Territory != region {
			continue
		}
		title := r.Words.Localizer.Text(s.Title.FR)
		meta := []string{r.Words.Date(s.Date), r.Words.T("change.session_form." + s.Form), r.Words.T("regional.people", "count", s.Participants.Total())}
		group.Lines = append(group.Lines, regional.ListLine{
			Title: title, Meta: strings.Join(meta, " · "),
			Actions: regional.Actions(r, region, title, paths.Session.Of(s.ID), paths.WithdrawSession.Of(s.ID)),
		})
	}
	return group
}
