// Package editorial is the only package that changes published data: every change, the
// first seed included, becomes a numbered publication here, after validation. It must not
// know how data is stored or shown, nor which form or file a change came from.
package editorial
