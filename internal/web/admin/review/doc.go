// Package review holds the pages of proposals: the queue, one proposal with what it changes and
// what readers would see, the decision on it, and the way out of a conflict. It must not judge a
// change nor a right by itself: the use cases do, and their refusals are worded here.
package review
