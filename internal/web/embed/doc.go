// Package embed serves what stands in pages of other sites: the frame of a chart, the script that
// gives frames their height, and the oEmbed answers by which editors find them. It sets no
// cookie and needs nothing but the published figures.
package embed
