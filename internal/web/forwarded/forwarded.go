package forwarded

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Headers that name who called a proxy. X-Forwarded-For comes first, since most proxies write it: one that writes Forwarded
// alone has to drop an X-Forwarded-For that it is sent, or readers would choose their address.
const (
	forwardedFor = "X-Forwarded-For"
	standard     = "Forwarded" // RFC 7239
)

// Reader finds the address of whoever sent a request. It serves any number of goroutines.
type Reader struct {
	trusted []netip.Prefix
	unread  func(header string)
}

// New returns a Reader that believes the proxies of some networks. unread is called with the header in which one of them
// names somebody by no address.
func New(trusted []netip.Prefix, unread func(header string)) *Reader { return &Reader{trusted, unread} }

// Address goes from the nearest proxy outwards, as long as they are trusted, and returns the first address that is not a proxy's.
// Where a proxy names no address ("unknown", a made-up name), that of the proxy stands for all whom it names so. The zero
// address is for a connection that has none.
func (r *Reader) Address(q *http.Request) netip.Addr {
	last, _ := read(q.RemoteAddr)
	if !r.trusts(last) {
		return last
	}
	header, callers := forwardedFor, list(q.Header.Values(forwardedFor), ',')
	if len(callers) == 0 {
		header, callers = standard, named(q.Header.Values(standard))
	}
	for _, caller := range slices.Backward(callers) {
		address, ok := read(caller)
		if !ok {
			r.unread(header)
			return last
		}
		if last = address; !r.trusts(last) {
			break
		}
	}
	return last
}

func (r *Reader) trusts(address netip.Addr) bool {
	return slices.ContainsFunc(r.trusted, func(p netip.Prefix) bool { return p.Contains(address) })
}

// read reads an address as proxies write it: with a port or without, IPv6 with brackets or without.
func read(caller string) (netip.Addr, bool) {
	if inside, ok := strings.CutPrefix(caller, `"`); ok && strings.HasSuffix(inside, `"`) {
		caller = strings.TrimSuffix(inside, `"`)
	}
	host, rest, bracketed := strings.Cut(strings.TrimPrefix(caller, "["), "]")
	if !bracketed {
		host, rest = caller, ""
		if at := strings.LastIndexByte(caller, ':'); at >= 0 && at == strings.IndexByte(caller, ':') { // IPv6 has more than one
			host, rest = caller[:at], caller[at:]
		}
	}
	address, err := netip.ParseAddr(host)
	return address.Unmap().WithZone(""), err == nil && (rest == "" || isPort(rest))
}

// isPort reports whether a text is a colon and a port: a number, or a made-up name (RFC 7239, § 6.2).
func isPort(text string) bool {
	number, ok := strings.CutPrefix(text, ":")
	if !ok || number == "" {
		return false
	}
	return strings.HasPrefix(number, "_") || len(number) <= 5 && strings.Trim(number, "0123456789") == ""
}

// named returns whom each proxy names, "" for one that names nobody.
func named(headers []string) []string {
	var callers []string
	for _, element := range list(headers, ',') {
		caller := ""
		for _, pair := range list([]string{element}, ';') {
			if name, value, _ := strings.Cut(pair, "="); strings.EqualFold(strings.TrimSpace(name), "for") {
				caller = unquoted(strings.TrimSpace(value))
			}
		}
		callers = append(callers, caller)
	}
	return callers
}

// list cuts headers at a mark outside of quoted texts, and leaves out what is empty.
func list(headers []string, mark byte) []string {
	var items []string
	for _, header := range headers {
		from, quoted := 0, false
		for at := 0; at <= len(header); at++ {
			switch {
			case at == len(header) || header[at] == mark && !quoted:
				if item := strings.TrimSpace(header[from:at]); item != "" {
					items = append(items, item)
				}
				from = at + 1
			case header[at] == '"':
				quoted = !quoted
			case header[at] == '\\' && quoted:
				at++
			}
		}
	}
	return items
}

// unquoted reads a quoted text (RFC 9110, § 5.6.4).
func unquoted(text string) string {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return text
	}
	var b strings.Builder
	inside := text[1 : len(text)-1]
	for at := 0; at < len(inside); at++ {
		if inside[at] == '\\' && at+1 < len(inside) {
			at++
		}
		b.WriteByte(inside[at])
	}
	return b.String()
}
