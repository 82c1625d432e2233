// Package golden holds pictures beside those that a test keeps of them, so loosely that two
// versions of an engine or a browser pass for the same. It must not know what the pictures show.
package golden
