package people

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"time"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
)

// chunk is the number of entries read from storage at a time.
const chunk = 2000

// exported is one entry as a file tells it: word for word what its hash is taken of.
type exported struct {
	ID       int64       `json:"id"`
	At       string      `json:"at"` // RFC 3339, UTC
	Actor    string      `json:"actor"`
	Action   desk.Action `json:"action"`
	Object   string      `json:"object"`
	Old      string      `json:"old"`
	New      string      `json:"new"`
	Reason   string      `json:"reason"`
	Previous string      `json:"previous"` // hash of the entry before, "" for the first
	Hash     string      `json:"hash"`
}

// exportCSV answers with what the filters select, for spreadsheets set to French.
func (p *Pages) exportCSV(c *admin.Call) (admin.Answer, error) {
	entries, err := p.export(c, "csv")
	if err != nil {
		return admin.Answer{}, err
	}
	t := describer{Call: c}
	var rows [][]string
	header := []string{"id", "moment", "local_moment", "actor", "action", "action_words", "object", "old", "new", "reason", "previous", "hash"}
	rows = append(rows, header)
	for _, e := range entries {
		at := e.At.In(c.Zone()).Format("02/01/2006 15:04:05")
		rows = append(rows, []string{
			number(e.ID), e.At.Format(time.RFC3339Nano), at, e.Actor, string(e.Action), t.Words.T("action." + string(e.Action)),
			e.Object, e.Old, e.New, e.Reason, e.previous, e.Hash,
		})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
	}
	body := bytes.NewBufferString("\ufeff") // without it, spreadsheets take the file for another encoding
	w := csv.NewWriter(body)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll(rows); err != nil {
		return admin.Answer{}, err
	}
	return file(c, "csv", "text/csv; charset=utf-8", body.Bytes()), nil
}

// inert keeps spreadsheets from taking a text for a formula.
func inert(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r") == 0 {
		return "'" + cell
	}
	return cell
}

// exportJSON answers with the same for programs, which can check the chain of hashes.
func (p *Pages) exportJSON(c *admin.Call) (admin.Answer, error) {
	entries, err := p.export(c, "json")
	if err != nil {
		return admin.Answer{}, err
	}
	all := make([]exported, len(entries))
	for i, e := range entries {
		all[i] = exported{
			e.ID, e.At.Format(time.RFC3339Nano), e.Actor, e.Action, e.Object, e.Old, e.New, e.Reason, e.previous, e.Hash,
		}
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return admin.Answer{}, err
	}
	return file(c, "json", "application/json", body.Bytes()), nil
}

func file(c *admin.Call, ending, kind string, body []byte) admin.Answer {
	name := "journal-" + c.Now().In(c.Zone()).Format(time.DateOnly) + "." + ending
	return admin.Answer{File: &admin.File{Attached: true, Name: name, Type: kind, Body: body}}
}

// chained is an entry with the hash of the one before.
type chained struct {
	desk.Entry
	previous string
}

// export returns the selected entries, the newest first, and writes down that they left.
func (p *Pages) export(c *admin.Call, form string) ([]chained, error) {
	f := journalForm(c)
	search, err := searched(c, &f)
	if err != nil {
		return nil, err
	}
	if f.Refused() {
		return nil, &segur.Error{Code: segur.CodeInvalid, Field: "journal_date"}
	}
	var all []chained
	for search.Limit = chunk; ; {
		entries, err := p.Journal.Entries(c, c.Actor, search)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			all = append(all, chained{Entry: e})
		}
		if len(entries) < chunk {
			break
		}
		search.Before = entries[len(entries)-1].ID
	}
	if err := p.chain(c, all); err != nil {
		return nil, err
	}
	return all, p.recordExport(c, form, len(all))
}

// chain fills in the hash of the entry before each, which a filter may have left out.
func (p *Pages) chain(c *admin.Call, entries []chained) error {
	for i := range entries {
		if i+1 < len(entries) && entries[i+1].ID == entries[i].ID-1 {
			entries[i].previous = entries[i+1].Hash
			continue
		}
		if entries[i].ID == 1 {
			continue
		}
		before, err := p.Journal.Entries(c, c.Actor, desk.Search{Before: entries[i].ID, Limit: 1})
		if err != nil {
			return err
		}
		for _, e := range before {
			entries[i].previous = e.Hash
		}
	}
	return nil
}

// recordExport writes down who took what, before anything is sent.
func (p *Pages) recordExport(c *admin.Call, form string, lines int) error {
	record, err := json.Marshal(map[string]any{"format": form, "lines": lines, "filters": asked(c).Encode()})
	if err != nil {
		return err
	}
	return p.Journal.Record(c, desk.Entry{Actor: c.Actor.Name, Action: desk.ActionExported, Object: "audit", New: string(record)})
}
