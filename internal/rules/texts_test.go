package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/rules"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestTextsAreOfTheSiteOrOfAChart(t *testing.T) {
	t.Parallel()
	both := segur.Text{FR: "Oui", EN: "Yes"}
	long := func(n int) segur.Text { return segur.Text{FR: strings.Repeat("é", n), EN: strings.Repeat("e", n)} }
	fault := func(field string, rule segur.Rule, value string) segur.Fault {
		return segur.Fault{Table: segur.TableTexts, Row: 0, Field: field, Rule: rule, Value: value}
	}
	for name, c := range map[string]struct {
		text segur.SiteText
		want []segur.Fault
	}{
		"banner":              {segur.SiteText{ID: segur.TextBanner, Text: both}, nil},
		"alternative":         {segur.SiteText{ID: segur.TextAlt("indicateur-msp-count"), Text: long(2000)}, nil},
		"withdrawal":          {segur.SiteText{ID: segur.TextWithdrawn("matrice"), Text: long(500)}, nil},
		"one language":        {segur.SiteText{ID: segur.TextAlt("matrice"), Text: segur.Text{FR: "Oui"}}, []segur.Fault{fault("text_en", segur.RuleRequired, "")}},
		"no name":             {segur.SiteText{Text: both}, []segur.Fault{fault("id", segur.RuleRequired, "")}},
		"another text":        {segur.SiteText{ID: "accueil", Text: both}, []segur.Fault{fault("id", segur.RuleBadFormat, "accueil")}},
		"no chart":            {segur.SiteText{ID: "alt/", Text: both}, []segur.Fault{fault("id", segur.RuleBadFormat, "alt/")}},
		"no name of a chart":  {segur.SiteText{ID: "retrait/../É", Text: both}, []segur.Fault{fault("id", segur.RuleBadFormat, "retrait/../É")}},
		"a long alternative":  {segur.SiteText{ID: "alt/matrice", Text: long(2001)}, []segur.Fault{fault("text_fr", segur.RuleTooLong, "2000"), fault("text_en", segur.RuleTooLong, "2000")}},
		"a long story":        {segur.SiteText{ID: "retrait/matrice", Text: segur.Text{FR: "Oui", EN: strings.Repeat("y", 501)}}, []segur.Fault{fault("text_en", segur.RuleTooLong, "500")}},
		"a message may reach": {segur.SiteText{ID: segur.TextBanner, Text: long(2001)}, nil},
	} {
		d := realDataset(t)
		d.Texts = []segur.SiteText{c.text}
		if faults := rules.Validate(d); !slices.Equal(faults, c.want) {
			t.Errorf("%s: %+v, want %+v", name, faults, c.want)
		}
	}
	d := realDataset(t)
	d.Texts = []segur.SiteText{{ID: "alt/matrice", Text: both}, {ID: "alt/matrice", Text: both}, {ID: "retrait/matrice", Text: both}}
	if faults := rules.Validate(d); len(faults) != 1 || faults[0].Rule != segur.RuleDuplicate || faults[0].Row != 1 {
		t.Errorf("%+v", faults)
	}
}

func TestTextsKnowTheirChart(t *testing.T) {
	t.Parallel()
	alt, gone := segur.SiteText{ID: segur.TextAlt("matrice")}, segur.SiteText{ID: segur.TextWithdrawn("objectifs")}
	if chart, ok := alt.AltOf(); chart != "matrice" || !ok {
		t.Errorf("%q %v", chart, ok)
	}
	if chart, ok := gone.WithdrawalOf(); chart != "objectifs" || !ok {
		t.Errorf("%q %v", chart, ok)
	}
	if _, ok := alt.WithdrawalOf(); ok {
		t.Error("an alternative withdraws its chart")
	}
	if _, ok := gone.AltOf(); ok {
		t.Error("a withdrawal is an alternative")
	}
	for text, of := range map[segur.SiteText]string{alt: "matrice", gone: "objectifs", {ID: segur.TextBanner}: ""} {
		if chart, ok := text.Chart(); ok != (of != "") || ok && chart != of {
			t.Errorf("%s: %q %v", text.ID, chart, ok)
		}
	}
	if code, ok := segur.ChartIndicator("indicateur-msp-count"); code != "msp-count" || !ok {
		t.Errorf("%q %v", code, ok)
	}
	if _, ok := segur.ChartIndicator("matrice"); ok {
		t.Error("the matrix is of one indicator")
	}
}
