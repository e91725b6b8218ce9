# make build        every seminar of content/ into output/
# make test         all tests, on all cores
# make check        the gate: lint, format, types, and the tests that are fast
# make bench        CPU against Pandoc; with AGAINST=DIR against another checkout of deckgen
# make bench-scale  200 full builds on all cores and on a Dask cluster of this machine (docs/scale.md)
# make fuzz         strange inputs for 5 minutes; MINUTES=60 for longer, SEED=1 for the same ones again
# make studio       bundles the pages of `deckgen serve` (studio/) into src/deckgen/studio/static/; needs npm
# make lock         renews requirements/*.txt, to the newest releases within the ranges of pyproject.toml
# make test-newest  all tests with the newest releases within those ranges, instead of the locked ones
#
# Each first installs what it needs with tools/setup.sh: system libraries, and the rest into .venv, as the lock has it.
# That is done once, and again when one of the files it reads has changed.

SETUP = tools/setup.sh $(wildcard tools/*/package-lock.json) requirements/npm.txt pyproject.toml hatch_build.py
SOURCES = src tests tools bench fuzz hatch_build.py
NEWEST = .cache/newest

.PHONY: build test check bench bench-scale fuzz studio lock test-newest clean
.NOTPARALLEL:

build: .venv/ready-to-build
	.venv/bin/deckgen build

test: .venv/ready-to-test
	.venv/bin/python -m pytest -n auto

check: .venv/ready-to-check
	.venv/bin/ruff check $(SOURCES)
	.venv/bin/ruff format --check $(SOURCES)
	.venv/bin/mypy
	.venv/bin/python -m pytest -n auto -m "not slow"

# for people: never part of the tests
bench: .venv/ready-to-bench
	.venv/bin/python -m bench $(if $(AGAINST),--against $(AGAINST))

bench-scale: .venv/ready-to-bench
	.venv/bin/python -m bench.scale

# for people and for the night: the tests run some seconds of it
fuzz: .venv/ready-to-test
	.venv/bin/python -m fuzz --minutes $(or $(MINUTES),5) $(if $(SEED),--seed $(SEED))

# for those who change the pages: what it makes is in the repository
studio:
	npm ci --prefix studio --ignore-scripts --no-fund --no-audit --loglevel=error
	npm run --prefix studio build

lock:
	sh tools/lock.sh

test-newest: .venv/ready-to-test
	.venv/bin/python -m venv --clear $(NEWEST)
	$(NEWEST)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[test,studio,cluster]"
	$(NEWEST)/bin/python -m pip list --disable-pip-version-check
	$(NEWEST)/bin/python -m pytest -n auto

.venv/ready-to-%: requirements/%.txt $(SETUP)
	sh tools/setup.sh $*
	touch $@

clean:
	rm -rf .venv .cache src/deckgen/fontfiles output/*
