package people

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web/admin"
	"github.com/segur-tracker/segur/internal/web/form"
)

// The fields of an account.
const (
	fieldName     = "nom"
	fieldDisplay  = "nom-affiche"
	fieldRole     = "role"
	fieldLang     = "langue"
	fieldIdentity = "identite"
	fieldState    = "etat"
	fieldRegions  = "regions"
	fieldMeasures = "mesures"

	disabled = "desactive"
)

// accountForm asks for everything about an account. The name is asked for a new one only.
func (p *Pages) accountForm(c *admin.Call, a desk.Account) form.Form {
	var f form.Form
	for _, field := range p.fields(a) {
		field.Label = c.Words.T(field.key)
		if c.Words.Has(field.key + "_hint") {
			field.Hint = c.Words.T(field.key + "_hint")
		}
		f.Fields = append(f.Fields, field.Field)
	}
	choices(c, &f)
	return f
}

type keyed struct {
	key string
	form.Field
}

func (p *Pages) fields(a desk.Account) []keyed {
	var regions, measures []string
	regions = append(regions, a.Scope.Regions...)
	for _, number := range a.Scope.Measures {
		measures = append(measures, strconv.Itoa(number))
	}
	state := []string(nil)
	if a.Disabled {
		state = []string{disabled}
	}
	all := []keyed{
		{"people.name", form.Field{Name: fieldName, Mode: "email", Width: 30, Values: []string{a.Name}}},
		{"people.display", form.Field{Name: fieldDisplay, Width: 30, Values: []string{a.DisplayName}}},
		{"people.role", form.Field{Name: fieldRole, Kind: form.Radios, Values: []string{string(a.Role)}}},
		{"people.regions", form.Field{Name: fieldRegions, Kind: form.Checkboxes, Values: regions}},
		{"people.measures", form.Field{Name: fieldMeasures, Kind: form.Checkboxes, Values: measures}},
		{"account.lang", form.Field{Name: fieldLang, Kind: form.Radios, Values: []string{a.Lang}}},
		{"people.identity", form.Field{Name: fieldIdentity, Values: []string{a.Subject}}},
		{"people.state", form.Field{Name: fieldState, Kind: form.Checkboxes, Values: state}},
	}
	return slices.DeleteFunc(all, func(k keyed) bool {
		switch k.Name {
		case fieldName:
			return a.ID != 0
		case fieldState:
			return a.ID == 0
		case fieldIdentity:
			return !p.SSO && a.Subject == ""
		}
		return false
	})
}

// choices fills the options in.
func choices(c *admin.Call, f *form.Form) {
	roles := roleOptions(c)
	for i := range roles {
		roles[i].Hint = c.Words.T("people.role_" + roles[i].Value)
	}
	f.Field(fieldRole).Options = roles
	f.Field(fieldLang).Options = []form.Option{{Value: "fr", Label: "Français"}, {Value: "en", Label: "English"}}
	lang := string(c.Words.Lang())
	for _, code := range segur.RegionCodes() {
		if t, ok := c.Catalog.Territory(code); ok {
			regions := f.Field(fieldRegions)
			regions.Options = append(regions.Options, form.Option{Value: code, Label: c.Words.Text(t.Name.In(lang))})
		}
	}
	for _, pillar := range c.Catalog.Pillars() {
		for _, m := range pillar.Measures {
			measures := f.Field(fieldMeasures)
			measures.Options = append(measures.Options, form.Option{
				Value: strconv.Itoa(m.Number), Label: strconv.Itoa(m.Number) + ". " + c.Words.Text(m.ShortTitle.In(lang)), Group: c.Words.Text(pillar.Title.In(lang)),
			})
		}
	}
	state := f.Field(fieldState)
	if state == nil {
		return
	}
	label := c.Words.T("people.state_disabled")
	state.Options = []form.Option{{Value: disabled, Label: label}}
}

// scope reads the boxes that are ticked; what is no number is a measure that does not exist.
func scope(f form.Form) desk.Scope {
	s := desk.Scope{Regions: f.Field(fieldRegions).Values}
	for _, value := range f.Field(fieldMeasures).Values {
		number, _ := strconv.Atoi(value)
		s.Measures = append(s.Measures, number)
	}
	slices.Sort(s.Measures)
	slices.Sort(s.Regions)
	return s
}

// refused puts each refusal of the use case beside the field that it is about, and returns the
// status of the answer; the error comes back when the form has no answer to it.
func refused(c *admin.Call, f *form.Form, failed error) (status int, err error) {
	refusals := segur.Refusals(failed)
	if len(refusals) == 0 {
		return 0, failed
	}
	for _, one := range refusals {
		if one.Code != segur.CodeInvalid && one.Code != segur.CodeConflict {
			return 0, failed
		}
		message := c.Word(one)
		f.Refuse(box(f, one.Field), message)
	}
	return http.StatusUnprocessableEntity, nil
}

// box returns the field that a refusal is about.
func box(f *form.Form, field string) string {
	switch field {
	case refusal.Name, refusal.NameTaken:
		return fieldName
	case refusal.DisplayName:
		return fieldDisplay
	case refusal.Lang:
		return fieldLang
	case refusal.ScopeRequired, refusal.ScopeUnknown:
		return fieldRegions
	case refusal.SubjectTaken:
		return fieldIdentity
	case refusal.LastAdmin:
		if state := f.Field(fieldState); state != nil && state.Has(disabled) {
			return fieldState
		}
		return fieldRole
	}
	return field
}

// compareWith notes beside each field what is kept now, where that differs from what was typed.
func compareWith(c *admin.Call, f *form.Form, now form.Form) {
	for i := range f.Fields {
		field, kept := &f.Fields[i], now.Field(f.Fields[i].Name)
		if slices.Equal(field.Values, kept.Values) {
			continue
		}
		words := kept.Values
		if len(kept.Options) > 0 {
			words = nil
			for _, o := range kept.Options {
				if kept.Has(o.Value) {
					words = append(words, o.Label)
				}
			}
		}
		key := "people.now"
		if len(words) == 0 {
			key = "people.now_nothing"
		}
		field.Now = c.Words.T(key, "value", strings.Join(words, ", "))
	}
}
