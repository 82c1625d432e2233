// Package flood measures the real program while very many people sign in at the same moment: how
// much memory it takes, how many are served, and what readers of the site notice. It is run by
// hand, as a benchmark: go test -run '^$' -bench . ./internal/tests/flood
package flood
