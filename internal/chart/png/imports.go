package png

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/tetratelabs/wazero/api"
)

const hostModule = "wbg"

// function is one that the engine calls: how many words it takes and gives, and what it does.
type function struct {
	takes, gives int
	do           func(s *session, a []uint64) uint32
}

func (f function) bind() api.GoModuleFunc {
	return func(ctx context.Context, module api.Module, stack []uint64) {
		s, ok := ctx.Value(sessionKey{}).(*session)
		if !ok {
			panic(errors.New("the engine called from outside a rendering"))
		}
		if result := f.do(s, stack); f.gives > 0 {
			stack[0] = uint64(result)
		}
	}
}

func values(count int) []api.ValueType {
	return slices.Repeat([]api.ValueType{api.ValueTypeI32}, count)
}

// imports are what @resvg/resvg-wasm 2.6.2 asks of JavaScript, in the terms of wasm-bindgen:
// numbered values of strings, arrays of bytes, and one array of fonts that it walks through.
// The names carry hashes, so another version is another table.
func imports() map[string]function {
	word := func(a uint64) uint32 { return api.DecodeU32(a) }
	return map[string]function{
		"__wbg_new_28c511d9baebfa89": {2, 1, func(s *session, a []uint64) uint32 { // an Error with a message
			return s.hold(errors.New(string(s.read(span{word(a[0]), word(a[1])}))))
		}},
		"__wbindgen_throw": {2, 0, func(s *session, a []uint64) uint32 {
			panic(errors.New(string(s.read(span{word(a[0]), word(a[1])}))))
		}},
		"__wbindgen_string_new": {2, 1, func(s *session, a []uint64) uint32 {
			return s.hold(string(s.read(span{word(a[0]), word(a[1])})))
		}},
		"__wbindgen_string_get":      {2, 0, giveString},
		"__wbindgen_object_drop_ref": {1, 0, func(s *session, a []uint64) uint32 { s.release(word(a[0])); return 0 }},

		"__wbindgen_memory":             {0, 1, func(s *session, _ []uint64) uint32 { return s.hold(memory{}) }},
		"__wbg_buffer_12d079cc21e14bdb": {1, 1, func(s *session, _ []uint64) uint32 { return s.hold(memory{}) }},
		"__wbg_newwithbyteoffsetandlength_aa4a17c33a06e5cb": {3, 1, func(s *session, a []uint64) uint32 {
			return s.hold(span{word(a[1]), word(a[2])})
		}},
		"__wbg_new_63b92bc8671ed464": {1, 1, newBytes},
		"__wbg_instanceof_Uint8Array_2b3bbecd033d19f6": {1, 1, func(s *session, a []uint64) uint32 {
			switch s.values[word(a[0])].(type) {
			case bytesOf, span:
				return 1
			}
			return 0
		}},
		"__wbg_length_c20a40f15020d68a": {1, 1, length},
		"__wbg_set_a47bac70306a19a7":    {3, 0, set},

		"__wbg_new_16b304a2cfa7ff4a": {0, 1, func(s *session, _ []uint64) uint32 { return s.hold(list{}) }},
		"__wbg_push_a5b05aedc7234f9f": {2, 1, func(s *session, a []uint64) uint32 {
			items, _ := s.values[word(a[0])].(list)
			items = append(items, s.values[word(a[1])])
			s.values[word(a[0])] = items
			return uint32(len(items))
		}},
		"__wbg_values_839f3396d5aac002": {1, 1, func(s *session, a []uint64) uint32 {
			items, _ := s.values[word(a[0])].(list)
			return s.hold(&walk{items: items})
		}},
		"__wbg_next_196c84450b364254": {1, 1, next},
		"__wbg_done_298b57d23c0fc80c": {1, 1, func(s *session, a []uint64) uint32 {
			if given, ok := s.values[word(a[0])].(step); ok && !given.done {
				return 0
			}
			return 1
		}},
		"__wbg_value_d93c65011f51a456": {1, 1, func(s *session, a []uint64) uint32 {
			given, _ := s.values[word(a[0])].(step)
			return s.hold(given.value)
		}},
	}
}

// giveString writes where a copy of the string stands and its length; nothing for other values.
func giveString(s *session, a []uint64) uint32 {
	place, at := api.DecodeU32(a[0]), span{}
	if text, ok := s.values[api.DecodeU32(a[1])].(string); ok {
		var err error
		if at, err = s.send([]byte(text)); err != nil {
			panic(err)
		}
	}
	if !s.module.Memory().WriteUint32Le(place, at.at) || !s.module.Memory().WriteUint32Le(place+4, at.length) {
		panic(errMemory)
	}
	return 0
}

// newBytes copies an array of bytes, or looks at the whole memory.
func newBytes(s *session, a []uint64) uint32 {
	switch v := s.values[api.DecodeU32(a[0])].(type) {
	case bytesOf:
		return s.hold(v)
	case span:
		return s.hold(bytesOf(s.read(v)))
	}
	return s.hold(span{0, s.module.Memory().Size()})
}

func length(s *session, a []uint64) uint32 {
	switch v := s.values[api.DecodeU32(a[0])].(type) {
	case bytesOf:
		return uint32(len(v))
	case span:
		return v.length
	}
	return 0
}

// set copies an array of bytes into the memory that another one looks at.
func set(s *session, a []uint64) uint32 {
	to, _ := s.values[api.DecodeU32(a[0])].(span)
	from, _ := s.values[api.DecodeU32(a[1])].(bytesOf)
	if !s.module.Memory().Write(to.at+api.DecodeU32(a[2]), from) {
		panic(errMemory)
	}
	return 0
}

// next gives the item that the walk has come to.
func next(s *session, a []uint64) uint32 {
	w, ok := s.values[api.DecodeU32(a[0])].(*walk)
	if !ok || w.next >= len(w.items) {
		return s.hold(step{done: true})
	}
	w.next++
	return s.hold(step{value: w.items[w.next-1]})
}

// check compares what the engine asks for with what there is, both ways.
func check(asked []api.FunctionDefinition) error {
	have := imports()
	for _, f := range asked {
		module, name, _ := f.Import()
		known, ok := have[name]
		if module != hostModule || !ok || len(f.ParamTypes()) != known.takes || len(f.ResultTypes()) != known.gives {
			return fmt.Errorf("%w: it asks for %s.%s", ErrEngine, module, name)
		}
		delete(have, name)
	}
	if len(have) > 0 {
		return fmt.Errorf("%w: it does not ask for %v", ErrEngine, slices.Sorted(maps.Keys(have)))
	}
	return nil
}
