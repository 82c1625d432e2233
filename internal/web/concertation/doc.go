// Package concertation is the page of the consultations that the 33 measures came out of: who met, when
// and for what, the guide of May 2020, the territories' own contributions and sessions, and how all of it
// led to the pillars, the measures and the second year.
package concertation
