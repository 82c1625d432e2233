// Package week holds the first week of an operator as one story: the built program behind Debian's nginx,
// on plain http and on https, installed, worked with, copied, restored elsewhere and upgraded. It needs
// nginx, and Node for the provider of single sign-on. It has no code of its own.
package week
