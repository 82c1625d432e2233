// Package auth tells who is at the other end: passwords, second factors, sessions, trusted
// browsers, one-time links, single sign-on, and the waiting imposed on those who guess. It
// keeps nothing itself but counters in memory; storage is handed in through small interfaces.
// It must not know what an account may do (desk says), which pages exist, or how they look.
package auth
