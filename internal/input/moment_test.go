package input_test

import (
	"errors"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/input"
)

func TestReadMoment(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		day, hour, want string // in UTC
		twice           bool
	}{
		{"21/07/2027", "12:00", "2027-07-21 10:00:00", false}, {"21 juillet 2027", "12 h 30", "2027-07-21 10:30:00", false},
		{"21/07/2027 à 9h05m30s", "", "2027-07-21 07:05:30", false},
		{"1er janvier 2027", "midi", "2027-01-01 11:00:00", false}, {"31/10/2027", "2h30", "2027-10-31 01:30:00", true},
		{"31/10/2027", "3h", "2027-10-31 02:00:00", false},
	} {
		got, err := input.ReadMoment(c.day, c.hour, paris)
		if err != nil || got.At.UTC().Format(time.DateTime) != c.want || got.Twice != c.twice || input.ShownTwice(got.At, paris) != c.twice {
			t.Errorf("%q, %q is read as %v, %v; want %s UTC", c.day, c.hour, got, err, c.want)
		}
	}
	for moment, want := range map[[2]string]string{
		{"", "12h"}: "date_empty", {"juillet 2027", "12h"}: "date_format", {"31/06/2027", "12h"}: "date_absent", {"21/07/27", "12h"}: "date_short_year",
		{"21/07/2027", " "}: "hour_empty", {"21/07/2027", "25h"}: "hour_format", {"21/07/2027", "12:60"}: "hour_format", {"21/07/2027", "tôt"}: "hour_format",
	} {
		if got, err := input.ReadMoment(moment[0], moment[1], paris); keyOf(err) != want || got != (input.Moment{}) {
			t.Errorf("%q is read as %v, %v; want %s", moment, got, err, want)
		}
	}
	_, err = input.ReadMoment("28/03/2027", "2h30", paris)
	if absent, ok := errors.AsType[*input.AbsentError](err); !ok || absent.Next.Format(time.DateTime) != "2027-03-28 03:30:00" {
		t.Errorf("an hour that clocks skip: %v", err)
	}
}
