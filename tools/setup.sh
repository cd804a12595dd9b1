#!/bin/sh
# Makes .venv ready, from the hash-pinned lock files and nothing else.
#
#   PYTHON=python3 sh tools/setup.sh runtime    what onetext needs to run
#   PYTHON=python3 sh tools/setup.sh dev        that, and the tools for tests, gates and docs
#   PYTHON=python3 sh tools/setup.sh bench      that, and the peers that benchmarks measure against
#
# `make` calls this; a stamp in .venv says what is there already, so it does work only when a lock changed.
set -eu
cd "$(dirname "$0")/.."

want=${1:-runtime}
python=${PYTHON:-python3}
venv=.venv
start=$(date +%s)

stop() {
    echo "onetext: $*" >&2
    exit 1
}

as_root() { [ "$(id -u)" = 0 ]; }

find_python() {
    command -v "$python" >/dev/null 2>&1 ||
        stop "no '$python' found. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed; '$python' is $("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'). Name another: make PYTHON=python3.12"
}

# Debian and Ubuntu keep the means to make an environment in a package of its own.
have_venv() { "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; }

find_venv() {
    have_venv && return
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if as_root && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $package, which Debian keeps apart from python3 ..."
        log=$(mktemp)
        if ! { DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"; } >"$log" 2>&1; then
            cat "$log" >&2
            rm -f "$log"
            stop "could not install $package. Install it, then run make again."
        fi
        rm -f "$log"
        have_venv && return
    fi
    stop "'$python' cannot make environments. Install its venv package (Debian, Ubuntu: apt install $package), then run make again."
}

# An environment of an older Python, of another checkout, or one that was cut short is made anew.
venv_is_ours() {
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/.made-for" 2>/dev/null)" = "$(pwd -P)" ] &&
        "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_venv() {
    rm -rf "$venv"
    "$python" -m venv "$venv" || stop "could not make $venv with '$python'."
    pwd -P >"$venv/.made-for"
}

case $want in
    runtime) what="to run onetext" ;;
    dev) what="to test and build" ;;
    bench) what="to measure against peers" ;;
    *) stop "tools/setup.sh takes 'runtime', 'dev' or 'bench', not '$want'" ;;
esac

# The browser that tests try the pages in. It is no Python package, so only the system can bring it; without it those
# tests are skipped, and say so.
find_browser() {
    for name in "${ONETEXT_CHROMIUM:-chromium}" chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    if as_root && command -v apt-get >/dev/null 2>&1; then
        echo "  Chromium, to try the pages in (once, under a minute)"
        log=$(mktemp)
        if { DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core; } >"$log" 2>&1; then
            rm -f "$log"
            return
        fi
        tail -3 "$log" >&2
        rm -f "$log"
    fi
    echo "  no Chromium: tests of the pages in a browser will be skipped. Debian, Ubuntu: sudo apt install chromium"
}

# A home that cannot be written (a service account, a sealed container) has no room for download caches.
[ -w "${HOME:-/nonexistent}" ] || export PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1

echo "Setting up .venv $what (once, up to a minute) ..."
venv_is_ours || { find_python && find_venv && make_venv; }
rm -f "$venv/.ready-runtime" "$venv/.ready-bench" "$venv/.ready-$want"

# The installer. Its own lock, so that not even this step takes something unnamed.
if [ "$(cat "$venv/.installer" 2>/dev/null)" != "$(cat lock/installer.txt)" ]; then
    echo "  the installer (uv)"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r lock/installer.txt ||
        stop "could not fetch the installer: is there a network? Run make again when there is."
    cp lock/installer.txt "$venv/.installer"
fi

# Trust what this machine trusts (an office network may add its own certificate), where it keeps such a list.
if [ -z "${UV_SYSTEM_CERTS:-}" ]; then
    for certs in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem; do
        [ -e "$certs" ] && export UV_SYSTEM_CERTS=true && break
    done
fi
export VIRTUAL_ENV="$PWD/$venv" UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 UV_LINK_MODE="${UV_LINK_MODE:-copy}"
uv() { "$venv/bin/uv" --no-config --quiet "$@"; }

echo "  the packages of lock/$want.txt"
# `sync` also takes away what the lock no longer names; the runtime lock must leave the tools of dev alone.
if [ "$want" = dev ]; then verb="sync"; else verb="install -r"; fi
# shellcheck disable=SC2086  # the verb is two words on purpose
uv pip $verb "lock/$want.txt" --require-hashes ||
    stop "could not install lock/$want.txt: is there a network? Run make again when there is."

echo "  onetext itself"
uv pip install --no-deps --no-build-isolation --editable . ||
    stop "could not install onetext from this folder."

[ "$want" = runtime ] || find_browser

touch "$venv/.ready-runtime"
[ "$want" = runtime ] || touch "$venv/.ready-$want"
echo "Ready after $(($(date +%s) - start)) s."
