// Package preview shows changes before they are public, for the areas of the desk that review
// and publish them: what readers would see, and the three versions of a row that two people
// changed. It must not know what is decided, nor write anything.
package preview
