package app

// advise warns of what is missing from the settings: the site works without, and tells readers less than it should.
func advise(o Options) {
	if o.Config.Publisher == "" || o.Config.Hosting == "" {
		o.Logger.Warn("the legal notice lacks its publisher or its host: set SEGUR_PUBLISHER and SEGUR_HOSTING")
	}
	if o.Config.BaseURL == "" {
		o.Logger.Warn("links that leave the site, codes and oEmbed among them, name an address that others may not reach: set SEGUR_BASE_URL",
			"address", o.Config.PublicURL())
	}
}
