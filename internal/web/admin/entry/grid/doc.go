// Package grid holds the form in which a whole indicator is typed at once: regions down, years
// across, one document and one reason for all. Only the cells that differ from what is published
// become a proposal. It must not know how a change is judged or kept.
package grid
