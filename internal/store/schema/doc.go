// Package schema writes the SQL that follows from the description of a table: its tables, its
// indexes and the guards that keep what is published, in the words of an engine. Numbered migrations
// change the shape of what is there already.
package schema
