package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"
)

// Log keeps what a site writes to its log, one JSON object a line.
type Log struct {
	mu      sync.Mutex
	text    bytes.Buffer
	written chan struct{} // closed by the next line; nil while nobody waits for it
}

// Write appends to the log; any number of goroutines may call it.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.written != nil {
		close(l.written)
		l.written = nil
	}
	return l.text.Write(b)
}

// next is closed when something more is written.
func (l *Log) next() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.written == nil {
		l.written = make(chan struct{})
	}
	return l.written
}

// Await returns once the log so far tells what is waited for; it is read again with each line.
func (l *Log) Await(t testing.TB, what string, told func(records []map[string]any) bool) {
	t.Helper()
	hangs := time.NewTimer(Patience)
	defer hangs.Stop()
	for {
		next := l.next()
		records, err := l.Records()
		if err != nil {
			t.Fatal(err)
		}
		if told(records) {
			return
		}
		select {
		case <-next:
		case <-hangs.C:
			t.Fatalf("the log never tells that %s", what)
		}
	}
}

// String returns the log so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Records returns the lines of the log as objects; a line that is not one is an error.
func (l *Log) Records() ([]map[string]any, error) {
	var records []map[string]any
	for line := range bytes.Lines([]byte(l.String())) {
		var record map[string]any
		if err := json.Unmarshal(line, &record); err != nil {
			return nil, fmt.Errorf("log line %q: %w", line, err)
		}
		records = append(records, record)
	}
	return records, nil
}

// Cause returns what the log says went wrong with an answer, "" when it says nothing.
func (l *Log) Cause(r Response) string {
	records, err := l.Records()
	if err != nil {
		return err.Error()
	}
	for _, record := range records {
		if cause, ok := record["error"].(string); ok && record["request_id"] == r.Header.Get("X-Request-Id") {
			return cause
		}
	}
	return ""
}
