# Everything a developer or a server needs: `make help` lists the targets.
# Needed beforehand: Go (see go.mod), Node 20 or later with npm, a C compiler (SQLite is compiled in).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN     := bin/segur
DATA    ?= data
LISTEN  ?= 127.0.0.1:8080
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
CC_NAME := $(shell go env CC 2>/dev/null || echo cc)

NPM_STAMP    := assets/node_modules/.stamp
ASSETS_STAMP := assets/dist/manifest.json
DRIVER       := internal/tests/browsers/driver
ASSETS_SRC   := assets/build.mjs assets/geo/regions.geojson $(shell find assets/src -type f 2>/dev/null)
# Browser tests use $CHROME, or the first of these that is there. Chromium without windows of its own comes first, since it takes
# half the time: by its path in Debian, where the command of that name is a script that leaves the browser running when it is ended.
BROWSERS := /usr/lib/chromium/chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable

# The race detector watches the packages where requests meet. Engines that compute for one caller at a time, and what
# reads and packs pages, are compiled without it: they would take ten times as long. Of the use cases it watches those
# that meet each other; all of them run without it.
WATCHED := ./internal/app/... ./internal/auth/... ./internal/editorial/proof ./internal/store/... ./internal/web/... \
           ./internal/chart/svg ./internal/chart/exports ./internal/testkit/kept ./internal/tests/http
UNWATCHED := modernc.org/... github.com/andybalholm/... github.com/PuerkitoBio/... golang.org/x/net/html/... golang.org/x/image/... \
             golang.org/x/crypto/... golang.org/x/text/... vendor/golang.org/x/crypto/... crypto/... compress/... \
             encoding/json regexp/... text/template/... html/template
# Vet and lint come before the tests. A collector that rests more costs memory, which tests have, and saves time; what debuggers
# read takes half of the linking of some fifty binaries.
GO_TEST := CGO_ENABLED=1 GOGC=$${GOGC:-400} go test -count=1 -vet=off -ldflags='-s -w' -timeout 60m
WITH_TESTS := go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}'

.PHONY: help run build assets test check lint golden seed-check bench clean docker deps-test need-go need-node need-cc

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, then serve http://localhost:8080 with the data of ./data (made and seeded the first time)
	./$(BIN) serve --listen $(LISTEN) --data $(DATA)

build: need-go need-cc assets ## build the program: bin/segur
	@mkdir -p bin
	CGO_ENABLED=1 go build -trimpath -ldflags "-X main.version=$(VERSION)" -o $(BIN) ./cmd/segur

assets: $(ASSETS_STAMP) ## build styles, scripts and fonts into assets/dist (only when their sources changed)

$(ASSETS_STAMP): $(NPM_STAMP) $(ASSETS_SRC)
	cd assets && node build.mjs

$(NPM_STAMP): assets/package.json assets/package-lock.json | need-node
	cd assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

