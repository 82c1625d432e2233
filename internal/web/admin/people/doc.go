// Package people is the area of the desk that keeps accounts and shows the audit journal. It
// must not know how anybody signs in.
package people
