package main

import (
	"log/slog"
	"os"

	"github.com/segur-tracker/segur/internal/config"
)

// settings are the flags that every command takes; an empty one leaves the choice to the
// environment, then to the default.
type settings struct {
	Listen          string `help:"Address to serve on; port 0 picks a free one." placeholder:"HOST:PORT"`
	Data            string `help:"Folder of the database; created when absent." placeholder:"DIR"`
	BaseURL         string `name:"base-url" help:"Public address of the site." placeholder:"URL"`
	LogLevel        string `help:"Least severe log records kept: debug, info, warn, error." placeholder:"LEVEL"`
	LogFormat       string `help:"Form of log records: text or json." placeholder:"FORM"`
	TrustedProxies  string `help:"Networks of proxies whose forwarding headers are believed." placeholder:"CIDR,…"`
	Publisher       string `help:"Publisher named in the legal notice." placeholder:"TEXT"`
	Hosting         string `help:"Host named in the legal notice." placeholder:"TEXT"`
	ShutdownTimeout string `help:"How long running requests may take to end." placeholder:"10s"`
}

func (s settings) load() (config.Config, error) {
	flags := map[string]string{
		"SEGUR_LISTEN": s.Listen, "SEGUR_DATA": s.Data, "SEGUR_BASE_URL": s.BaseURL,
		"SEGUR_LOG_LEVEL": s.LogLevel, "SEGUR_LOG_FORMAT": s.LogFormat,
		"SEGUR_TRUSTED_PROXIES": s.TrustedProxies, "SEGUR_PUBLISHER": s.Publisher, "SEGUR_HOSTING": s.Hosting,
		"SEGUR_SHUTDOWN_TIMEOUT": s.ShutdownTimeout,
	}
	environment := config.Environ(os.Environ())
	return config.LoadStrict(func(name string) (string, bool) {
		if value := flags[name]; value != "" {
			return value, true
		}
		return environment(name)
	}, os.Environ())
}

func logger(c config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

type configCommand struct {
	settings `embed:""`
}

func (c configCommand) Run() error {
	loaded, err := c.load()
	if err != nil {
		return err
	}
	return loaded.Print(os.Stdout)
}
