package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
)

// Log keeps what a site writes to its log, one JSON object a line.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write appends to the log; any number of goroutines may call it.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
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
