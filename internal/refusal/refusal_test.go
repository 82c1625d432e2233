package refusal_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/segur-tracker/segur/internal/refusal"
	"github.com/segur-tracker/segur/internal/segur"
)

func TestRefusalsCarryTheirCodeFieldAndMessage(t *testing.T) {
	t.Parallel()
	for want, got := range map[*segur.Error]*segur.Error{
		{Code: segur.CodeInvalid, Field: "kind", Message: "no 3"}:       refusal.Invalidf(refusal.Kind, "no %d", 3),
		{Code: segur.CodeConflict, Field: "stale", Message: "no 3"}:     refusal.Conflictf(refusal.Stale, "no %d", 3),
		{Code: segur.CodeForbidden, Field: "permission", Message: "no"}: refusal.Forbiddenf(refusal.Permission, "no"),
		{Code: segur.CodeNotFound, Message: "no 3"}:                     refusal.NotFoundf("no %d", 3),
	} {
		if got.Code != want.Code || got.Field != want.Field || got.Message != want.Message {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestFieldIsThatOfTheFirstRefusal(t *testing.T) {
	t.Parallel()
	long := refusal.Invalidf(refusal.Note, "too long")
	long.Err = &refusal.TooLong{Limit: 1000}
	for want, err := range map[string]error{
		"":           errors.New("disk full"),
		refusal.Note: fmt.Errorf("publish: %w", long),
		refusal.Name: errors.Join(refusal.Invalidf(refusal.Name, "short"), refusal.Invalidf(refusal.Lang, "none")),
	} {
		if got := refusal.Field(err); got != want {
			t.Errorf("%v has field %q, want %q", err, got, want)
		}
	}
	var limit *refusal.TooLong
	if !errors.As(fmt.Errorf("publish: %w", long), &limit) || limit.Error() != "more than 1000 characters" || refusal.Field(nil) != "" {
		t.Errorf("the limit is %v", limit)
	}
}
