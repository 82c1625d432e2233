package testkit

import (
	"bytes"
	"encoding/csv"
	"testing"
)

// EditRows rewrites a CSV file of the dataset; change sees each row by column name.
func EditRows(t testing.TB, files map[string][]byte, name string, change func(row map[string]string)) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(files[name])).ReadAll()
	if err != nil || len(records) == 0 {
		t.Fatalf("read %s: %d rows, %v", name, len(records), err)
	}
	header := records[0]
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range header {
			row[column] = record[i]
		}
		change(row)
		for i, column := range header {
			record[i] = row[column]
		}
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(records); err != nil {
		t.Fatalf("write %s: %v", name, err)
	}
	files[name] = out.Bytes()
}
