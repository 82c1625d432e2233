package segur

import (
	"slices"
	"strings"
)

// RoomLimit is how many people could meet in one room in May and June 2020, by the guide's word.
const RoomLimit = 10

// The forms that the guide of May 2020 gives to a session.
const (
	FormInPerson  = "in_person"
	FormTelephone = "telephone"
	FormVideo     = "video"
)

// Session is one territorial session of the concertation, with the deliverables that the guide of May
// 2020 asks for. Texts are in French; a translation may lack.
type Session struct {
	ID           string   `json:"id"`
	Territory    string   `json:"territory"`
	Date         Date     `json:"date"`
	Form         string   `json:"form"`
	Title        Text     `json:"title"`
	Pillars      []int    `json:"pillars"`
	Participants Audience `json:"participants"`
	Synthesis    Text     `json:"synthesis"`
	Proposals    [4]Text  `json:"proposals"` // what was said on each pillar, of those talked about
	Examples     Text     `json:"examples"`
	Heard        string   `json:"heard"` // organisations that were heard, one a line
	Document     Document `json:"document,omitzero"`
	Source       string   `json:"source,omitzero"`
}

// RowKey returns the session's identifier.
func (s Session) RowKey() string { return s.ID }

// Organisations returns those that were heard.
func (s Session) Organisations() []string {
	var all []string
	for line := range strings.Lines(s.Heard) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// Audience counts the participants of a session by the guide's categories. Nobody is told from not
// counted: 0 for both.
type Audience struct {
	HospitalMedical int `json:"hospital_medical"`
	HospitalOther   int `json:"hospital_other"` // non-medical staff of hospitals
	Community       int `json:"community"`      // professionals outside hospitals
	SocialPublic    int `json:"social_public"`
	SocialPrivate   int `json:"social_private"`
	Users           int `json:"users"`
	Elected         int `json:"elected"`
	Others          int `json:"others"`
}

// Heads is how many participants are of a category.
type Heads struct {
	Category string
	People   int
}

// ByCategory returns the counts in the order of the guide.
func (a Audience) ByCategory() []Heads {
	return []Heads{
		{"hospital_medical", a.HospitalMedical}, {"hospital_other", a.HospitalOther}, {"community", a.Community},
		{"social_public", a.SocialPublic}, {"social_private", a.SocialPrivate}, {"users", a.Users}, {"elected", a.Elected},
		{"others", a.Others},
	}
}

// Total is the number of all participants.
func (a Audience) Total() int {
	total := 0
	for _, c := range a.ByCategory() {
		total += c.People
	}
	return total
}

// Document is a file attached to a row. Its bytes are kept under their digest.
type Document struct {
	Digest string `json:"digest,omitzero"` // hexadecimal SHA-256, "" for no file
	Name   string `json:"name,omitzero"`   // for the download: "synthese.pdf"
	Size   int    `json:"size,omitzero"`   // bytes
}

// LargestDocument is how many bytes an attached file may have.
const LargestDocument = 10 << 20

// DocumentsOf returns the files that the rows of a change set bring, each once.
func DocumentsOf(c ChangeSet) []Document {
	var all []Document
	for _, change := range List(ChangeSet{Sessions: c.Sessions}) {
		if s, ok := change.New.(Session); ok && s.Document != (Document{}) && !slices.Contains(all, s.Document) {
			all = append(all, s.Document)
		}
	}
	return all
}
