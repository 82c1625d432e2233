package exports

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segur-tracker/segur/internal/chart/layout"
	"github.com/segur-tracker/segur/internal/chart/spec"
	"github.com/segur-tracker/segur/internal/chart/svg"
	"github.com/segur-tracker/segur/internal/segur"
)

type chartRenderer struct{ asked atomic.Int64 }

func (p *chartRenderer) Picture(_ context.Context, q svg.Request) (svg.Picture, error) {
	p.asked.Add(1)
	return svg.Picture(fmt.Sprintf(`<svg viewBox="0 0 %d %d"><rect fill="#14315c" width="10" height="10"/></svg>`, q.Width, q.Height)), nil
}

// rasteriser holds each rendering until it is let go.
type rasteriser struct {
	began, ended atomic.Int64
	most         atomic.Int64
	let          chan struct{}
	fault        func()
}

func (e *rasteriser) Render(_ context.Context, file []byte, width int) ([]byte, error) {
	under := e.began.Add(1) - e.ended.Load()
	for most := e.most.Load(); under > most && !e.most.CompareAndSwap(most, under); most = e.most.Load() {
	}
	defer e.ended.Add(1)
	if e.let != nil {
		<-e.let
	}
	if e.fault != nil {
		e.fault()
	}
	return fmt.Appendf(nil, "%d %d", width, len(file)), nil
}

func fonts(t testing.TB) layout.Fonts {
	t.Helper()
	const folder = "../../../assets/dist/server/"
	regular, err1 := os.ReadFile(folder + "Inter-Regular.ttf")
	bold, err2 := os.ReadFile(folder + "Inter-Bold.ttf")
	if err := errors.Join(err1, err2); err != nil {
		t.Fatalf("%v: build the assets first", err)
	}
	m, err := svg.NewMeasurer(regular, bold)
	if err != nil {
		t.Fatal(err)
	}
	return layout.Fonts{Measurer: m, Regular: []byte("regular"), Bold: []byte("bold")}
}

func order(title string) Order {
	drawing := spec.Drawing{Width: 720, Height: 300, Option: []byte(`{}`)}
	return Order{
		Chart: spec.Chart{Name: "x", Lang: "fr", Wide: drawing, Narrow: drawing},
		Text:  layout.Text{Title: title, Lang: "fr"}, Size: layout.Social, Theme: layout.Light,
	}
}

// TestOverload asks for ten times what there is room for while nothing gets done: as many as there
// are makers and places in the queue are served, the others are told to come back.
func TestOverload(t *testing.T) {
	t.Parallel()
	e := &rasteriser{let: make(chan struct{})}
	p := New(&chartRenderer{}, e, fonts(t), Limits{Makers: 2, Queue: 16, Patience: time.Minute})
	const asked = 180
	var served, refused atomic.Int64
	var wait sync.WaitGroup
	for i := range asked {
		wait.Go(func() {
			_, err := p.PNG(context.Background(), order(fmt.Sprint(i)))
			switch segur.ErrorCode(err) {
			case "":
				served.Add(1)
			case segur.CodeUnavailable:
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	for refused.Load() < asked-18 {
		time.Sleep(time.Millisecond)
	}
	if e.ended.Load() > 0 {
		t.Error("a picture was made while the engraver was held")
	}
	close(e.let)
	wait.Wait()
	if served.Load() != 18 || refused.Load() != asked-18 || e.most.Load() > 2 {
		t.Errorf("%d served, %d refused, %d at the same time", served.Load(), refused.Load(), e.most.Load())
	}
	if _, err := p.PNG(context.Background(), order("after")); err != nil {
		t.Errorf("after the rush: %v", err)
	}
}

func TestNobodyWaitsForEver(t *testing.T) {
	t.Parallel()
	e := &rasteriser{let: make(chan struct{})}
	p := New(&chartRenderer{}, e, fonts(t), Limits{Makers: 1, Patience: time.Millisecond})
	var wait sync.WaitGroup
	wait.Go(func() {
		if _, err := p.PNG(context.Background(), order("first")); err != nil {
			t.Error(err)
		}
	})
	for e.began.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if _, err := p.PNG(context.Background(), order("second")); segur.ErrorCode(err) != segur.CodeUnavailable {
		t.Errorf("got %v", err)
	}
	close(e.let)
	wait.Wait()
}

func TestOnePictureIsMadeOnce(t *testing.T) {
	t.Parallel()
	e, drawn := &rasteriser{let: make(chan struct{})}, &chartRenderer{}
	p := New(drawn, e, fonts(t), Limits{Makers: 4})
	leaving, leave := context.WithCancel(context.Background())
	gone := make(chan error)
	go func() {
		_, err := p.PNG(leaving, order("same"))
		gone <- err
	}()
	for e.began.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	var files sync.Map
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			file, err := p.PNG(context.Background(), order("same"))
			if err != nil {
				t.Error(err)
			}
			files.Store(string(file), true)
		})
	}
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("who left was told %v", err)
	}
	close(e.let)
	wait.Wait()
	count := 0
	files.Range(func(any, any) bool { count++; return true })
	if count != 1 || e.began.Load() != 1 || drawn.asked.Load() != 2 {
		t.Errorf("%d files, %d renderings, %d drawings", count, e.began.Load(), drawn.asked.Load())
	}
	if file, err := p.PNG(leaving, order("same")); err != nil || len(file) == 0 {
		t.Errorf("a kept picture: %v", err)
	}
	if _, err := p.PNG(leaving, order("other")); !errors.Is(err, context.Canceled) {
		t.Errorf("somebody gone asks for a new one: %v", err)
	}
}

