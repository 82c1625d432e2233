// Package testkit runs the whole program inside a test: a migrated and seeded database in a
// folder of its own, the embedded templates, words and built files, a clock that stands
// still. Requests go through the same stack as in production, never to a handler directly.
// It also reads answers: HTML as a browser would, faults that no page may have, figures and
// where they come from. It must not know what a particular page says: tests do.
package testkit
