// Package publish holds the pages where approved proposals become public: what waits, what goes
// out at a date, what went out, and the undoing of a publication. Local times are read and told
// in the zone of the site. It must not judge whether something may be published: the use cases
// do, and their refusals are worded here.
package publish
