package pages

import (
	"errors"
	"io"
	"time"

	"github.com/segur-tracker/segur/internal/testkit/program"
)

// target is the running program, as readers meet it.
type target struct{ *program.Program }

// answer is what became of a request; its status is 0 where there was none.
type answer struct {
	status int
	retry  string
	took   time.Duration
}

func (p target) ask(path string) answer {
	began := time.Now()
	r, err := p.Client.Get(p.Address + path)
	if err != nil {
		return answer{}
	}
	_, err = io.Copy(io.Discard, r.Body)
	if err = errors.Join(err, r.Body.Close()); err != nil {
		return answer{}
	}
	return answer{r.StatusCode, r.Header.Get("Retry-After"), time.Since(began)}
}
