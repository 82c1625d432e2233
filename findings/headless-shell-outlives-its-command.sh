#!/usr/bin/env bash
# Debian's chromium-headless-shell 156.0.8078.108-1~deb12u1: ending the command leaves the browser running.
#
# A good guess: /usr/bin/chromium-headless-shell is the browser, or becomes it by `exec` as /usr/bin/chromium does, so that a test
# runner which ends the process that it started (SIGTERM, SIGKILL, or a parent-death signal) ends the browser.
# Seen: the command is a shell script of one line that starts the browser as a child and waits. The signal ends the shell; the browser
# goes on, belongs to nobody, and keeps its port and its profile. Runs of a suite pile browsers up. What helps: start
# /usr/lib/chromium/chromium-headless-shell itself, or end the whole process group.
#
# Needs apt-get and dpkg on Debian 12 (amd64) with the security archive, and what a browser needs of libraries. Installs nothing.
set -euo pipefail

version=156.0.8078.108-1~deb12u1
folder=$(mktemp -d)
browser=
trap '[ -z "$browser" ] || kill -9 "$browser" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -qq "chromium-headless-shell=$version" "chromium-common=$version"
for deb in *.deb; do dpkg -x "$deb" package; done
# The script names the browser by its installed path: here by the path where it lies.
sed "s#/usr/lib/chromium/#$folder/package/usr/lib/chromium/#" package/usr/bin/chromium-headless-shell > command
chmod +x command

./command --headless --no-sandbox --disable-gpu --disable-background-networking --remote-debugging-port=0 \
  --user-data-dir="$folder/profile" about:blank >log 2>&1 &
command=$!
until [ -s profile/DevToolsActivePort ]; do
  kill -0 "$command" || { cat log; echo "the browser does not start" >&2; exit 1; }
  sleep 0.1
done
browser=$(ps -o pid= --ppid "$command" | tr -d ' ')

kill -TERM "$command"
wait "$command" || true

echo "chromium-headless-shell $version"
if [ -n "$browser" ] && kill -0 "$browser" 2>/dev/null && [ "$(ps -o ppid= -p "$browser" | tr -d ' ')" != "$command" ]; then
  echo "as known: the command has ended, and the browser that it started answers on port $(head -n 1 profile/DevToolsActivePort)"
else
  echo "changed: the browser ends with its command" >&2
  exit 1
fi
