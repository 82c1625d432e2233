package documents

import (
	"context"

	"github.com/segur-tracker/segur/internal/attachment"
	"github.com/segur-tracker/segur/internal/catalog"
	"github.com/segur-tracker/segur/internal/segur"
	"github.com/segur-tracker/segur/internal/web"
)

// Files gives the bytes of documents.
type Files interface {
	// Attachment returns a document by its digest; CodeNotFound when there is none.
	Attachment(ctx context.Context, digest string) (attachment.File, error)
}

// Pages answers for documents.
type Pages struct{ files Files }

// New returns the pages over some files.
func New(files Files) *Pages { return &Pages{files} }

// Routes declares the address of documents.
func (p *Pages) Routes() []web.Route {
	return []web.Route{{Path: "/documents/:digest/:name", Kind: web.KindDocument, Read: p.read}}
}

// read answers with a document that the publication asked for names so.
func (p *Pages) read(ctx context.Context, c *catalog.Catalog, r web.Request) (web.Answer, error) {
	named, ok := find(c, r.Params["digest"], r.Params["name"])
	if !ok {
		return web.Answer{}, &segur.Error{Code: segur.CodeNotFound}
	}
	f, err := p.files.Attachment(ctx, named.Digest)
	if err != nil {
		return web.Answer{}, err
	}
	return web.Answer{Fleeting: true, File: Download(named, f)}, nil
}

// Download makes the answer that gives a document.
func Download(named segur.Document, f attachment.File) *web.File {
	return &web.File{Body: f.Body, Type: f.Type.Media(), Name: named.Name, Attached: true, Packed: true}
}

func find(c *catalog.Catalog, digest, name string) (segur.Document, bool) {
	for _, s := range c.Sessions() {
		if s.Document.Digest == digest && s.Document.Name == name && digest != "" {
			return s.Document, true
		}
	}
	return segur.Document{}, false
}
