#!/bin/sh
# Makes the lock files again. They pin every package by version and by hash, hold for every system and
# Python that onetext runs on, and name no index: each place takes packages from where it trusts.
#
# runtime.txt keeps to the versions of dev.txt, so what is tested is what runs.
set -eu
cd "$(dirname "$0")/.."

if [ -z "${UV_SYSTEM_CERTS:-}" ] && [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    export UV_SYSTEM_CERTS=true
fi
uv=${UV:-.venv/bin/uv}

compile() {
    out=$1
    shift
    echo "  lock/$out"
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$uv" --no-config --quiet pip compile "$@" --upgrade \
        --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
        --no-emit-index-url --no-emit-find-links --output-file "lock/$out"
}

echo "Locking ..."
compile dev.txt pyproject.toml --group build --group dev --group docs
compile runtime.txt pyproject.toml --group build --constraints lock/dev.txt
compile bench.txt pyproject.toml --group build --group bench --constraints lock/dev.txt
compile installer.txt lock/installer.in
