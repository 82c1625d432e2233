// Package store keeps published data in a database and gives it back, publication by
// publication, and commits whole batches of the editorial side. With the packages below it,
// it is the only importer of GORM and the only place with SQL; what is special to one engine
// stays in the files named after it and in its migrations. It must not know who may publish,
// what makes a dataset valid or how figures are shown.
package store
