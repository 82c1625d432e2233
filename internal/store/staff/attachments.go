package staff

import (
	"context"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/attachment"
)

// document is an attached file; its table only grows.
type document struct {
	ID     int64
	Digest string
	Type   attachment.Type
	Body   []byte
}

func (document) TableName() string { return "attachments" }

// keepDocuments keeps the bytes of documents that are not there yet.
func keepDocuments(tx *gorm.DB, files []attachment.File) error {
	for _, f := range files {
		var there int64
		if err := tx.Model(&document{}).Where("digest = ?", f.Digest).Count(&there).Error; err != nil {
			return err
		}
		if there > 0 {
			continue
		}
		if err := tx.Create(&document{Digest: f.Digest, Type: f.Type, Body: f.Body}).Error; err != nil {
			return err
		}
	}
	return nil
}

// Attachment returns a document by its digest; CodeNotFound when there is none. Whether the bytes are
// those of the digest is for verification to say.
func (r Records) Attachment(ctx context.Context, digest string) (attachment.File, error) {
	return one(r, r.db(ctx).Where("digest = ?", digest), func(row document) attachment.File {
		return attachment.File{Digest: row.Digest, Type: row.Type, Body: row.Body}
	})
}

// Attached reports whether a document is kept.
func (r Records) Attached(ctx context.Context, digest string) (bool, error) {
	n, err := count[document](r, r.db(ctx).Where("digest = ?", digest))
	return n > 0, err
}
