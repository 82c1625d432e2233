// Package staff keeps what the editorial side works with: accounts and their secrets,
// sessions, one-time links, proposals, plans, the audit journal and what readers reported. It must
// not know what is published, who may do what, or how a secret is made.
package staff
