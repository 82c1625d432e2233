// Package journal lets people do at the desk what they may, and keeps the record of what they did and of
// what they were refused: every use case asks it for the right, and hands it what is to be written with
// the lines that say so. It must not know what a use case is about, how anything is stored, nor how people
// sign in.
package journal
