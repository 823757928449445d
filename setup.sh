#!/bin/sh
# Make .venv and install what the lock names, with hashes: `setup.sh` for running, `setup.sh dev` for working on it.
set -eu
cd "$(dirname "$0")"

if command -v uv >/dev/null 2>&1; then
    # The system's certificates, so that it works behind an inspecting proxy as pip does.
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}"
    group=""
    if [ "${1:-}" = dev ]; then group="--group dev"; fi
    # shellcheck disable=SC2086  (no group is no argument)
    if uv sync --frozen --quiet $group; then exit 0; fi
    echo "uv did not get through; trying pip instead." >&2
    rm -rf .venv
fi

# The newest Python that is 3.11 or later and really starts (a version manager's stand-in may not).
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "Briefbot needs Python 3.11 or later with venv. Install it (Debian: apt install python3-venv), then run make again." >&2
    exit 1
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
if [ "${1:-}" = dev ]; then requirements=requirements-dev.txt; else requirements=requirements.txt; fi
echo "Setting up .venv (once, about half a minute) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$requirements"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
