// Package forwarded tells where a request comes from, past proxies that are trusted, from what they write into its headers. It
// must not know what the address is for, and it keeps none.
package forwarded
