// Package locale writes words, numbers, dates and units the way a French or an English reader
// expects them. Every figure and every text that reaches a screen, a chart, a file or a feed passes
// through it, so that they never differ.
//
// It must not know what it formats: measures, indicators, publications, HTML and HTTP are foreign
// to it, and it imports no other package of this project. Words live in TOML files handed to Load;
// only what a formatter itself prints (months, units, "et") is written here.
package locale
