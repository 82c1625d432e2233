package week

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// host is what browsers call the site. No name server knows it.
const host = "suivi.test"

// front is where readers come in: a port that nginx takes over once it is known what is behind.
type front struct {
	operator
	port    net.Listener
	scheme  string
	folder  string
	trusted *x509.CertPool // who signed the certificate, nil on plain http
}

// opens takes a free port for a scheme.
func (o operator) opens(scheme string) *front {
	o.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		o.Fatal(err)
	}
	f := &front{operator: o, port: l, scheme: scheme, folder: o.TempDir()}
	if scheme == "https" {
		f.certify()
	}
	return f
}

// origin is the public address of the site.
func (f *front) origin() string {
	_, port, err := net.SplitHostPort(f.port.Addr().String())
	if err != nil {
		f.Fatal(err)
	}
	return f.scheme + "://" + net.JoinHostPort(host, port)
}

// certify makes a certificate of the site's own.
func (f *front) certify() {
	f.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true,
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		f.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		f.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	f.writes("site.pem", string(public))
	f.writes("site.key", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	f.trusted = x509.NewCertPool()
	f.trusted.AppendCertsFromPEM(public)
}

func (f *front) writes(name, text string) (path string) {
	f.Helper()
	path = filepath.Join(f.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		f.Fatal(err)
	}
	return path
}

// leads starts nginx on the port, before a server. location is what stands beside proxy_pass.
func (f *front) leads(to *server, location string) {
	f.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // which is not on everybody's path
	}
	if _, err := os.Stat(program); err != nil {
		f.Fatalf("the operator's week needs Debian's nginx, run make deps-test: %v", err)
	}
	listen, certificate, user := f.port.Addr().String(), "", ""
	if f.trusted != nil {
		listen += " ssl"
		certificate = "ssl_certificate site.pem; ssl_certificate_key site.key;"
	}
	if os.Geteuid() == 0 {
		user = "user root;" // the folder is nobody else's
	}
	config := f.writes("nginx.conf", fmt.Sprintf(`
%s worker_processes 1; daemon off; pid nginx.pid; error_log stderr warn;
events {}
http {
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {
        listen %s; server_name %s; %s
        location / { proxy_pass http://%s; %s }
    }
}
`, user, listen, host, certificate, to.address, location))
	socket, err := f.port.(*net.TCPListener).File()
	if err != nil {
		f.Fatal(err)
	}
	var said strings.Builder
	nginx := exec.Command(program, "-p", f.folder, "-c", config)
	nginx.Stdout, nginx.Stderr = &said, &said
	// nginx takes over sockets that another one, which it replaces, holds open: nobody can take the port meanwhile, and
	// who comes before it is ready waits in the socket.
	nginx.ExtraFiles, nginx.Env = []*os.File{socket}, environment("NGINX=3;")
	if err := nginx.Start(); err != nil {
		f.Fatal(err)
	}
	if err := socket.Close(); err != nil {
		f.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		err := nginx.Wait()
		_ = f.port.Close() // nobody waits there for one that could not start
		ended <- err
	}()
	f.Cleanup(func() {
		_ = nginx.Process.Signal(syscall.SIGTERM)
		if err := <-ended; err != nil || f.Failed() {
			f.Logf("nginx: %v %s", err, said.String())
		}
	})
}

// visitor returns a browser that nobody has seen, before the site.
func (f *front) visitor(t *testing.T) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	address := f.port.Addr().String()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: f.trusted, MinVersion: tls.VersionTLS12},
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, address)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &visitor{T: t, origin: f.origin(), client: http.Client{
		Jar: jar, Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}
