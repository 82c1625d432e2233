// Package typed reads what French people type into forms: dates, periods, numbers of an
// indicator, tables pasted from a spreadsheet. What it cannot read it explains by a Fault that
// screens word. It must not know forms, requests or what is published.
package typed
