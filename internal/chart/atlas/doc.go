// Package atlas draws the map of the French regions: which indicators have one, its classes, its
// words and where each figure is printed. The outlines themselves are in the chart bundle, under
// the name that plot.Regions takes. It must not know other charts, addresses or pages.
package atlas
