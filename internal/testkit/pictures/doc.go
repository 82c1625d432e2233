// Package pictures draws charts for tests as the program does, each picture once: the next test that asks for the
// same one, in this process or another, gets what was drawn. Tests of the engines themselves must not use it.
package pictures