test: assets deps-test check ## run everything: vet, lint, unit, store, pages, real browser, data races
	cd assets && node --test test/*.test.mjs
	@export CHROME="$${CHROME:-$$(command -v $(BROWSERS) | head -n 1)}"; \
	watched=$$($(WITH_TESTS) $(WATCHED)); failed=0; \
	$(GO_TEST) $$($(WITH_TESTS) ./internal/tests/... ./... | grep -vxF "$$watched") || failed=1; \
	$(GO_TEST) -race $(foreach p,$(UNWATCHED),-gcflags=$(p)=-race=false) $$watched || failed=1; \
	$(GO_TEST) -race $(foreach p,$(UNWATCHED),-gcflags=$(p)=-race=false) -short -run 'AtOnce|Concurrent' ./internal/editorial ./internal/accounts || failed=1; \
	exit $$failed

check: need-go need-cc assets lint ## formatting, vet and lint only
	CGO_ENABLED=1 go vet ./...
	CGO_ENABLED=1 go tool staticcheck ./...

lint: need-go
	@unformatted=$$(gofmt -l cmd internal seed assets/*.go); \
	if [ -n "$$unformatted" ]; then echo "Not formatted, run gofmt -w on:" $$unformatted >&2; exit 1; fi

golden: assets ## rewrite the golden files of the tests from what the program makes now
	@packages=$$(grep -rlE '"update"|/golden"' --include='*_test.go' cmd internal seed | xargs -r -n1 dirname | sort -u | sed 's|^|./|'); \
	[ -z "$$packages" ] || CGO_ENABLED=1 go test -count=1 $$packages -update

seed-check: build ## validate the dataset of seed/ without writing anything
	./$(BIN) seed --check

bench: assets ## run the benchmarks
	CGO_ENABLED=1 go test -run '^$$' -bench . -benchmem ./...

docker: ## build the container image segur:VERSION
	docker build --build-arg VERSION=$(VERSION) --tag segur:$(VERSION) .

clean: ## remove what was built; the data stay
	rm -rf bin coverage.out assets/node_modules $(DRIVER)/node_modules $(DRIVER)/wordpress
	find assets/dist -mindepth 1 ! -name .gitkeep -delete

# What the tests need beside Go and Node is taken from Debian, where we may. A Chromium-like browser is the one named by CHROME, one on the
# PATH, or Debian's (its full Chromium where there is no package without windows). Frames are looked at through Firefox and WebKit as well,
# and in pages that WordPress's own script keeps: it comes from Debian's package of WordPress, unpacked and not installed. The text of
# printed pages is read with pdftotext. The operator's week is played behind nginx, which is not started as a service.
INSTALL = if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then echo "Installing for the tests: $(1)"; apt-get update -qq; \
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; \
  else echo "The tests need $(1): install what is missing." >&2; exit 1; fi

deps-test: $(DRIVER)/node_modules/.stamp $(DRIVER)/wordpress/wp-embed.js
	@if [ -n "$${CHROME:-}" ]; then \
	  command -v "$$CHROME" >/dev/null || { echo "CHROME names $$CHROME, which cannot be run." >&2; exit 1; }; \
	elif ! command -v $(BROWSERS) >/dev/null; then \
	  ($(call INSTALL,chromium-headless-shell)) || { $(call INSTALL,chromium); }; \
	fi
	@command -v pdftotext >/dev/null || { $(call INSTALL,poppler-utils); }
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || { $(call INSTALL,nginx); }
	@{ command -v firefox-esr || command -v firefox; } >/dev/null || { $(call INSTALL,firefox-esr); }
	@{ command -v WebKitWebDriver && command -v Xvfb; } >/dev/null || { $(call INSTALL,webkit2gtk-driver xvfb); }

$(DRIVER)/node_modules/.stamp: $(DRIVER)/package.json $(DRIVER)/package-lock.json | need-node
	cd $(DRIVER) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(DRIVER)/wordpress/wp-embed.js:
	@command -v apt-get >/dev/null || { echo "The tests of frames need wp-includes/js/wp-embed.js of WordPress: put it at $@." >&2; exit 1; }
	@mkdir -p $(@D) && folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && cd "$$folder" && \
	  { [ "$$(id -u)" != 0 ] || apt-get update -qq; } && apt-get download -qq wordpress 2>/dev/null && dpkg-deb -x wordpress_*.deb . && \
	  cp usr/share/wordpress/wp-includes/js/wp-embed.js "$(CURDIR)/$@"

need-go:
	@command -v go >/dev/null || { echo "Go is missing: install the version that go.mod names, or a later one." >&2; exit 1; }

need-node:
	@command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null \
	  || { echo "Node 20 or later with npm is missing: the styles and scripts are built with it." >&2; exit 1; }

need-cc:
	@command -v $(CC_NAME) >/dev/null || { echo "A C compiler is missing (for example gcc): SQLite is compiled into the program." >&2; exit 1; }
