// Package crawl answers the programs that look for pages: the list of all addresses, what they may
// read, the icon at the place where they look for one. It must not know what the pages say.
package crawl
