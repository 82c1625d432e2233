// Package rules says what a dataset must be to be published: what no column alone can tell. It knows
// neither storage nor words.
package rules
