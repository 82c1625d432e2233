package browsers

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// job is a page to look at. The texts are those that driver/run.mjs explains.
type job struct {
	Name  string `json:"name"`
	URL   string `json:"url"`
	Wait  string `json:"wait,omitempty"`
	Ask   string `json:"ask,omitempty"`
	Click string `json:"click,omitempty"`
	Print string `json:"print,omitempty"`
}

// seen is what a frame of ours says of itself, in CSS pixels.
type seen struct {
	Href   string   `json:"href"`
	Sheets int      `json:"sheets"` // style sheets that were let in
	Fonts  int      `json:"fonts"`  // of ours that came
	Width  int      `json:"width"`  // of the window
	Height int      `json:"height"`
	Needs  int      `json:"needs"` // height of what is there
	Foot   bool     `json:"foot"`  // sources and licence are in sight, without scrolling
	Status bool     `json:"chart"` // it shows a chart
	Out    []string `json:"out"`   // what sticks out at the sides
}

// answer is what was seen of a job.
type answer struct {
	Name   string `json:"name"`
	Frames []seen `json:"frames"`
	Top    string `json:"top"`
	Error  string `json:"error"`
}

// engine is a browser to look through.
type engine struct {
	name    string
	program string
	port    int // of its driver, where it has one
}

// patience ends what hangs.
const patience = 10 * time.Minute

// engines are the browsers; one that is missing is a fault, since half of what frames do wrong shows in one of them only.
func engines(t *testing.T) []engine {
	t.Helper()
	if _, err := os.Stat("driver/node_modules/.stamp"); err != nil {
		t.Fatal("the packages that drive browsers are missing: run make deps-test")
	}
	found := []engine{{name: "chromium", program: os.Getenv("CHROME")}, {name: "firefox"}, {name: "webkit"}}
	for i, names := range [][]string{
		{"/usr/lib/chromium/chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"}, {"firefox-esr", "firefox"},
		{"/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "MiniBrowser"},
	} {
		for _, name := range names {
			if path, err := exec.LookPath(name); err == nil && found[i].program == "" {
				found[i].program = path
			}
		}
		if found[i].program == "" {
			t.Fatalf("there is no %s: run make deps-test", found[i].name)
		}
	}
	found[2].port = startDriver(t)
	return found
}

// startDriver runs WebKit's driver with a display of its own, both ended with the test, and returns its port.
func startDriver(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	display, told, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	screen := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1000x2000x24", "-nolisten", "tcp")
	screen.ExtraFiles = []*os.File{told}
	start(t, screen)
	if err := told.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(display).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	driver := exec.Command("WebKitWebDriver", "--host=127.0.0.1", "--port="+strconv.Itoa(port))
	driver.Env = append(os.Environ(), "DISPLAY=:"+number[:len(number)-1], "WEBKIT_DISABLE_COMPOSITING_MODE=1", "LIBGL_ALWAYS_SOFTWARE=1",
		"NO_AT_BRIDGE=1", "GSETTINGS_BACKEND=memory", "HOME="+t.TempDir(), "XDG_RUNTIME_DIR="+t.TempDir())
	start(t, driver)
	deadline := time.Now().Add(patience)
	for {
		conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			return port
		}
		if time.Now().After(deadline) {
			t.Fatalf("WebKitWebDriver answers nobody: %v", err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func start(t *testing.T, command *exec.Cmd) {
	t.Helper()
	if err := command.Start(); err != nil {
		t.Fatalf("%v: run make deps-test", err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
}

// look does jobs one after the other in a browser.
func (e engine) look(t *testing.T, jobs []job) map[string]answer {
	t.Helper()
	shots := os.Getenv("BROWSERS_SHOTS") // a folder for pictures of every page, "" for none
	order, err := json.Marshal(map[string]any{"engine": e.name, "program": e.program, "port": e.port, "shots": shots, "jobs": jobs})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	command := exec.CommandContext(ctx, "node", "run.mjs")
	command.Dir, command.Stdin = "driver", bytes.NewReader(order)
	command.Env = append(os.Environ(), "HOME="+t.TempDir())
	var said, complaints bytes.Buffer
	command.Stdout, command.Stderr = &said, &complaints
	if err := command.Run(); err != nil {
		t.Errorf("%s: %v\n%s", e.name, err, complaints.String())
	}
	answers := map[string]answer{}
	decoder := json.NewDecoder(&said)
	for decoder.More() {
		var a answer
		if err := decoder.Decode(&a); err != nil {
			t.Fatalf("%s: %v", e.name, err)
		}
		answers[a.Name] = a
	}
	for _, j := range jobs {
		if a, done := answers[j.Name]; !done || a.Error != "" {
			t.Errorf("%s, %s: %s", e.name, j.Name, or(a.Error, "not done"))
		}
	}
	return answers
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func fileURL(path string) string { return fmt.Sprintf("file://%s", filepath.ToSlash(path)) }
