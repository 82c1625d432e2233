// Package documents gives readers the documents that published rows name, as files to keep. It must not
// know where bytes are stored, nor give one that no published row names.
package documents
