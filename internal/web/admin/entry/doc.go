// Package entry is the area of the desk where changes are written: what to enter, and the
// forms of a measure's state and texts, an indicator's definition, a source, an event, the site's
// message. Figures have packages of their own beside (figure, grid), and all forms share one
// driver. It must not decide what may be published: package editorial judges and keeps.
package entry
