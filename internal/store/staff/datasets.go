package staff

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm"

	"github.com/segur-tracker/segur/internal/desk"
	"github.com/segur-tracker/segur/internal/segur"
)

// offered is a dataset that was put up for review; its table only grows. Form is the canonical form of all its rows as
// additions, packed with gzip.
type offered struct {
	ID          int64
	Publication int
	OfferedAt   time.Time `gorm:"serializer:moment;autoCreateTime:false"`
	Form        []byte
}

func (offered) TableName() string { return "offered_datasets" }

func keepOffer(tx *gorm.DB, o *desk.Offer) error {
	if o == nil {
		return nil
	}
	form, err := segur.Additions(o.Dataset).Canonical()
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(form); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return tx.Create(&offered{Publication: o.Publication, OfferedAt: o.At, Form: packed.Bytes()}).Error
}

// Offered returns the last dataset that was put up for review; CodeNotFound when none was.
func (r Records) Offered(ctx context.Context) (desk.Offer, error) {
	row, err := one(r, r.db(ctx).Order("id DESC"), func(row offered) offered { return row })
	if err != nil {
		return desk.Offer{}, err
	}
	d, err := row.unpack()
	if err != nil {
		return desk.Offer{}, fmt.Errorf("read offered dataset %d: %w", row.ID, err)
	}
	return desk.Offer{Publication: row.Publication, At: row.OfferedAt, Dataset: d}, nil
}

func (o offered) unpack() (segur.Dataset, error) {
	packed, err := gzip.NewReader(bytes.NewReader(o.Form))
	if err != nil {
		return segur.Dataset{}, err
	}
	form, err := io.ReadAll(packed)
	if err != nil {
		return segur.Dataset{}, err
	}
	all, err := segur.ParseChangeSet(form)
	if err != nil {
		return segur.Dataset{}, err
	}
	return all.Apply(segur.Dataset{})
}
