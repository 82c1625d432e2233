package people

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/input"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The filters of the journal.
const (
	filterText   = "texte"
	filterActor  = "personne"
	filterAction = "action"
	filterObject = "objet"
	filterFrom   = "du"
	filterTo     = "au"
)

// filters are the parameters of the journal, in the order of its form.
func filters() []string {
	return []string{filterText, filterActor, filterAction, filterObject, filterFrom, filterTo}
}

func query(name, value string) string { return url.Values{name: {value}}.Encode() }

func number(id int64) string { return strconv.FormatInt(id, 10) }

// asked returns the filters of the request that say something.
func asked(c *admin.Call) url.Values {
	kept := url.Values{}
	for _, filter := range filters() {
		if typed := c.Query.Get(filter); typed != "" {
			kept.Set(filter, typed)
		}
	}
	return kept
}

// filtered returns an address of the journal with the filters of the request and one parameter
// more, none for "".
func filtered(c *admin.Call, path, name, value string) string {
	kept := asked(c)
	if name != "" {
		kept.Set(name, value)
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + kept.Encode()
}

func journalForm(c *admin.Call) form.Form {
	var f form.Form
	for _, name := range filters() {
		label := c.Words.T("journal.filter_" + name)
		f.Fields = append(f.Fields, form.Field{Name: name, Label: label})
	}
	action := f.Field(filterAction)
	action.Kind = form.Select
	all := c.Words.T("journal.all")
	action.Options = []form.Option{{Label: all}}
	for _, a := range desk.Actions() {
		label := c.Words.T("action." + string(a))
		action.Options = append(action.Options, form.Option{Value: string(a), Label: label})
	}
	f.Fill(c.Query)
	return f
}

// searched reads what to look for. Errors go to the form.
func searched(c *admin.Call, f *form.Form) (desk.Search, error) {
	s := desk.Search{
		Text: f.Value(filterText), Actor: actor(f.Value(filterActor)), Action: desk.Action(f.Value(filterAction)),
		Object: object(f.Value(filterObject)),
	}
	if first, _, err := day(c, f, filterFrom); err != nil {
		return s, err
	} else {
		s.From = first
	}
	if _, next, err := day(c, f, filterTo); err != nil {
		return s, err
	} else {
		s.To = next
	}
	if !s.From.IsZero() && !s.To.IsZero() && !s.To.After(s.From) {
		message := c.Words.T("journal_fault.dates_reversed", "from", f.Value(filterFrom), "to", f.Value(filterTo))
		f.Refuse(filterTo, message)
	}
	if before := c.Query.Get("avant"); before != "" {
		id, err := strconv.ParseInt(before, 10, 64)
		if err != nil || id < 1 {
			return s, &segur.Error{Code: segur.CodeNotFound, Err: err}
		}
		s.Before = id
	}
	return s, nil
}

// actor reads the name of an account, or the word that the page has for the program.
func actor(typed string) string {
	name := strings.ToLower(typed)
	if name == "programme" || name == "program" {
		return desk.System
	}
	return name
}

// object reads what an entry is about as the page words it, « Proposition 12 », or as the journal
// keeps it, "proposal/12".
func object(typed string) string {
	kinds := map[string]string{
		"proposition": "proposal", "proposal": "proposal", "compte": "account", "account": "account",
		"publication": "publication", "programmation": "plan", "plan": "plan",
	}
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 2 && kinds[words[0]] != "" {
		return kinds[words[0]] + "/" + words[1]
	}
	return typed
}

// day reads a day, a month or a year as people write it, and returns where it begins and where
// the next one does: zero times for an empty field and for an error, which goes to the form.
func day(c *admin.Call, f *form.Form, field string) (first, next time.Time, err error) {
	text := f.Value(field)
	if text == "" {
		return first, next, nil
	}
	date, err := input.Date(text)
	if unread, ok := errors.AsType[*input.ParseError](err); ok {
		f.Refuse(field, c.Words.T("journal_fault."+unread.Key, unread.Args...))
		return first, next, nil
	}
	first = time.Date(date.Year, time.Month(max(1, date.Month)), max(1, date.Day), 0, 0, 0, 0, c.Zone())
	switch {
	case date.Month == 0:
		return first, first.AddDate(1, 0, 0), err
	case date.Day == 0:
		return first, first.AddDate(0, 1, 0), err
	}
	return first, first.AddDate(0, 0, 1), err
}
