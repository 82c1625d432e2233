package session

import (
	"errors"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin/entry/driver"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of an attached document: the file, the digest of one that came before, and taking it away.
const (
	fieldFile = "piece"
	fieldKept = "piece_gardee"
	fieldDrop = "piece_retiree"
)

// attached is the document that a form brings, or goes on with.
type attached struct {
	document segur.Document
	file     *attachment.File // its bytes, where they may not be kept yet
	reason   string           // why what came is not accepted, "" for nothing
}

// askDocument asks for the file, and says which one the form has already. What was accepted once need
// not be chosen again.
func (f *sessionForm) askDocument(r *driver.Request, q *driver.Questions, shown segur.Session) (names []string) {
	f.attached = f.attach(r, shown.Document)
	words := r.Words
	field := form.Field{Name: fieldFile, Kind: form.File, Accept: ".pdf,.docx,.odt"}
	if d := f.attached.document; d != (segur.Document{}) {
		field.Now = words.T("regional.file_held", "name", d.Name, "size", words.Localizer.Number(float64(max(d.Size/1000, 1)), 0))
		q.Hide(fieldKept, d.Digest)
	}
	q.Ask("session_file", field)
	names = []string{fieldFile}
	if f.attached.document != (segur.Document{}) {
		q.Ask("session_drop", form.Field{
			Name: fieldDrop, Kind: form.Checkboxes, Options: []form.Option{{Value: "oui", Label: words.T("regional.file_drop")}},
		})
		names = append(names, fieldDrop)
	}
	return names
}

// attach finds the document of the form: the file that came with it, one that was accepted before, that
// of the proposal or of what is published.
func (f *sessionForm) attach(r *driver.Request, shown segur.Document) attached {
	account := r.Call.Actor.ID
	if r.Answering && r.Call.File.Chosen() {
		judged, err := judge(r)
		if err != nil {
			kept := f.before(r, shown)
			kept.reason = err.Reason
			return kept
		}
		name := attachment.Name(r.Call.File.Name, judged.Type)
		f.tray.Put(account, name, judged)
		r.Call.Form.Set(fieldKept, judged.Digest) // where the form is carried along, so is the file
		return attached{document: segur.Document{Digest: judged.Digest, Name: name, Size: len(judged.Body)}, file: &judged}
	}
	return f.before(r, shown)
}

func judge(r *driver.Request) (attachment.File, *attachment.Refusal) {
	if r.Call.File.Several {
		return attachment.File{}, &attachment.Refusal{Reason: attachment.ReasonSeveral}
	}
	judged, err := attachment.Judge(r.Call.File.Body)
	if refusal, ok := errors.AsType[*attachment.Refusal](err); ok {
		return attachment.File{}, refusal
	}
	return judged, nil
}

// before returns the document that the form had when it came. It may be one of the person's own, or the
// one that the proposal or what is published names: a digest alone is no right to a document.
func (f *sessionForm) before(r *driver.Request, shown segur.Document) attached {
	digest := r.Typed(fieldKept)
	switch {
	case !r.Answering:
		return attached{document: shown}
	case digest == "":
		return attached{}
	}
	for _, d := range []segur.Document{shown, f.live.Document} {
		if d.Digest == digest {
			return attached{document: d}
		}
	}
	if held, name, ok := f.tray.Take(r.Call.Actor.ID, digest); ok {
		return attached{document: segur.Document{Digest: digest, Name: name, Size: len(held.Body)}, file: &held}
	}
	return attached{reason: "lost"}
}

// readDocument takes the document into the session.
func (f *sessionForm) readDocument(a *driver.Answers, s *segur.Session) {
	if f.attached.reason != "" {
		a.Refuse(fieldFile, "regional.file."+f.attached.reason, "megabytes", segur.LargestDocument>>20)
	}
	if drop := a.Field(fieldDrop); drop != nil && drop.Has("oui") {
		return
	}
	s.Document = f.attached.document
	if f.attached.file != nil {
		a.Attach(*f.attached.file)
	}
}
