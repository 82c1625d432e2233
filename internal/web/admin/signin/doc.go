// Package signin is the area of the desk that lets people in and out: name and password,
// second factor, single sign-on, one-time links, and what they settle about their own account.
// It joins what package auth proves with what packages accounts and journal keep. It must not know what
// an account may do once it is in.
package signin
