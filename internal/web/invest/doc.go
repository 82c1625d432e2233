// Package invest serves the pages of the investment plan: the money that was promised and what became of it, the
// regions' strategies, and the projects that were read of, one by one. Amounts of projects are shown and never added.
package invest
