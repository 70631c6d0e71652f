# Merzim. `make demo` and `make test` each set up all they need; nothing else has to be run first.
SHELL  := /bin/sh
PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/ready

# A .venv that was moved here from another folder, or that lost its Python, is made anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(READY))
else ifneq ($(shell $(BIN)/python -c 'print("runs")' 2>/dev/null),runs)
$(shell rm -f $(READY))
endif

.PHONY: help install demo test bench lock schema sql pictures clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

install: $(READY) ## set up .venv (redone only when requirements.lock or pyproject.toml changed)

# The mark is written last: an install that was cut short is begun again, from an empty .venv.
$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Merzim needs Python 3.11 or newer, and '$(PYTHON)' is not found. Install Python, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Merzim needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments: it lacks venv or ensurepip. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv (first time, about a minute) ..."
	@rm -f $@
	@$(PYTHON) -m venv --clear .venv
	@echo "  the locked packages ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@echo "  Merzim itself ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@printf '%s\n' "$(CURDIR)" > $@
	@echo "  ready."

demo: install ## carry invented reports from filing to decision, and print their timelines
	@$(BIN)/python examples/demo.py

test: install ## format, lint, types and all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: install ## measure the engine against its floors, side by side
	@$(BIN)/python -m benchmarks

lock: install ## pin every package again, with hashes
	$(BIN)/uv pip compile pyproject.toml --extra test --extra dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.lock

schema: install ## write the JSON Schemas of reports and scenarios into docs/
	$(BIN)/python -c 'from process.report_schema import as_text; print(as_text(), end="")' > docs/report.schema.json.new
	mv docs/report.schema.json.new docs/report.schema.json
	$(BIN)/python -c 'from simulation.scenario_schema import as_text; print(as_text(), end="")' > docs/scenario.schema.json.new
	mv docs/scenario.schema.json.new docs/scenario.schema.json

sql: install ## compile the SQL of the reads from the tables
	$(BIN)/python -m store.compile_sql

pictures: install ## draw the pictures of docs/papers.md again
	$(BIN)/python -m examples.papers --pictures

clean: ## remove what make and the tools have made (never a database of yours)
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
