package proof

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/segur-tracker/segur/internal/segur"
)

// documents holds every document that a publication brought against the bytes that are kept.
func (v *verifier) documents(ctx context.Context, archive Archive, releases []segur.Release) error {
	met := map[string]bool{}
	for _, r := range releases {
		for _, named := range segur.DocumentsOf(r.Changes) {
			if met[named.Digest] {
				continue
			}
			met[named.Digest] = true
			kept, err := archive.Attachment(ctx, named.Digest)
			if segur.ErrorCode(err) == segur.CodeNotFound {
				v.mismatch(Mismatch{Publication: r.Publication.Number, Table: TableAttachments, Key: named.Digest, Expected: named.Name})
				continue
			}
			if err != nil {
				return err
			}
			sum := sha256.Sum256(kept.Body)
			if digest := hex.EncodeToString(sum[:]); digest != named.Digest {
				v.mismatch(Mismatch{Publication: r.Publication.Number, Table: TableAttachments, Key: named.Digest, Field: "digest", Stored: digest, Expected: named.Digest})
			}
			if len(kept.Body) != named.Size {
				v.mismatch(Mismatch{
					Publication: r.Publication.Number, Table: TableAttachments, Key: named.Digest, Field: "size",
					Stored: strconv.Itoa(len(kept.Body)), Expected: strconv.Itoa(named.Size),
				})
			}
		}
	}
	return nil
}
