// Package paths is the home of the addresses of the desk, below that of the site: one constant
// each, which its route declares and its links fill in. It must not know what answers there, so
// that whoever is asked for such an address, settings and sign-in too, may import it.
package paths
