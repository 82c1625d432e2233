package svg

import (
	"context"
	"errors"
	"fmt"
	"time"

	"modernc.org/quickjs"

	"github.com/segur-tracker/segur/internal/queue"
	"github.com/segur-tracker/segur/internal/segur"
)

const (
	// renderTimeout only ends an engine that loops: the clock runs on while a busy machine lets
	// the drawing wait, and the largest chart (0.5 s on an idle one) then takes many seconds.
	// A page later than this would miss the server's own limit.
	renderTimeout = 25 * time.Second
	memoryLimit   = 64 << 20 // bytes per engine
	// longestQueue is how many drawings may wait: a page asks for a dozen, one after the other, so
	// this many readers at once; more would only be told later that it took too long.
	longestQueue = 64
)

// prelude gives the chart library the browser functions it calls while drawing; without
// setTimeout every drawing throws.
const prelude = `globalThis.setTimeout = () => 0; globalThis.clearTimeout = () => {};
globalThis.console = {log() {}, warn() {}, error() {}};
`

// glue gives Go plain global functions to call.
const glue = `
;globalThis.__draw = (option, width, height, lang) => SegurCharts.renderSVG(option, width, height, lang);
SegurCharts.setMeasure(__width);1`

var errNoText = errors.New("the engine returned no text")

// pool holds a fixed number of engines. An engine serves one call at a time.
type pool struct {
	bytecode []byte
	measurer *Measurer
	timeout  time.Duration // of one drawing
	queue    *queue.Queue
	idle     chan *quickjs.VM // for whoever has a turn; a nil entry is a free place whose engine must be made
}

// newPool compiles the bundle (about 0.2 s); engines are made on first use (about 20 ms).
func newPool(bundle []byte, m *Measurer, size int) (*pool, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start chart engine: %w", err)
	}
	defer func() { _ = vm.Close() }()
	bytecode, err := vm.Compile(prelude+string(bundle)+glue, quickjs.EvalGlobal)
	if err != nil {
		return nil, fmt.Errorf("compile chart bundle: %w", err)
	}
	p := &pool{
		bytecode: bytecode, measurer: m, timeout: renderTimeout, idle: make(chan *quickjs.VM, size),
		queue: queue.New(queue.Limits{Work: size, Wait: longestQueue, Patience: patience}),
	}
	for range size {
		p.idle <- nil
	}
	return p, nil
}

// draw waits for a free engine, as long as ctx and the queue allow, and returns the library's own SVG text. An engine that failed
// or panicked is thrown away, since what it left behind is unknown; its place is given back
// whatever happens.
func (p *pool) draw(ctx context.Context, r Request) (text string, err error) {
	leave, err := p.queue.Enter(ctx)
	if err != nil {
		return "", &segur.Error{Code: segur.CodeUnavailable, Message: "too many charts to draw", Err: err}
	}
	defer leave()
	vm := <-p.idle
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("draw chart: panic: %v", fault)
		}
		if err != nil {
			discard(vm)
			vm = nil
		}
		p.idle <- vm
	}()
	if vm == nil {
		if vm, err = p.engine(); err != nil {
			return "", err
		}
	}
	return call(vm, r)
}

// discard frees an engine that may be in any state.
func discard(vm *quickjs.VM) {
	defer func() { _ = recover() }()
	if vm != nil {
		_ = vm.Close()
	}
}

func call(vm *quickjs.VM, r Request) (string, error) {
	result, err := vm.Call("__draw", string(r.Option), r.Width, r.Height, r.Lang)
	if err != nil {
		return "", fmt.Errorf("draw chart: %w", err)
	}
	text, ok := result.(string)
	if !ok {
		return "", fmt.Errorf("draw chart: %w but %T", errNoText, result)
	}
	return text, nil
}

func (p *pool) engine() (*quickjs.VM, error) {
	vm, err := quickjs.NewVM()
	if err != nil {
		return nil, fmt.Errorf("start chart engine: %w", err)
	}
	if err := p.load(vm); err != nil {
		_ = vm.Close()
		return nil, fmt.Errorf("load chart engine: %w", err)
	}
	return vm, nil
}

func (p *pool) load(vm *quickjs.VM) error {
	vm.SetMemoryLimit(memoryLimit)
	if err := vm.SetEvalTimeout(p.timeout); err != nil {
		return err
	}
	if err := vm.RegisterFunc("__width", p.measurer.width, false); err != nil {
		return err
	}
	_, err := vm.EvalBytecode(p.bytecode)
	return err
}

// close waits for every engine to come back and frees it; draw must not be called any more.
func (p *pool) close() {
	for range cap(p.idle) {
		if vm := <-p.idle; vm != nil {
			_ = vm.Close()
		}
	}
}
