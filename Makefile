# onetext: each target sets up what it needs, then runs.
# Needs make and Python 3.11 or newer. Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
WORKERS ?= auto
PYTEST_ARGS ?=

BIN := .venv/bin
RUNTIME := .venv/.ready-runtime
DEV := .venv/.ready-dev
BENCH := .venv/.ready-bench
SETUP := tools/setup.sh lock/installer.txt pyproject.toml

# An environment whose Python is gone, or that belongs to another checkout, is no environment.
ifneq ($(shell test -x $(BIN)/python && cat .venv/.made-for 2>/dev/null),$(shell pwd -P))
STALE := stale
endif

.DEFAULT_GOAL := help
.PHONY: help env demo test check format prove bench docs lock clean clean-env stale

help: ## list the targets
	@echo "onetext: make TARGET"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

env: $(DEV) ## set up .venv with everything, from the locks

demo: $(RUNTIME) ## the main job on the shipped example
	@$(BIN)/onetext demo

test: check ## every gate, then every test
	@echo "Tests ..."
	@$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

check: $(DEV) ## the gates: ruff, mypy, import-linter, reference
	@echo "Lint (ruff) ..."
	@$(BIN)/ruff check --quiet
	@echo "Format (ruff) ..."
	@$(BIN)/ruff format --check --quiet || { echo "Some files are not formatted: make format"; exit 1; }
	@echo "Types (mypy) ..."
	@$(BIN)/mypy --no-error-summary
	@echo "Rooms (import-linter) ..."
	@out=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }
	@echo "Reference ..."
	@$(BIN)/python tools/make_reference.py --check

format: $(DEV) ## put the code into the house format
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

prove: $(DEV) ## the proofs: every promise of the README, tried
	@$(BIN)/python tests/prove.py

bench: $(BENCH) ## how long a large case and a large agreement take, and the frontier beside a peer
	@$(BIN)/python benchmarks/large_case.py
	@$(BIN)/python benchmarks/frontier.py
	@$(BIN)/python benchmarks/monitoring.py
	@$(BIN)/python benchmarks/slate.py
	@$(BIN)/python benchmarks/held_terms.py
	@$(BIN)/python benchmarks/beliefs.py
	@$(BIN)/python benchmarks/talks.py
	@$(BIN)/python -W ignore benchmarks/record.py 20000 sqlite
	@$(BIN)/python -W ignore benchmarks/record.py 20000 postgresql
	@$(BIN)/python -W ignore benchmarks/record_kept.py 20 10 8
	@$(BIN)/python -W ignore benchmarks/workspace.py 10000

docs: $(DEV) ## build the documentation into build/docs
	@$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs
	@$(BIN)/sphinx-build -W --keep-going -q -b doctest docs build/doctest
	@echo "The documentation is in build/docs/index.html"

lock: $(DEV) ## make the lock files again, with the newest versions that fit
	@PYTHON="$(PYTHON)" sh tools/lock.sh

clean: ## remove what was built and cached
	@rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests docs tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

clean-env: clean ## remove .venv too
	@rm -rf .venv

$(RUNTIME): lock/runtime.txt $(SETUP) $(STALE)
	@PYTHON="$(PYTHON)" sh tools/setup.sh runtime

$(DEV): lock/dev.txt $(SETUP) $(STALE)
	@PYTHON="$(PYTHON)" sh tools/setup.sh dev

$(BENCH): $(DEV) lock/bench.txt
	@PYTHON="$(PYTHON)" sh tools/setup.sh bench
