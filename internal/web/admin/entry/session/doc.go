// Package session holds the forms in which territorial sessions of the concertation are entered,
// corrected and withdrawn, with the deliverables that the guide of May 2020 asks for. It must not know
// how a proposal is decided, nor judge what an attached file is.
package session
