// Package browsers looks at our frames in pages of other sites through Chromium, Firefox and WebKit: as a newsroom pastes them, in a
// sandbox, in a preview, in an article kept as a file, and as WordPress keeps them, with its own script. The browsers are driven by
// driver/run.mjs; make deps-test installs them.
package browsers
