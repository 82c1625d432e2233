// Package project holds the forms in which investment projects are entered, corrected and withdrawn.
// It must not know how a proposal is decided.
package project
