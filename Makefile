# make build   every seminar of content/ into output/
# make test    the tests
# make bench   speed against Pandoc
#
# Both first install what they need, with tools/setup.sh: system libraries, and the rest into .venv.
# That is done once, and again when one of the files it reads has changed.

SETUP = tools/setup.sh pyproject.toml hatch_build.py

.PHONY: build test bench clean
.NOTPARALLEL:

build: .venv/ready-to-build
	.venv/bin/deckgen build

test: .venv/ready-to-test
	.venv/bin/python -m pytest

.venv/ready-to-build: $(SETUP)
	sh tools/setup.sh
	touch $@

.venv/ready-to-test: $(SETUP)
	sh tools/setup.sh test
	touch .venv/ready-to-build $@

# CPU against Pandoc, for people: never part of the tests
bench: .venv/ready-to-build
	.venv/bin/python -m pip install --quiet --disable-pip-version-check pypandoc_binary
	.venv/bin/python bench/bench.py

clean:
	rm -rf .venv .cache src/deckgen/fontfiles output/*
