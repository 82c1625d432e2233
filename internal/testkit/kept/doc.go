// Package kept holds on disk what takes tests long to make, in the user's cache folder, from one process to the next.
// Everything is named by what it is made from, the source code of its maker included, so nothing there is ever stale
// and all of it may be deleted at any time. It must not know what it holds.
package kept
