package segur

import "strconv"

// PillarWording is the title of one pillar as one document wrote it.
type PillarWording struct {
	Pillar  int    `json:"pillar"`
	UsedOn  Date   `json:"used_on"`
	Wording Text   `json:"wording"`
	Source  string `json:"source"`
}

// RowKey returns "pillar/date".
func (w PillarWording) RowKey() string { return strconv.Itoa(w.Pillar) + "/" + w.UsedOn.String() }

// ReviewGroup is a topic of the ministry's own split of July 2021.
type ReviewGroup struct {
	Group    string `json:"group"` // "effect_felt", or "to_carry_out": texts done, change left to carry out
	Order    int    `json:"order"`
	Topic    Text   `json:"topic"`
	Measures []int  `json:"measures"` // our link
	Source   string `json:"source"`
}

// RowKey returns "group/order".
func (g ReviewGroup) RowKey() string { return g.Group + "/" + strconv.Itoa(g.Order) }

// GuideTheme is an example that the guide of May 2020 gives of what to talk about in a session.
type GuideTheme struct {
	Pillar int    `json:"pillar"`
	Order  int    `json:"order"`
	Theme  Text   `json:"theme"`
	Source string `json:"source"`
}

// RowKey returns "pillar/order".
func (t GuideTheme) RowKey() string { return strconv.Itoa(t.Pillar) + "/" + strconv.Itoa(t.Order) }

// GuideStep is a step, form, rule or deliverable of the guide of May 2020 for sessions in the regions.
type GuideStep struct {
	Part   string `json:"part"` // session, form, leadership, representation, deliverable or support
	Order  int    `json:"order"`
	Title  Text   `json:"title"`
	Source string `json:"source"`
}

// RowKey returns "part/order".
func (s GuideStep) RowKey() string { return s.Part + "/" + strconv.Itoa(s.Order) }
