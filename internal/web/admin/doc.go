// Package admin is the kernel of the desk, the pages under /admin where staff work: who is
// asking, whether the route admits them, the frame of a page, the wording of refusals. Its
// areas (signing in, people, entry, review, publishing) bring routes and handlers. It must
// not decide anything about the data: that is the business of package editorial.
package admin
