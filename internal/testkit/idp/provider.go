package idp

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Secret is what every client of the provider has for a secret.
const Secret = "a secret of the tests"

// Addresses are ours, as registered with the provider. Nobody needs to listen there.
type Addresses struct{ Callback, AfterLogout string }

// FinalSlash is the end of an issuer that names itself with one.
const FinalSlash = "/"

// Start runs the provider of assets/test until the test ends and returns its issuer. Its clients
// are "plain" (secret in the header), "signed" (secret in the body, signed user information)
// and "strict", which is like "signed" and refuses parameters that it does not know. The issuer ends in what
// is given beside.
func Start(t testing.TB, ours Addresses, end ...string) string {
	t.Helper()
	folder := filepath.Join(root(t), "assets")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "oidc-provider")); err != nil {
		t.Fatalf("the npm package oidc-provider is missing, run make assets: %v", err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("single sign-on is tested against a provider that needs Node: %v", err)
	}
	command := exec.Command(node, append([]string{filepath.Join("test", "oidc-provider.mjs"), ours.Callback, ours.AfterLogout}, end...)...)
	command.Dir = folder
	complaints := new(strings.Builder)
	command.Stderr = complaints
	lifeline, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = lifeline.Close()
		_ = command.Wait()
		if t.Failed() {
			t.Logf("the provider says: %s", complaints)
		}
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil {
		t.Fatalf("the provider did not start: %v", err)
	}
	var told struct{ Issuer string }
	if err := json.Unmarshal(line, &told); err != nil {
		t.Fatal(err)
	}
	return told.Issuer
}

// root returns the folder of the module.
func root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(folder, "go.mod")); missing == nil {
			return folder
		}
		up := filepath.Dir(folder)
		if up == folder {
			break
		}
		folder = up
	}
	t.Fatalf("no module around %s: %v", folder, err)
	return ""
}
