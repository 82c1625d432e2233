package atlas

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/segur-tracker/segur/internal/segur"
)

var pathForm = regexp.MustCompile(`^(M\d+ \d+l-?\d+([ -]\d+)+z)+$`)

// TestEveryPlaceOfAProjectHasAMark joins the outlines with the list of departments, and demands that marks stand inside the drawing
// and apart from each other.
func TestEveryPlaceOfAProjectHasAMark(t *testing.T) {
	t.Parallel()
	d, err := ReadDepartments(os.DirFS("../../../assets/geo"))
	if err != nil {
		t.Fatal(err)
	}
	marks := map[string]Outline{}
	length := 0
	for _, o := range d.Outlines {
		length += len(o.Path)
		if o.Path != "" && !pathForm.MatchString(o.Path) {
			t.Errorf("%s: path %s", o.Code, o.Path)
		}
		if o.Twin {
			continue
		}
		if _, twice := marks[o.Code]; twice || o.X < 0 || o.Y < 0 || o.X > d.Width || o.Y > d.Height {
			t.Errorf("%s at %d, %d", o.Code, o.X, o.Y)
		}
		marks[o.Code] = o
	}
	for _, p := range segur.ProjectPlaces() {
		if _, ok := marks[p.Code]; !ok {
			t.Errorf("%s has no mark", p.Code)
		}
		if p.Code < "977" && !strings.HasPrefix(marks[p.Code].Path, "M") {
			t.Errorf("%s has no outline", p.Code)
		}
		delete(marks, p.Code)
	}
	if len(marks) > 0 || len(d.Frames) != 6 || length > 40_000 {
		t.Errorf("%d marks of nowhere, %d frames, paths of %d bytes", len(marks), len(d.Frames), length)
	}
}
