package png

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero"
)

const (
	// memoryPages of 64 KiB bound one rendering: 128 MiB. The largest picture needs about a quarter.
	memoryPages = 2048
	maxWidth    = 4096
	maxSVG      = 8 << 20 // bytes
	family      = "Inter"
)

var (
	// ErrPicture says that the SVG file cannot be rendered, or not within the limits.
	ErrPicture = errors.New("picture cannot be rendered")
	// ErrEngine says that the WebAssembly file is not the version that this package speaks with.
	ErrEngine = errors.New("not the expected version of resvg-wasm")

	// ErrClosed says that the program is stopping.
	ErrClosed = errors.New("the engine is closed")
)

// Renderer serves any number of goroutines. Every rendering has an instance of its own, of
// 10 to 50 MB while it lasts, so nothing is left over from one to the next.
type Renderer struct {
	wasm  []byte
	fonts list

	compile  sync.Mutex
	compiled *engine
	failed   error
	running  sync.RWMutex // held for reading by each rendering: an engine in use cannot be freed
}

type engine struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// New takes @resvg/resvg-wasm 2.6.2 and the fonts to print with: OTF, TTF or WOFF2 files of the
// family Inter. It costs nothing: the engine is compiled by Prepare or by the first rendering.
func New(wasm []byte, fonts ...[]byte) (*Renderer, error) {
	if len(wasm) < 4 || string(wasm[:4]) != "\x00asm" {
		return nil, fmt.Errorf("%w: no WebAssembly file", ErrEngine)
	}
	if len(fonts) == 0 {
		return nil, errors.New("a picture with text needs a font")
	}
	r := &Renderer{wasm: wasm}
	for _, font := range fonts {
		r.fonts = append(r.fonts, bytesOf(font))
	}
	return r, nil
}

// Prepare compiles the engine, which takes 2 to 4 s of one processor; once is enough, and
// a rendering that comes first does it.
func (r *Renderer) Prepare() error {
	_, err := r.engine()
	return err
}

func (r *Renderer) engine() (*engine, error) {
	r.compile.Lock()
	defer r.compile.Unlock()
	if r.compiled == nil && r.failed == nil {
		r.compiled, r.failed = compile(r.wasm)
	}
	return r.compiled, r.failed
}

// compile asks for no context: what is half compiled serves nobody.
func compile(wasm []byte) (*engine, error) {
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithMemoryLimitPages(memoryPages))
	module, err := link(ctx, runtime, wasm)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare resvg: %w", err), runtime.Close(ctx))
	}
	return &engine{runtime, module}, nil
}

// Compiles reports whether the engine runs as code of the processor, which takes memory that may be written, then executed. Where
// that is refused (MemoryDenyWriteExecute of systemd), it is interpreted, and a picture takes some twenty times as long.
func Compiles() (compiles bool) {
	defer func() {
		if recover() != nil { // as the library refuses what it would go without by itself
			compiles = false
		}
	}()
	ctx := context.Background()
	return wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigCompiler()).Close(ctx) == nil
}

func link(ctx context.Context, runtime wazero.Runtime, wasm []byte) (wazero.CompiledModule, error) {
	module, err := runtime.CompileModule(ctx, wasm)
	if err != nil {
		return nil, err
	}
	if err := check(module.ImportedFunctions()); err != nil {
		return nil, err
	}
	host := runtime.NewHostModuleBuilder(hostModule)
	for name, f := range imports() {
		host = host.NewFunctionBuilder().WithGoModuleFunction(f.bind(), values(f.takes), values(f.gives)).Export(name)
	}
	_, err = host.Instantiate(ctx)
	return module, err
}

// Close frees the compiled engine, after the renderings under way. Later ones are refused.
func (r *Renderer) Close() error {
	r.running.Lock()
	defer r.running.Unlock()
	r.compile.Lock()
	defer r.compile.Unlock()
	var err error
	if r.compiled != nil {
		err = r.compiled.runtime.Close(context.Background())
	}
	r.compiled, r.failed = nil, ErrClosed
	return err
}

// options are what resvg reads. Without a family of its own for "sans-serif" it would print
// nothing where a text asks for that.
type options struct {
	Font struct {
		System    bool   `json:"loadSystemFonts"`
		Default   string `json:"defaultFontFamily"`
		SansSerif string `json:"sansSerifFamily"`
	} `json:"font"`
	Fit struct {
		Mode  string `json:"mode"`
		Value int    `json:"value"`
	} `json:"fitTo"`
}

// Render returns the PNG file of an SVG file, width pixels wide and as high as its proportions
// ask. A picture that is broken or needs more memory than allowed is an ErrPicture. ctx is looked
// at between the steps (reading, drawing, packing) and not within: letting the engine look would
// make it five times slower. A step is bounded by the size of the file and by the memory.
func (r *Renderer) Render(ctx context.Context, svg []byte, width int) ([]byte, error) {
	if width < 1 || width > maxWidth || len(svg) > maxSVG {
		return nil, fmt.Errorf("%w: %d pixels wide, %d bytes", ErrPicture, width, len(svg))
	}
	r.running.RLock()
	defer r.running.RUnlock()
	e, err := r.engine()
	if err != nil {
		return nil, err
	}
	var o options
	o.Font.Default, o.Font.SansSerif = family, family
	o.Fit.Mode, o.Fit.Value = "width", width
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	file, err := e.render(ctx, string(svg), text, r.fonts)
	switch {
	case err == nil:
		return file, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("render picture: %w", ctx.Err())
	}
	return nil, fmt.Errorf("%w: %w", ErrPicture, err)
}
