// Package upgrade opens databases that programs of before made, and goes on with them: what is kept
// reads the same, verifies, is guarded as today's, and can be undone.
package upgrade
