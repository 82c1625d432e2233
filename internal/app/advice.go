package app

import "github.com/segur-tracker/segur/internal/chart/png"

// advise warns of what is missing from the settings or from the machine: the site works without, and serves readers less well
// than it should.
func advise(o Options) {
	if o.Config.Publisher == "" || o.Config.Hosting == "" {
		o.Logger.Warn("the legal notice lacks its publisher or its host: set SEGUR_PUBLISHER and SEGUR_HOSTING")
	}
	if o.Config.BaseURL == "" {
		o.Logger.Warn("links that leave the site, codes and oEmbed among them, name an address that others may not reach: set SEGUR_BASE_URL",
			"address", o.Config.PublicURL())
	}
	compiles := png.Compiles
	if o.Compiles != nil {
		compiles = o.Compiles
	}
	if !compiles() {
		o.Logger.Warn("executable memory is refused: a PNG picture takes seconds instead of a fraction of one; " +
			"allow it, under systemd by MemoryDenyWriteExecute=no")
	}
}
