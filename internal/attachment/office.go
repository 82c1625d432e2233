package attachment

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/segur-tracker/segur/internal/archive"
)

const (
	odtMedia  = "application/vnd.oasis.opendocument.text"
	docxMedia = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)

// element is one element of an XML part as far as judging goes: names without their space.
type element struct {
	name  string
	attrs map[string]string
}

// walk reads a part of XML and calls see with each element, and say with the text inside it.
func walk(name string, content []byte, see func(element) error, say func(in, text string)) error {
	d := xml.NewDecoder(bytes.NewReader(content))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	var open []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return reject(ReasonBroken, name)
		}
		switch t := token.(type) {
		case xml.Directive: // a document type may unfold without end
			return reject(ReasonBroken, name)
		case xml.StartElement:
			e := element{t.Name.Local, map[string]string{}}
			for _, a := range t.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			if err := see(e); err != nil {
				return err
			}
			open = append(open, e.name)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if say != nil && len(open) > 0 {
				say(open[len(open)-1], string(t))
			}
		}
	}
}

// isXML tells the parts that are read as XML.
func isXML(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xml", ".rels", ".rdf":
		return true
	}
	return false
}

// judgeDOCX looks at what Word would open: types and relations of its parts, fields of its text.
func judgeDOCX(all parts) error {
	if all["word/document.xml"] == nil {
		return reject(ReasonType, "word/document.xml")
	}
	isDocument := false
	err := walk("[Content_Types].xml", all["[Content_Types].xml"], func(e element) error {
		media := strings.ToLower(e.attrs["ContentType"])
		switch {
		case strings.Contains(media, "macroenabled"), strings.Contains(media, "vbaproject"), strings.Contains(media, "vbadata"):
			return reject(ReasonMacro, media)
		case strings.Contains(media, "activex"), strings.Contains(media, "oleobject"):
			return reject(ReasonActive, media)
		}
		isDocument = isDocument || media == docxMedia && e.attrs["PartName"] == "/word/document.xml"
		return nil
	}, nil)
	if err != nil {
		return err
	}
	if !isDocument {
		return reject(ReasonType, "word/document.xml")
	}
	for name, content := range all {
		if err := judgeWordPart(name, content); err != nil {
			return err
		}
	}
	return nil
}

// dde is a field that has Word ask another program.
var dde = regexp.MustCompile(`(?i)\bDDE(AUTO)?\b`)

func judgeWordPart(name string, content []byte) error {
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(path.Base(lower), "vbaproject"), strings.HasPrefix(path.Base(lower), "vbadata"):
		return reject(ReasonMacro, name)
	case strings.Contains(lower, "/activex/"), strings.Contains(lower, "/embeddings/"):
		return reject(ReasonActive, name)
	case !isXML(name):
		return nil
	}
	fields := ""
	err := walk(name, content, func(e element) error {
		if e.name == "Relationship" {
			return judgeRelation(name, e)
		}
		if dde.MatchString(e.attrs["instr"]) {
			return reject(ReasonActive, name)
		}
		return nil
	}, func(in, text string) {
		if in == "instrText" {
			fields += text
		}
	})
	if err == nil && dde.MatchString(fields) {
		err = reject(ReasonActive, name)
	}
	return err
}

// judgeRelation refuses what a document fetches from elsewhere when it is opened. A link that a person
// follows is none.
func judgeRelation(name string, e element) error {
	kind := strings.ToLower(path.Base(e.attrs["Type"]))
	switch {
	case strings.Contains(kind, "vbaproject"):
		return reject(ReasonMacro, name)
	case kind == "afchunk", kind == "oleobject", kind == "package", kind == "control":
		return reject(ReasonActive, name)
	case strings.EqualFold(e.attrs["TargetMode"], "External") && kind != "hyperlink":
		return reject(ReasonActive, name)
	}
	return nil
}

// judgeODT looks at what LibreOffice would open: the manifest, folders of programs, listeners of events.
func judgeODT(packed *archive.Archive, all parts) error {
	if !packed.Stored("mimetype") || string(all["mimetype"]) != odtMedia {
		return reject(ReasonType, "mimetype")
	}
	if all["content.xml"] == nil || all["META-INF/manifest.xml"] == nil {
		return reject(ReasonBroken, "content.xml")
	}
	for name, content := range all {
		lower := strings.ToLower(name)
		switch {
		case strings.HasPrefix(lower, "basic/"), strings.HasPrefix(lower, "scripts/"), strings.HasPrefix(lower, "dialogs/"):
			return reject(ReasonMacro, name)
		case !isXML(name):
			continue
		}
		if err := walk(name, content, func(e element) error { return judgeODFElement(name, e) }, nil); err != nil {
			return err
		}
	}
	return nil
}

func judgeODFElement(name string, e element) error {
	switch e.name {
	case "encryption-data":
		return reject(ReasonEncrypted, name)
	case "event-listener", "script":
		return reject(ReasonMacro, name)
	case "applet", "plugin", "floating-frame", "object-ole", "dde-source", "dde-connection-decl":
		return reject(ReasonActive, name)
	case "file-entry":
		media, at := strings.ToLower(e.attrs["media-type"]), strings.ToLower(e.attrs["full-path"])
		switch {
		case strings.HasPrefix(at, "basic/"), strings.HasPrefix(at, "scripts/"), strings.Contains(media, "script"):
			return reject(ReasonMacro, name)
		case strings.Contains(media, "oleobject"):
			return reject(ReasonActive, name)
		case at == "/" && media != odtMedia:
			return reject(ReasonType, name)
		}
	}
	return nil
}
