// Package usecase holds what tests of the use cases of the desk say again and again: that one succeeds, that one
// is refused for a reason, and that each is for the people whom it is for and nobody else. It must not know any
// use case.
package usecase
