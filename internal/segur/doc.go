// Package segur is the domain: the words of the tracker (pillar, measure, state,
// indicator, value, source, trajectory…), what makes a dataset valid, and the only
// arithmetic on published figures. It uses the standard library alone and must not know
// where figures are stored, how they are shown or in which language.
package segur
