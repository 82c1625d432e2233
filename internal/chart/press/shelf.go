package press

import (
	"container/list"
	"sync"
)

// shelf keeps the files used last, up to a number of bytes.
type shelf struct {
	mu    sync.Mutex
	room  int // bytes left
	order *list.List
	files map[key]*list.Element
}

type kept struct {
	key  key
	file []byte
}

func newShelf(bytes int) *shelf {
	return &shelf{room: bytes, order: list.New(), files: map[key]*list.Element{}}
}

func (s *shelf) get(k key) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.files[k]
	if !ok {
		return nil, false
	}
	s.order.MoveToFront(e)
	return e.Value.(kept).file, true
}

// put keeps a file; a file larger than the shelf empties it and stays out.
func (s *shelf) put(k key, file []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.files[k]; ok {
		return
	}
	s.files[k] = s.order.PushFront(kept{k, file})
	for s.room -= len(file); s.room < 0; {
		last := s.order.Back()
		s.room += len(last.Value.(kept).file)
		delete(s.files, last.Value.(kept).key)
		s.order.Remove(last)
	}
}
