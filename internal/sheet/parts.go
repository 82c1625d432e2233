package sheet

import (
	"errors"
	"io"
	"path"
	"strings"

	"github.com/segur-tracker/segur/internal/archive"
	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// elements gives the start of every element of a part.
func elements(packed *archive.Archive, part string, see func(*markup.Reader) error) error {
	from, err := packed.Open(part)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }() // nothing was written
	r := markup.New(io.LimitReader(from, partBytes))
	for {
		event, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil && event == markup.Start {
			err = see(r)
		}
		if err != nil {
			return refusal(err, part)
		}
	}
}

// relation is what one part of a workbook says of another.
type relation struct {
	kind, target string
	external     bool
}

// relations reads what a part is related to, by the names that it uses. A part without any has none.
func relations(packed *archive.Archive, part string) (map[string]relation, error) {
	all := map[string]relation{}
	list := path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
	if part == "" {
		list = "_rels/.rels"
	}
	if !packed.Holds(list) {
		return all, nil
	}
	err := elements(packed, list, func(r *markup.Reader) error {
		if string(r.Local()) != "Relationship" {
			return nil
		}
		target := string(r.Attr("Target"))
		external := strings.EqualFold(string(r.Attr("TargetMode")), "External")
		if !external {
			if rooted, ok := strings.CutPrefix(target, "/"); ok {
				target = path.Clean(rooted)
			} else {
				target = path.Join(path.Dir(part), target)
			}
		}
		all[string(r.Attr("Id"))] = relation{path.Base(string(r.Attr("Type"))), target, external}
		return nil
	})
	return all, err
}

// harmless refuses a workbook that holds programs or takes figures from elsewhere.
func harmless(packed *archive.Archive) error {
	for _, name := range packed.Names() {
		lower := strings.ToLower(name)
		switch base := path.Base(lower); {
		case strings.HasPrefix(base, "vbaproject"), strings.HasPrefix(base, "vbadata"),
			strings.Contains(lower, "/macrosheets/"), strings.Contains(lower, "/activex/"):
			return &Refusal{Reason: ReasonMacro, Part: name}
		case strings.Contains(lower, "/externallinks/"):
			return &Refusal{Reason: ReasonLinks, Part: name}
		case path.Ext(base) != ".rels":
			continue
		}
		part := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), path.Ext(name)))
		if lower == "_rels/.rels" {
			part = ""
		}
		related, err := relations(packed, part)
		if err != nil {
			return err
		}
		for _, r := range related {
			switch kind := strings.ToLower(r.kind); {
			case strings.Contains(kind, "vbaproject"), strings.Contains(kind, "macrosheet"):
				return &Refusal{Reason: ReasonMacro, Part: name}
			case strings.HasPrefix(kind, "externallink"), r.external && kind != "hyperlink" && kind != "image":
				return &Refusal{Reason: ReasonLinks, Part: name}
			}
		}
	}
	return elements(packed, "[Content_Types].xml", func(r *markup.Reader) error {
		media := strings.ToLower(string(r.Attr("ContentType")))
		if strings.Contains(media, "macroenabled") || strings.Contains(media, "vbaproject") || strings.Contains(media, "macrosheet") {
			return &Refusal{Reason: ReasonMacro, Part: "[Content_Types].xml"}
		}
		return nil
	})
}
