# The two commands: `make demo` opens a centre with data, `make test` proves the program.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := .make
# What was compiled once serves the hundreds of processes that come after.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check browser bench mutants soak lock vendor messages clean

help:            ## what can be done here
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(BIN)/uv:
	bash scripts/venv $(PYTHON)

$(STAMP)/run: $(BIN)/uv locks/run.txt pyproject.toml
	bash scripts/system-packages run
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r locks/run.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --editable .
	$(BIN)/python scripts/compile_messages.py
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/dev: $(STAMP)/run locks/dev.txt
	bash scripts/system-packages dev
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r locks/dev.txt
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/bench: $(STAMP)/dev locks/bench.txt
	bash scripts/system-packages bench
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r locks/bench.txt
	@mkdir -p $(STAMP) && touch $@

setup: $(STAMP)/run          ## install what the program needs
demo: $(STAMP)/run           ## open a centre with data
	$(BIN)/gongyou demo
check: $(STAMP)/dev          ## format, lint, types, imports, translations
	bash scripts/check
test: $(STAMP)/dev check     ## everything that must hold
	bash scripts/test
browser: $(STAMP)/dev        ## every page in a real browser, both languages, with axe
	$(BIN)/pytest -q -n 2 --dist loadscope -m browser
bench: $(STAMP)/bench        ## speed and memory beside named peers
	$(BIN)/python -m benchmarks
mutants: $(STAMP)/dev        ## plant faults one by one; each must make a test fail
	$(BIN)/python -m tests.mutants
soak: $(STAMP)/dev           ## long fuzzing and crash tests
	bash scripts/soak
lock: $(BIN)/uv              ## resolve the dependencies anew
	bash scripts/lock
vendor:                      ## rebuild the vendored front-end assets from npm
	bash scripts/vendor
messages: $(STAMP)/dev       ## collect strings to translate
	bash scripts/messages
clean:
	rm -rf $(VENV) $(STAMP) build dist demo
