// Package arrows holds the tests that read the design's rules from the code: which package
// may import which, who may touch a framework, how large files and functions may grow, what
// must never be written. It holds no program code and must not know what the packages do.
package arrows
