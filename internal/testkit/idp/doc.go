// Package idp runs a real OpenID Connect provider for tests of single sign-on, and a person's
// browser there. It needs Node and the npm packages of assets. It must not know our pages.
package idp
