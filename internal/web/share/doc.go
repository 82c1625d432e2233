// Package share serves what people need to take charts elsewhere: the gallery, the page of each
// chart with its share panel, the page for newsrooms. It must not know how frames, files or
// pictures are made, nor reach the editorial side.
package share
