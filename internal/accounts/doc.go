// Package accounts keeps the accounts of staff: administrators create and change them, people set their
// own password, language and second factor, and a one-time link opens one. Each use case checks the rights
// of its actor itself and writes down what changed, never a secret. It must not know how passwords are
// hashed, how people sign in, nor how anything is stored or shown.
package accounts
