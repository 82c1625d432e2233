// Package travel holds what other sites rely on when they take a chart: that all its files say
// the same figures as its page, and that an address once given answers for good.
package travel
