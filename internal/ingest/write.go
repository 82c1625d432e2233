package ingest

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/segur-tracker/segur/internal/segur"
)

// Files makes the files that a dataset is written into, by name.
type Files func(name string) (io.WriteCloser, error)

// Write writes every table of a dataset as a CSV file of the shape that ReadSeed reads, with the tables and columns
// that staff alone fill. What is read back is the same dataset, without its publication.
func Write(d segur.Dataset, files Files) error {
	for _, t := range segur.Tables() {
		if err := write(t, d, files); err != nil {
			return fmt.Errorf("write %s: %w", fileOf(t), err)
		}
	}
	return nil
}

func write(t segur.Table, d segur.Dataset, files Files) (err error) {
	f, err := files(fileOf(t))
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	out := csv.NewWriter(f)
	if err := out.Write(columnsOf(t, true)); err != nil {
		return err
	}
	columns := t.About().Columns
	record := make([]string, len(columns))
	for _, row := range t.Rows(d) {
		for i, field := range t.Open(row).Fields {
			record[i] = written(columns[i], field)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// written is the way back of record.read.
func written(c segur.Column, field any) string {
	switch f := field.(type) {
	case *string:
		return *f
	case *int:
		if c.Optional && *f == 0 {
			return ""
		}
		return strconv.Itoa(*f)
	case **int:
		if *f == nil {
			return ""
		}
		return strconv.Itoa(**f)
	case **segur.Number:
		if *f == nil {
			return ""
		}
		return (*f).String()
	case *bool:
		switch {
		case c.YesNo && *f:
			return "yes"
		case c.YesNo:
			return "no"
		}
		return strconv.FormatBool(*f)
	case fmt.Stringer: // a date, a period, a number
		return f.String()
	case *[]string:
		return strings.Join(*f, "|")
	case *[]int:
		numbers := make([]string, len(*f))
		for i, n := range *f {
			numbers[i] = strconv.Itoa(n)
		}
		return strings.Join(numbers, "|")
	}
	return reflect.ValueOf(field).Elem().String()
}
