// Package staff lets tests work at the desk as people do: with an account, a session and the
// forms of the pages. Sessions are made directly, because hashing passwords takes time; the tests
// of signing in go through the pages themselves. It must not know what the pages show.
package staff