// TestEveryPartOfAnOrderCounts changes one thing at a time: each must be another picture.
func TestEveryPartOfAnOrderCounts(t *testing.T) {
	t.Parallel()
	e := &rasteriser{}
	p := New(&chartRenderer{}, e, fonts(t), Limits{})
	made := int64(0)
	for name, change := range map[string]func(*Order){
		"nothing": func(*Order) {}, "title": func(o *Order) { o.Text.Title = "b" }, "source": func(o *Order) { o.Text.Source = "b" },
		"size": func(o *Order) { o.Size = layout.Square }, "theme": func(o *Order) { o.Theme = layout.Dark },
		"option": func(o *Order) { o.Chart.Wide.Option = []byte(`[1]`) }, "height": func(o *Order) { o.Chart.Narrow.Height = 9 },
		"legend": func(o *Order) { o.Chart.Legend = []spec.LegendItem{{Kind: "line"}} }, "language": func(o *Order) { o.Chart.Lang = "en" },
	} {
		o := order("a")
		change(&o)
		for range 2 {
			if _, err := p.PNG(context.Background(), o); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if made++; e.began.Load() != made {
			t.Errorf("%s: %d pictures made, want %d", name, e.began.Load(), made)
			made = e.began.Load()
		}
	}
	file, err := p.SVG(context.Background(), order("a"))
	if err != nil || !strings.Contains(string(file), "@font-face") || e.began.Load() != made {
		t.Errorf("SVG: %v", err)
	}
}

func TestFaultsAreErrorsAndNotKept(t *testing.T) {
	t.Parallel()
	e := &rasteriser{fault: func() { panic("broken") }}
	p := New(&chartRenderer{}, e, fonts(t), Limits{})
	if _, err := p.PNG(context.Background(), order("a")); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("got %v", err)
	}
	e.fault = nil
	if _, err := p.PNG(context.Background(), order("a")); err != nil {
		t.Errorf("after a panic: %v", err)
	}
}

// TestKeptPicturesAreBoundedInBytes gives room for two pictures, then for less than one.
func TestKeptPicturesAreBoundedInBytes(t *testing.T) {
	t.Parallel()
	e := &rasteriser{}
	p := New(&chartRenderer{}, e, fonts(t), Limits{Kept: 100})
	const asked = 5
	for i := range asked {
		if _, err := p.PNG(context.Background(), order(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
		if held := p.kept.Weight(); held == 0 || held > 100 {
			t.Errorf("%d bytes kept after %d pictures", held, i+1)
		}
	}
	for i := range asked {
		if _, err := p.PNG(context.Background(), order(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	if made := e.began.Load(); made < 2*asked-2 || p.kept.Len() != 2 {
		t.Errorf("%d pictures made for twice %d, %d kept", made, asked, p.kept.Len())
	}
	small := New(&chartRenderer{}, e, fonts(t), Limits{Kept: 10})
	before := e.began.Load()
	for range 2 {
		if file, err := small.PNG(context.Background(), order("a")); err != nil || len(file) == 0 {
			t.Errorf("%d bytes, %v", len(file), err)
		}
	}
	if made := e.began.Load() - before; made != 2 || small.kept.Len() != 0 {
		t.Errorf("too large a file: made %d times, %d kept", made, small.kept.Len())
	}
}

// TestCloseEndsWhatWasAskedFor closes the export service while one picture is made and another one waits.
func TestCloseEndsWhatWasAskedFor(t *testing.T) {
	t.Parallel()
	e := &rasteriser{let: make(chan struct{})}
	p := New(&chartRenderer{}, e, fonts(t), Limits{Makers: 1, Patience: time.Hour})
	made, waits := make(chan error, 1), make(chan error, 1)
	go func() { _, err := p.PNG(context.Background(), order("first")); made <- err }()
	for e.began.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	go func() { _, err := p.PNG(context.Background(), order("second")); waits <- err }()
	for p.queue.Waiting() == 0 {
		time.Sleep(time.Millisecond)
	}
	closed := make(chan struct{})
	go func() { p.Close(); close(closed) }()
	if err := <-waits; segur.ErrorCode(err) != segur.CodeUnavailable {
		t.Errorf("who waited was told %v", err)
	}
	select {
	case <-closed:
		t.Error("closed while a picture was being made")
	default:
	}
	close(e.let)
	<-closed
	if e.ended.Load() != 1 {
		t.Errorf("%d pictures made", e.ended.Load())
	}
	if err := <-made; err != nil {
		t.Errorf("the picture under way: %v", err)
	}
}
