package png

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// What Linux from 6.3 on calls MemoryDenyWriteExecute of systemd (prctl(2), PR_SET_MDWE). It cannot be taken back, so that it is
// set in a process of its own.
const (
	setMDWE          = 65
	refuseExecGain   = 1
	refusing         = "SEGUR_TEST_REFUSING"
	refusalIsUnknown = "the kernel cannot refuse"
)

// TestCompilesWhereMemoryMayBeExecuted asks in this process, then in one to which the kernel refuses it.
func TestCompilesWhereMemoryMayBeExecuted(t *testing.T) {
	if os.Getenv(refusing) != "" {
		if _, _, failed := syscall.Syscall6(syscall.SYS_PRCTL, setMDWE, refuseExecGain, 0, 0, 0, 0); failed != 0 {
			t.Log(refusalIsUnknown, failed)
			return
		}
		if Compiles() {
			t.Error("where executable memory is refused, the engine is said to be compiled")
		}
		return
	}
	if !Compiles() {
		t.Error("the engine is said to be interpreted")
	}
	inside := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	inside.Env = append(os.Environ(), refusing+"=1")
	said, err := inside.CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, said)
	}
	if strings.Contains(string(said), refusalIsUnknown) {
		t.Logf("%s", said)
	}
}
