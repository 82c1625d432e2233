// Package cache keeps what is costly to make, within a bound, and makes each entry once for all who
// ask at the same time. It must not know what it keeps, or who asks.
package cache
