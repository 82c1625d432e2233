package edit

import "github.com/segur-tracker/segur/internal/refusal"

func refuseSame() error { return refusal.Invalidf(refusal.Same, "nothing would change") }

func refuseExists(table, key string) error {
	return refusal.Invalidf(refusal.Exists, "%s: %s is published already", table, key)
}

func refuseGone(table, key string) error {
	return refusal.Conflictf(refusal.Gone, "%s: %s is not published", table, key)
}
