package admin

import (
	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/desk/paths"
	"github.com/segur-tracker/segur/internal/locale"
	"github.com/segur-tracker/segur/internal/web/form"
	"github.com/segur-tracker/segur/internal/web/view"
)

// TokenField is the name of the hidden field that proves a form is ours.
const TokenField = "jeton"

// Frame is everything that the layout of the desk prints.
type Frame struct {
	*locale.Localizer
	Assets       view.Assets
	To           view.Links
	Mark         []view.MarkBar
	Publication  view.Publication
	Title        string // also the page's heading, unless the page has another
	Path         string
	Nav          []Entry
	Crumbs       []Crumb
	Account      string   // name of the person, "" for a stranger
	Role         string   // in words
	FactorToShow bool     // the role has rights that wait for the second factor
	Token        string   // value of TokenField
	Flashes      []string // messages kept by the page before
	Errors       []form.Error
	Doubts       []form.Error // what is to be confirmed or corrected, each leading to its box
}

// Entry is one entry of the desk's navigation.
type Entry struct {
	Label, Href string
	Current     bool
	Count       int // what waits there, 0 for nothing to say
}

// Crumb is one step of the way to the page.
type Crumb struct{ Label, Href string }

// areas lists the entries of the navigation with what they ask for.
func areas() []struct {
	name, path string
	need       desk.Permission
} {
	return []struct {
		name, path string
		need       desk.Permission
	}{
		{"board", paths.Root, desk.ReadDesk},
		{"proposals", paths.Proposals, desk.ReadDesk},
		{"entry", paths.Entry, desk.ProposeValue},
		{"publish", paths.Publications, desk.ReadDesk},
		{"reports", paths.Reports, desk.ReadDesk},
		{"accounts", paths.Accounts, desk.ManageAccounts},
		{"journal", paths.Journal, desk.ReadAudit},
	}
}

// Begin starts a page of a area of the desk ("board", "proposals", "entry", "publish",
// "reports", "accounts", "journal", or "" for none). The title is worded by a key of the locale files.
func (c *Call) Begin(area, title string, args ...any) (Frame, error) {
	public := c.router.Site.Frame(c.Catalog, c.Words, paths.Root)
	f := Frame{
		Localizer: c.Words, Assets: c.router.Site.Assets, To: public.To, Mark: public.Mark,
		Publication: public.Publication, Path: c.Request.URL.Path,
	}
	var err error
	f.Title = c.Words.T(title, args...)
	if c.Actor.ID == 0 {
		return f, nil
	}
	f.Account, f.Token = c.Actor.Name, c.router.Sessions.FormToken(c)
	f.Flashes = c.said()
	f.Role = c.Words.T("role_of." + string(c.Actor.Role))
	f.Nav, f.FactorToShow, err = c.navigation(area)
	return f, err
}

func (c *Call) navigation(current string) (entries []Entry, factorToShow bool, err error) {
	for _, area := range areas() {
		if !c.Actor.Holds(area.need) {
			continue
		}
		label := c.Words.T("desk.nav_" + area.name)
		if area.name == "publish" && !c.Actor.Holds(desk.Publish) {
			label = c.Words.T("desk.nav_publications") // there to be read, not to publish
		}
		if err != nil {
			return nil, false, err
		}
		entry := Entry{Label: label, Href: area.path, Current: area.name == current}
		if area.name == "reports" {
			if entry.Count, err = c.router.Reports(c); err != nil {
				return nil, false, err
			}
		}
		entries = append(entries, entry)
	}
	for _, p := range desk.Permissions() {
		factorToShow = factorToShow || (c.Actor.Holds(p) && !c.Actor.May(p))
	}
	return entries, factorToShow, nil
}

// Asset returns the address of a built file.
func (f Frame) Asset(logical string) (string, error) { return f.Assets.URL(logical) }
