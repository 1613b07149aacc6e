# Onrecord: every target sets up what it needs.  Only Python 3.11 or newer has to be there.

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check format gate bench compiled docs fuzz audit sbom clean

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$name" && break; done)
UV ?= $(shell command -v uv || echo build/uv/bin/uv)
RUN := .venv/bin/python
READY := .venv/.ready
COMPILED := build/compiled
SOURCES := $(shell find src/onrecord -type f -not -name '*.pyc')

help:
	@echo "make demo    code the example reports into a ledger and show the record"
	@echo "make serve   the reading room on the example reports, or on LEDGER=FILE"
	@echo "make test    run the tests, and the gate where ONRECORD_CORPORA is set"
	@echo "make check   all that CI runs: style, types, import layers, tests, gate"
	@echo "make format  lay out the code"
	@echo "make gate    score the coder (needs ONRECORD_CORPORA)"
	@echo "make bench   reports a second, beside bare spaCy on the same texts"
	@echo "make compiled  the same program, its stages compiled, in build/compiled (needs a C compiler)"
	@echo "make fuzz    feed readers, coder, filters, SQL and server with made-up input (MINUTES=1 each)"
	@echo "make audit   ask a database of known flaws about the locked dependencies (needs a network)"
	@echo "make sbom    write the bill of materials, sbom.cdx.json"
	@echo "make docs    write the generated pages and the README's example anew"
	@echo "make clean   remove what make made"

build/uv/bin/uv:
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer found; install one, or say: make PYTHON=/path/to/python"; exit 2; }
	@echo "== uv is not installed: fetching it into build/uv"
	@"$(PYTHON)" -m venv build/uv 2>build/uv.log || "$(PYTHON)" -m venv --without-pip build/uv
	@build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null \
		|| "$(PYTHON)" -m pip install --quiet --disable-pip-version-check --prefix build/uv --ignore-installed uv \
		|| { echo "cannot fetch uv with pip; install uv or pip, then try again"; exit 2; }

build:
	@mkdir -p build

$(READY): pyproject.toml uv.lock | build $(filter build/uv/bin/uv,$(UV))
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer found; install one, or say: make PYTHON=/path/to/python"; exit 2; }
	@echo "== installing the locked dependencies into .venv (a minute or two the first time)"
	@"$(UV)" sync --frozen --quiet --python "$(PYTHON)"
	@touch $@

setup: $(READY)

demo: $(READY)
	@mkdir -p build
	@.venv/bin/onrecord demo --ledger build/demo.ledger

serve: build/demo.ledger
	@.venv/bin/onrecord serve --ledger $(or $(LEDGER),build/demo.ledger)

build/demo.ledger: | $(READY) build
	@.venv/bin/onrecord add examples/invented-*.txt --ledger $@

test: $(READY)
	@echo "== tests"
	@$(RUN) -m pytest
	@$(RUN) gate/run.py

check: $(READY)
	@echo "== style"
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@echo "== types"
	@.venv/bin/mypy
	@echo "== import layers"
	@.venv/bin/lint-imports
	@$(MAKE) --no-print-directory test

format: $(READY)
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

gate: $(READY)
	@$(RUN) gate/run.py

bench: $(READY)
	@$(RUN) gate/bench.py
	@command -v cc >/dev/null || { echo "no C compiler: the compiled stages are not measured"; exit 0; }; \
		$(MAKE) --no-print-directory compiled && $(COMPILED)/bin/python gate/bench.py --only speed

compiled: $(COMPILED)/.ready

$(COMPILED)/.ready: $(READY) $(SOURCES)
	@echo "== compiling the stages (some minutes)"
	@rm -rf build/wheel
	@UV_PROJECT_ENVIRONMENT=$(COMPILED) "$(UV)" sync --frozen --quiet --no-install-project --python "$(PYTHON)"
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=1 "$(UV)" build --quiet --python $(COMPILED)/bin/python -o build/wheel
	@"$(UV)" pip install --quiet --no-deps --reinstall --python $(COMPILED)/bin/python build/wheel/*.whl
	@.venv/bin/onrecord code examples --format jsonl > build/plain.jsonl
	@$(COMPILED)/bin/onrecord code examples --format jsonl > build/compiled.jsonl
	@cmp build/plain.jsonl build/compiled.jsonl && echo "== compiled; the examples come out the same to the last byte"
	@touch $@

docs: $(READY)
	@$(RUN) gate/pages.py

fuzz: $(READY)
	@$(RUN) gate/fuzz.py --minutes $(or $(MINUTES),1)

audit: $(READY) | build
	@"$(UV)" export --frozen --quiet --no-dev --no-emit-project --format requirements.txt --output-file build/requirements.txt
	@.venv/bin/pip-audit --strict --disable-pip --require-hashes --requirement build/requirements.txt

sbom: $(READY)
	@$(RUN) gate/sbom.py --uv "$(UV)"

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
