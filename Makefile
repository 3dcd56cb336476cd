# `make` alone explains itself. Nothing here needs root, Node, Docker, or a network beyond the package index at install.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run check test lint types contracts soak bench extract release-check lock wheel clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/bin/python:
ifdef UV
	@uv venv --quiet --python 3.11 $(VENV) 2>/dev/null || uv venv --quiet $(VENV)
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Polything needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
endif

# Dependencies come with hashes; the project itself is installed as links to this folder.
define install
	@echo "Installing $(1) (once) …"
	$(if $(UV),@uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1),@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1))
	$(if $(UV),@uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .,@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .)
endef

$(VENV)/run.stamp: constraints.txt pyproject.toml | $(VENV)/bin/python
	$(call install,constraints.txt)
	@touch $@

$(VENV)/test.stamp: constraints-dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,constraints-dev.txt)
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp ## Set up, build the demo database and serve it on http://127.0.0.1:8023
	@$(BIN)/polything serve --demo

check: $(VENV)/test.stamp ## Before each commit: style, types, layers, and the tests near what has changed
	@$(MAKE) --no-print-directory lint types contracts
	@tests=$$($(BIN)/python -m tests.support.touched) || exit 1; \
		if [ -n "$$tests" ]; then $(BIN)/pytest -n 2 --dist worksteal $$tests; fi

test: $(VENV)/test.stamp ## Everything that must hold: style, types, layers, tests
	@$(MAKE) --no-print-directory lint types contracts
	@$(BIN)/pytest -n 2 --dist worksteal tests

lint: $(VENV)/test.stamp ## Style of the Python code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/test.stamp ## Strict types
	@$(BIN)/mypy

contracts: $(VENV)/test.stamp ## Who may import whom
	@$(BIN)/lint-imports

soak: $(VENV)/test.stamp ## The same properties in large numbers (hours; or POLYTHING_SOAK_SECONDS=600)
	@POLYTHING_SOAK=$${POLYTHING_SOAK:-1} $(BIN)/pytest -n 2 --dist worksteal -m soak tests

bench: $(VENV)/test.stamp ## Compare with peers, each in one run
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

extract: $(VENV)/test.stamp ## Refresh the catalogues of the demo and of the interface
	@$(BIN)/polything extract
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract -F pyproject.toml -k plural:1,2 -k words:1 --add-location=file --sort-by-file --no-wrap \
		--add-comments=Note: --project=Polything -o build/interface.pot .
	@for po in locales/*/LC_MESSAGES/interface.po; do \
		$(BIN)/pybabel --quiet update -N --no-wrap --ignore-obsolete --ignore-pot-creation-date -i build/interface.pot -o $$po -l $$(basename $$(dirname $$(dirname $$po))) || exit 1; done

release-check: $(VENV)/test.stamp ## What a release needs besides `make test`: words translated, the changelog dated, packages that work
	@POLYTHING_RELEASE=1 $(BIN)/pytest -n 0 tests/architecture/test_interface_words.py tests/architecture/test_release.py \
		tests/architecture/test_wheel.py tests/unit/store/test_upgrade.py

lock: ## Renew the hashed constraints (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group build --output-file constraints.txt pyproject.toml
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --all-extras --group build --group dev --constraint constraints.txt --output-file constraints-dev.txt pyproject.toml

wheel: $(VENV)/test.stamp ## Build the source distribution, and the wheel from it, into dist/
	@$(BIN)/python -m build --no-isolation --outdir dist .

clean: ## Remove what can be made again (not the database in var/)
	@rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
