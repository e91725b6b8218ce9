#!/bin/sh
# tools/lock.sh: renews the lock, to the newest releases within the ranges of pyproject.toml. requirements/<target>.txt
# has every Python package with its hashes, for all platforms and for Python 3.11 and newer; it is made by uv, which
# lives in .cache/lock. tools/*/package-lock.json and
# studio/package-lock.json are npm's.
set -eu
cd "$(dirname "$0")/.."
python=$(command -v python3.11 || command -v python3)
tool=.cache/lock

say() { echo "lock: $*" >&2; }

# Requirements as pyproject.toml gives them: `backend`, or the name of an extra.
ranges() {
  "$tool/bin/python" - "$1" <<'E2'
import sys, tomllib

with open("pyproject.toml", "rb") as file:
    data = tomllib.load(file)
groups = data["project"]["optional-dependencies"] | {"backend": data["build-system"]["requires"]}
print(*groups[sys.argv[1]], sep="\n")
E2
}

# compile NAME SOURCE…: writes requirements/NAME.txt. The releases that the file has already are kept.
compile() {
  name=$1
  shift
  "$tool/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
    --custom-compile-command "make lock" --output-file "requirements/$name.txt" "$@"
}

"$tool/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$tool"
if [ -e requirements/lock.txt ]; then
  "$tool/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
else
  "$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv
fi

# The largest first, to the newest releases; the others begin with its releases, so that all agree.
mkdir -p requirements
say "requirements/check.txt"
ranges backend | compile check --upgrade pyproject.toml - --extra studio --extra tables --extra cluster --extra test --extra check
for target in test bench cluster build; do
  say "requirements/$target.txt"
  cp requirements/check.txt "requirements/$target.txt"
  set -- pyproject.toml - --extra studio
  [ $target = build ] || set -- "$@" --extra cluster --extra tables
  case $target in test | bench) set -- "$@" --extra $target ;; esac
  ranges backend | compile $target "$@"
done
for extra in npm lock; do
  say "requirements/$extra.txt"
  ranges $extra | compile $extra --upgrade -
done

for folder in tools/*/package.json studio/package.json; do
  folder=${folder%/package.json}
  if command -v npm >/dev/null; then
    say "$folder/package-lock.json"
    rm -f $folder/package-lock.json
    npm install --prefix $folder --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
      --no-fund --no-audit --loglevel=error >/dev/null
    "$tool/bin/python" - "$folder/package-lock.json" <<'E2'
import json, sys

with open(sys.argv[1], encoding="utf-8") as file:
    lock = json.load(file)
for package in lock["packages"].values():
    package.pop("funding", None)  # addresses, which nothing is installed from
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(lock, file, ensure_ascii=False, indent=2)
    file.write("\n")
E2
  else
    say "no npm on PATH: $folder/package-lock.json stays as it is"
  fi
done
