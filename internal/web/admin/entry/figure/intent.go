package figure

import (
	"github.com/segur-tracker/segur/internal/edit"
	"github.com/segur-tracker/segur/internal/segur"
)

// Intent finds back what a person wanted with one figure from the changes that came of it; ok
// is false when the changes are about several figures, as those of a grid are.
func Intent(c segur.ChangeSet) (in edit.ValueIntent, ok bool) {
	var promoted, rewritten []segur.Replacement[segur.Value]
	for _, r := range c.Values.Replace {
		same := r.Old
		same.Reference = r.New.Reference
		switch {
		case same != r.New:
			rewritten = append(rewritten, r)
		case r.New.Reference:
			promoted = append(promoted, r)
		}
	}
	added, removed := c.Values.Add, c.Values.Remove
	switch {
	case len(added) == 1 && len(removed)+len(rewritten)+len(promoted) == 0:
		in = edit.ValueIntent{Action: edit.ValueAlternative, New: added[0]}
		if added[0].Reference {
			in.Action = edit.ValueAdd
		}
		return in, true
	case len(removed) == 1 && len(added)+len(rewritten) == 0:
		in = edit.ValueIntent{Action: edit.ValueWithdraw, Old: &removed[0]}
		if len(promoted) == 1 {
			in.New = promoted[0].Old
		}
		return in, len(promoted) < 2
	case len(rewritten) == 1 && len(added)+len(removed) == 0:
		return edit.ValueIntent{Action: edit.ValueReplace, Old: &rewritten[0].Old, New: rewritten[0].New}, true
	case len(promoted) == 1 && len(added)+len(removed)+len(rewritten) == 0:
		return edit.ValueIntent{Action: edit.ValueReference, Old: &promoted[0].Old}, true
	}
	return edit.ValueIntent{}, false
}
