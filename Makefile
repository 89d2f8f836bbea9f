# Every target makes its own environment; nothing has to be installed before `make demo`.

VENV   := .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN    := $(VENV)/Scripts
PYTHON := python
endif
STAMP  := $(VENV)/installed
WORKERS ?= auto

.PHONY: demo test check format docs proof bench bench-send bench-million clean

demo: $(STAMP)
	$(BIN)/pressctl demo

test: $(STAMP)
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not proof"

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python docs/tools/generate.py --check
	$(BIN)/python docs/tools/rules.py --check

proof: $(STAMP)
	$(BIN)/python -m pytest -q -m "proof or hypothesis" --hypothesis-profile=proof

format: $(STAMP)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: $(STAMP)
	$(BIN)/python docs/tools/generate.py
	$(BIN)/python docs/tools/rules.py

bench: $(STAMP)
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/documents.py
	$(BIN)/python bench/export_all.py
	$(BIN)/python bench/listing.py
	$(BIN)/python bench/contacts.py
	$(BIN)/python bench/review.py
	$(BIN)/python bench/check.py

bench-send: $(STAMP)
	$(BIN)/python bench/send.py

bench-million: $(STAMP)
	$(BIN)/python bench/million.py

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	$(BIN)/python -m compileall -q pressctl
	@touch $(STAMP)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
