package png

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// What the engine believes to be JavaScript values.
type (
	bytesOf []byte                      // a Uint8Array
	span    struct{ at, length uint32 } // a Uint8Array over the engine's memory
	list    []any                       // an Array
	walk    struct {                    // its iterator
		items list
		next  int
	}
	step struct { // what an iterator gives
		value any
		done  bool
	}
	memory struct{} // WebAssembly.Memory and its buffer
)

// firstHandle keeps clear of the handles that wasm-bindgen reserves for undefined, null, true
// and false; 0 also stands for "no value".
const firstHandle = 256

// session is one rendering: an instance of the engine and the values it holds handles of.
type session struct {
	ctx    context.Context
	module api.Module
	values map[uint32]any
	last   uint32
}

type sessionKey struct{}

var errMemory = errors.New("address outside the engine's memory")

func (e *engine) render(ctx context.Context, svg string, options []byte, fonts list) (_ []byte, err error) {
	s := &session{values: map[uint32]any{}, last: firstHandle}
	s.ctx = context.WithValue(ctx, sessionKey{}, s)
	s.module, err = e.runtime.InstantiateModule(s.ctx, e.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("start resvg: %w", err)
	}
	// What closing says does not matter: the picture is there, or another error is.
	defer func() { _ = s.module.Close(context.WithoutCancel(ctx)) }()
	at, err := s.send(options)
	if err != nil {
		return nil, err
	}
	document, err := s.try("resvg_new", s.hold(svg), at.at, at.length, s.hold(append(list{}, fonts...)))
	if err != nil {
		return nil, err
	}
	image, err := s.try("resvg_render", document)
	if err != nil {
		return nil, err
	}
	handle, err := s.try("renderedimage_asPng", image)
	if err != nil {
		return nil, err
	}
	return s.content(s.release(handle))
}

// call runs a function of the engine. A trap and a panic of ours come back as errors.
func (s *session) call(name string, arguments ...uint32) (uint32, error) {
	f := s.module.ExportedFunction(name)
	if f == nil {
		return 0, fmt.Errorf("%w: no %s", ErrEngine, name)
	}
	stack := make([]uint64, len(arguments))
	for i, a := range arguments {
		stack[i] = uint64(a)
	}
	results, err := f.Call(s.ctx, stack...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	if len(results) == 0 {
		return 0, nil
	}
	return api.DecodeU32(results[0]), nil
}

// try calls a function that may fail: it writes three words on the stack, the result, the
// handle of an error, and whether there is one.
func (s *session) try(name string, arguments ...uint32) (uint32, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	const words = 16 // bytes, kept aligned
	place, err := s.call("__wbindgen_add_to_stack_pointer", api.DecodeU32(api.EncodeI32(-words)))
	if err != nil {
		return 0, err
	}
	if _, err := s.call(name, append([]uint32{place}, arguments...)...); err != nil {
		return 0, err
	}
	result, ok1 := s.module.Memory().ReadUint32Le(place)
	fault, ok2 := s.module.Memory().ReadUint32Le(place + 4)
	failed, ok3 := s.module.Memory().ReadUint32Le(place + 8)
	if !ok1 || !ok2 || !ok3 {
		return 0, errMemory
	}
	if _, err := s.call("__wbindgen_add_to_stack_pointer", words); err != nil {
		return 0, err
	}
	if failed != 0 {
		return 0, fmt.Errorf("%s: %v", name, s.release(fault))
	}
	return result, nil
}

// send copies bytes into memory that the engine gives and will free itself.
func (s *session) send(b []byte) (span, error) {
	at, err := s.call("__wbindgen_malloc", uint32(len(b)), 1)
	if err != nil {
		return span{}, err
	}
	if !s.module.Memory().Write(at, b) {
		return span{}, errMemory
	}
	return span{at, uint32(len(b))}, nil
}

func (s *session) hold(value any) uint32 {
	s.last++
	s.values[s.last] = value
	return s.last
}

func (s *session) release(handle uint32) any {
	value := s.values[handle]
	delete(s.values, handle)
	return value
}

// read copies from the engine's memory; an address outside ends the rendering.
func (s *session) read(from span) []byte {
	b, ok := s.module.Memory().Read(from.at, from.length)
	if !ok {
		panic(errMemory)
	}
	return bytes.Clone(b)
}

func (s *session) content(value any) ([]byte, error) {
	switch v := value.(type) {
	case bytesOf:
		return v, nil
	case span:
		if b, ok := s.module.Memory().Read(v.at, v.length); ok {
			return bytes.Clone(b), nil
		}
		return nil, errMemory
	}
	return nil, fmt.Errorf("resvg gave %T", value)
}
