// Package search tests the page where readers look for anything, on the real site: each question of a
// citizen has its answer there, from the first page on, and nothing that is typed does harm.
package search
