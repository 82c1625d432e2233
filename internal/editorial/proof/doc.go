// Package proof chains publications to each other and tells whether what is stored is what was
// published: it recomputes every hash, plays all publications again and holds the outcome
// against the rows and against the journal. It must not know who publishes, how anything is
// stored, nor in which words a finding is shown.
package proof
