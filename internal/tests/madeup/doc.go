// Package madeup takes a table that no package of the product knows through its whole life.
package madeup
