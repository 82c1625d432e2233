// Package effect tells what a change does to what readers see: the counts of measures, the
// figures that stand for an indicator, their trajectories, the headline sentences, the charts
// and the pages. It compares two catalogs and knows nothing else: it must not know who proposes
// the change, where proposals are kept, or how pages show any of this.
package effect
