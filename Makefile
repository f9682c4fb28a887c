# Octroi: everything a person types. `make` alone lists it.
#
# What is installed comes from config/lock/, hash by hash. A stamp in .venv remembers that it
# was done, so that only the first run is slow.

.DEFAULT_GOAL := help

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq install

RUN_READY  := $(VENV)/run.stamp
TEST_READY := $(VENV)/test.stamp
LOCK       := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
              --generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock"

.PHONY: help setup run test check fix bench migrate docs demo lock clean ci

help: ## list what can be done
	@echo "Octroi. What you can type:"
	@sed -nE 's/^([a-z]+):.*## (.*)/\1 \2/p' $(MAKEFILE_LIST) | \
	  while read -r name words; do printf '  make %-9s %s\n' "$$name" "$$words"; done

setup: $(TEST_READY) ## install everything a developer needs, in .venv
	@echo "Ready: $(BIN) holds python, octroi and the tools."

run: $(RUN_READY) ## load the demonstration once, then serve it in the browser
	@$(BIN)/octroi demo
	@$(BIN)/octroi serve

test: $(TEST_READY) ## every test, PostgreSQL and browser included
	@OCTROI_CHROMIUM="$$($(BIN)/python tests/browser/ensure_browser.py)" && export OCTROI_CHROMIUM && \
	$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(TEST_READY) ## style, types, the dependency rule, templates, architecture
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint web/templates --quiet --check --lint
	@$(BIN)/python -m pytest -q tests/architecture

fix: $(TEST_READY) ## mend what the tools can mend by themselves
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/djlint web/templates --quiet --reformat || true

bench: $(TEST_READY) ## measure against raw floors, in the same run
	@$(BIN)/python -m tests.bench

migrate: $(RUN_READY) ## bring the database of DATABASE_URL up to date
	@mkdir -p var && $(BIN)/alembic -c migrations/alembic.ini upgrade head

docs: $(RUN_READY) ## write the generated documents again: diagrams, rules, errors
	@$(BIN)/python -m workflow.cli.documentation

demo: $(RUN_READY) ## load the demonstration afresh, over what is there
	@$(BIN)/octroi demo --reset

lock: $(TEST_READY) ## renew config/lock/ after a change of dependencies
	@$(LOCK) --extra postgres pyproject.toml config/lock/build.in -o config/lock/run.txt
	@$(LOCK) --all-extras -c config/lock/run.txt pyproject.toml config/lock/build.in -o config/lock/test.txt

clean: ## remove what was installed or built; the data in var/ stay
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find workflow web config migrations tests -name __pycache__ -type d -prune -exec rm -rf {} +

ci: ## what the continuous integration does, here
	@.ci/run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Octroi needs Python 3.11 or later. If you have one under another name: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; exit 2; }

$(RUN_READY): config/lock/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Octroi needs (the first time only)..."
	@$(PIP) --require-hashes -r config/lock/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): config/lock/test.txt pyproject.toml | $(BIN)/python
	@echo "Installing Octroi with its tests and tools (the first time only)..."
	@$(PIP) --require-hashes -r config/lock/test.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $(RUN_READY) $@
