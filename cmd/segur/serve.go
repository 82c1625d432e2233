package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"

	"github.com/segur-tracker/segur/assets"
	"github.com/segur-tracker/segur/internal/app"
	"github.com/segur-tracker/segur/internal/config"
	"github.com/segur-tracker/segur/seed"
)

type serveCommand struct {
	settings `embed:""`
	anew     `embed:""`
}

// anew is the choice of who finds a database without a site.
type anew struct {
	New bool `help:"Where the database file holds no site, set it aside and make a new site, instead of refusing."`
}

// Run serves until it is interrupted. The address is printed on the standard output once
// the site answers there.
func (s serveCommand) Run() (err error) {
	c, err := s.load()
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	a, err := open(ctx, c, s.anew)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", c.Listen, err)
	}
	address := "http://" + shown(l.Addr(), c.Listen)
	fmt.Printf("Serving publication %d on %s\n", a.Catalog().Version(), address)
	// Who interrupts the program now gets the ordinary end, in Serve.
	if err := invite(ctx, a, cmp.Or(c.BaseURL, address)); err != nil && ctx.Err() == nil {
		return errors.Join(err, l.Close())
	}
	return a.Serve(ctx, l)
}

// invite prints where to create the first account while there is none. The link goes to the
// standard output only: logs are kept and passed on.
func invite(ctx context.Context, a *app.App, address string) error {
	path, err := a.Invite(ctx)
	if err != nil || path == "" {
		return err
	}
	_, err = fmt.Printf("Create the first account: %s%s\n", address, path)
	return err
}

// shown keeps the host name that was asked for and takes the port that was given.
func shown(addr net.Addr, asked string) string {
	host, _, err := net.SplitHostPort(asked)
	_, port, errAddr := net.SplitHostPort(addr.String())
	if err != nil || errAddr != nil || host == "" {
		return addr.String()
	}
	return net.JoinHostPort(host, port)
}

// open joins the program with its embedded files.
func open(ctx context.Context, c config.Config, n anew) (*app.App, error) {
	o := app.Options{Config: c, Logger: logger(c), Version: version, Seed: seed.Files, Anew: n.New}
	for _, sub := range []struct {
		from fs.FS
		dir  string
		into *fs.FS
	}{{assets.Templates, "templates", &o.Templates}, {assets.Locales, "locales", &o.Locales}, {assets.Dist, "dist", &o.Dist}, {assets.Geo, "geo", &o.Geo}} {
		part, err := fs.Sub(sub.from, sub.dir)
		if err != nil {
			return nil, err
		}
		*sub.into = part
	}
	return app.Open(ctx, o)
}
