// Package scenes holds stories of the desk told in a real browser: people sign in, type into
// forms, send them, decide and publish, and readers see what comes of it. Every step goes by what
// shows on the screen, by mouse and keyboard. The package knows pages by their words and
// addresses only; it has no code of its own.
package scenes
