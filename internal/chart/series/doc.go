// Package series draws what is published on one indicator: the line or the bar of one territory,
// the bars of regions, the small picture of a tile, and says each in words. It must not know
// other charts, addresses or pages.
package series
