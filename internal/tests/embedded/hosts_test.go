package embedded

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/segur-tracker/segur/internal/testkit"
)

// hosts is another site, with the pages that tests give it.
type hosts struct {
	origin string
	mu     sync.Mutex
	pages  map[string]string
	font   []byte
}

func newHosts(t *testing.T) *hosts {
	t.Helper()
	h := &hosts{pages: map[string]string{}}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	h.origin = server.URL
	dist, err := testkit.Dist()
	if err != nil {
		t.Fatal(err)
	}
	h.font, err = fontIn(dist)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *hosts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	page, found := h.pages[r.URL.Path]
	h.mu.Unlock()
	switch {
	case found:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprint(w, page)
	case r.URL.Path == "/font.woff2":
		_, _ = w.Write(h.font)
	default:
		http.NotFound(w, r)
	}
}

// paper is the style of a newspaper, whose rules meet frames as those of real ones do. Its font
// is ours, so that goldens do not hang on what a machine has.
const paper = `@font-face { font-family: Paper; src: url(/font.woff2); font-weight: 100 900; }
* { box-sizing: border-box; } body { margin: 0; background: #fbfaf8; color: #222; font: 17px/1.55 Paper, serif; }
header { padding: 10px 20px; border-bottom: 3px double #222; font-weight: 800; font-size: 22px; letter-spacing: -0.02em; }
article { width: 600px; max-width: 100%; margin: 0 auto; } h1 { margin: 22px 0 6px; font-size: 29px; line-height: 1.2; } p { margin: 0 0 18px; }
img, iframe { max-width: 100%; } `

// article is a page of a newspaper.
type article struct {
	dir   string // "" or "rtl"
	style string // on top of the newspaper's
	head  string // markup
	body  string // between two paragraphs
}

// put keeps a page under a name and returns its path.
func (h *hosts) put(name string, a article) string {
	lang, title, first, last := "fr", "Les maisons de santé progressent",
		"Le plan annonçait un maillage du territoire. Cinq ans plus tard, voici ce que disent les chiffres publiés.",
		"Les élus demandent un point d'étape avant l'été ; le ministère n'a pas donné de date."
	if a.dir == "rtl" {
		lang, title, first, last = "ar", "تقدم دور الصحة", "أعلنت الخطة عن تغطية البلاد. بعد خمس سنوات، إليكم ما تقوله الأرقام المنشورة.", "يطالب النواب بتقييم قبل الصيف."
	}
	page := fmt.Sprintf(`<!DOCTYPE html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%s</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><style>%s%s</style>%s</head>
<body><header>La Gazette</header><article><h1>%s</h1><p>%s</p>
%s
<p>%s</p></article></body></html>`, lang, or(a.dir, "ltr"), title, paper, a.style, a.head, title, first, a.body, last)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pages["/"+name] = page
	return "/" + name
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// strip does what many publishing tools do with what is pasted: scripts go.
func strip(code string) string {
	before, after, found := strings.Cut(code, "<script")
	if !found {
		return code
	}
	_, rest, _ := strings.Cut(after, "</script>")
	return strings.TrimSpace(before) + rest
}

// eager lets a frame load out of sight.
func eager(code string) string { return strings.ReplaceAll(code, ` loading="lazy"`, "") }
