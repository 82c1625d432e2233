package sheet

import (
	"context"
	"errors"
	"fmt"

	"github.com/segur-tracker/segur/internal/archive"
	"github.com/segur-tracker/segur/internal/sheet/markup"
)

// The reasons for which a file is refused. Callers word them by name.
const (
	ReasonEmpty     = "empty"     // no byte, or no cell that holds something
	ReasonLarge     = "large"     // beyond Limits.Bytes
	ReasonType      = "type"      // no spreadsheet: PDF, page, picture, document…; Found says which
	ReasonBinary    = "binary"    // a workbook of a form that is not read: .xls, .xlsb; Found says which
	ReasonName      = "name"      // a spreadsheet by the name of another format; Found says what it is
	ReasonBroken    = "broken"    // damaged, or two readers may read two things
	ReasonMarkup    = "markup"    // document types and entities, which no spreadsheet has
	ReasonEncrypted = "encrypted" // needs a password
	ReasonMacro     = "macro"     // holds a program
	ReasonLinks     = "links"     // takes figures from other files
	ReasonBomb      = "bomb"      // unfolds beyond all measure
	ReasonSheets    = "sheets"    // beyond Limits.Sheets
	ReasonRows      = "rows"      // beyond Limits.Rows
	ReasonColumns   = "columns"   // beyond Limits.Columns
	ReasonLong      = "long"      // a cell beyond Limits.Text, or a row of too many such
	ReasonStrings   = "strings"   // texts of a workbook beyond Limits.Strings
	ReasonQuotes    = "quotes"    // of CSV: a cell between quotes goes on after them, or never ends
	ReasonEncoding  = "encoding"  // of CSV: letters that no encoding explains
	ReasonZero      = "zero"      // of CSV: a NUL
)

// Reasons lists every reason.
func Reasons() []string {
	return []string{
		ReasonEmpty, ReasonLarge, ReasonType, ReasonBinary, ReasonName, ReasonBroken, ReasonMarkup, ReasonEncrypted, ReasonMacro, ReasonLinks,
		ReasonBomb, ReasonSheets, ReasonRows, ReasonColumns, ReasonLong, ReasonStrings, ReasonQuotes, ReasonEncoding, ReasonZero,
	}
}

// Refusal says why a file is not read, or not read on: one of the reasons, and the place as far as it is known.
type Refusal struct {
	Reason string
	Found  string // what the file is instead: "pdf", "html", "xls"…
	Part   string // of an archive
	Sheet  string
	Row    int // from 1, 0 for unknown
	Line   int // of a CSV file
	Column int
	Most   int // the limit that was passed
}

// Error names the reason for logs and tests.
func (r *Refusal) Error() string {
	place := r.Part + r.Found
	if r.Row > 0 {
		place += fmt.Sprintf(" %s!%s", r.Sheet, Address(r.Column, r.Row))
	}
	return "sheet refused: " + r.Reason + " " + place
}

// refusal turns what reading ended with into a *Refusal. Errors of the file below, and of the context, stay what they are.
func refusal(err error, part string) error {
	if err == nil {
		return nil
	}
	if _, done := errors.AsType[*Refusal](err); done || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if fault, ok := errors.AsType[*archive.Fault](err); ok {
		return &Refusal{Reason: fault.Reason, Part: fault.Part}
	}
	switch {
	case errors.Is(err, markup.ErrDoctype):
		return &Refusal{Reason: ReasonMarkup, Part: part}
	case errors.Is(err, markup.ErrBroken), errors.Is(err, markup.ErrEncoding), errors.Is(err, markup.ErrLarge):
		return &Refusal{Reason: ReasonBroken, Part: part}
	}
	return err
}
