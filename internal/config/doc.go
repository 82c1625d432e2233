// Package config reads the settings of the program into one validated value. It must not
// know what the settings are used for, and reads nothing by itself: the caller hands it the
// environment.
package config
