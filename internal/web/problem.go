package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
)

// Media types of problems (RFC 9457, § 3 and appendix B).
const (
	problemJSON = "application/problem+json"
	problemXML  = "application/problem+xml"
)

// problemDetails is what programs are told about a problem (RFC 9457, § 3.1). Without a type it means what its
// status means, and is titled like it (§ 4.2.1); detail is in the language of the address.
type problemDetails struct {
	XMLName xml.Name `json:"-" xml:"urn:ietf:rfc:7807 problem"` // the name space that RFC 9457 kept
	Title   string   `json:"title" xml:"title"`
	Status  int      `json:"status" xml:"status"`
	Detail  string   `json:"detail" xml:"detail"`
	Field   string   `json:"parameter,omitempty" xml:"parameter,omitempty"` // that was refused
	Instead []remedy `json:"instead,omitempty" xml:"instead>i,omitempty"`   // what is there
	Request string   `json:"request_id,omitempty" xml:"request_id,omitempty"`
}

// remedy is an address that has an answer.
type remedy struct {
	Label string `json:"label" xml:"label"`
	Value string `json:"value,omitempty" xml:"value,omitempty"`
	Href  string `json:"href" xml:"href"`
}

// problemDetails makes the answer of a problem for programs.
func (s *Site) problemDetails(f Problem, asXML bool) File {
	p := problemDetails{Title: http.StatusText(f.Status), Status: f.Status, Detail: f.Message, Field: f.Field}
	if p.Detail == "" {
		p.Detail = s.words.For(f.Lang).T("fault." + ProblemClass(f.Status))
	}
	if f.Status >= http.StatusInternalServerError {
		p.Request = f.RequestID
	}
	for _, c := range f.Choices {
		p.Instead = append(p.Instead, remedy(c))
	}
	if asXML {
		body, err := xml.Marshal(p)
		if err == nil {
			return File{Body: append([]byte(xml.Header), body...), Type: problemXML}
		}
		s.log.Error("problem", "error", err, "request_id", f.RequestID)
	}
	var body bytes.Buffer
	plain := json.NewEncoder(&body)
	plain.SetEscapeHTML(false)
	if err := plain.Encode(p); err != nil {
		s.log.Error("problem", "error", err, "request_id", f.RequestID)
	}
	return File{Body: body.Bytes(), Type: problemJSON}
}

// ProblemClass names the words of a problem by its status: "invalid", "missing", "gone", "method",
// "busy" or "ours".
func ProblemClass(status int) string {
	switch {
	case status == http.StatusNotFound:
		return "missing"
	case status == http.StatusGone:
		return "gone"
	case status == http.StatusMethodNotAllowed:
		return "method"
	case status == http.StatusServiceUnavailable:
		return "busy"
	case status >= http.StatusInternalServerError:
		return "ours"
	}
	return "invalid"
}
