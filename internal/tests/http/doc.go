// Package http holds tests of how the site speaks HTTP, through the whole stack: validators,
// encodings, caching, security headers, assets, logs, limits, start and stop. It has no code
// of its own.
package http
