// Package region serves the pages of the regions: the list of all, some of them side by side, and one page for
// each with its money, strategy, projects, figures and what is not documented for it. It reads published figures
// only, like the other public pages, and must not reach the database, the editorial side or a session.
package region
