// Package upgrade opens databases that programs of before made.
package upgrade
