# Two commands do everything on a machine with python3 (3.11 or newer, with venv), make and git:
#   make run     create .venv, install, open the app on the bundled library
#   make test    create .venv, install the development group, run every check
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check lint types floors tests content messages clean

run: .venv/installed
	@$(BIN)/briefing $(ARGS)

test: .venv/developed
	@$(MAKE) --no-print-directory check

check: lint types floors tests content
lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types:
	$(BIN)/mypy
floors:
	$(BIN)/lint-imports
tests:
	$(BIN)/pytest
content:
	$(BIN)/briefing check --strict content/

# Collect the interface's texts and compile the German catalogue.
messages: .venv/developed
	PYTHONPATH=tests $(BIN)/python -m messages --write

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(PIP) install --editable .
	@touch $@

# pip learned --group in 25.1; Python 3.11 ships an older one.
.venv/developed: pyproject.toml .venv/installed
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --group dev
	@touch $@
