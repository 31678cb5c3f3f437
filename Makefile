# One command per wish; `make help` lists them. Needs only Python >= 3.12 and, for the first run, the network.
VENV ?= .venv
PYTHON = $(VENV)/bin/python
# Scripts of a virtual environment name its path; modules do not, so a moved clone keeps working.
HIEUHOC = $(PYTHON) -m hieuhoc.config.command
TEST_PATHS ?= tests
TEST_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help venv venv-dev demo serve test test-system check format messages assets bench lock

help: ## Show the wishes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

venv: $(VENV)/.run ## Make the virtual environment and install what the product needs

venv-dev: $(VENV)/.dev ## The same, with what tests and checks need

demo: $(VENV)/.run ## Make the demonstration province and serve it on 127.0.0.1:8000
	@HIEUHOC_DEMO=1 $(HIEUHOC) demo

serve: $(VENV)/.run ## Bring the database up to date and serve
	@$(HIEUHOC) migrate --verbosity 0 && $(HIEUHOC) serve

test: $(VENV)/.dev ## Run every test that needs no Debian package
	@$(PYTHON) -m compileall -q hieuhoc tests  # once, for every process that is started below
	@$(PYTHON) -m pytest $(TEST_PATHS) --ignore=tests/system $(TEST_OPTIONS) \
	  --numprocesses 2 --dist loadfile --no-loadscope-reorder

test-system: $(VENV)/.dev ## Browser, axe and PostgreSQL 15; a skipped test is a failed one
	@$(PYTHON) -m pytest tests/system --numprocesses 2 $(TEST_OPTIONS)

check: $(VENV)/.dev ## Linters, types, contracts of the house, house tests
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --quiet .
	$(PYTHON) -m mypy
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-cache
	$(PYTHON) -m djlint hieuhoc --lint --quiet
	$(PYTHON) -m pytest tests/test_house*.py --quiet

format: $(VENV)/.dev ## Format the code
	$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format .

messages: $(VENV)/.dev ## Find new texts for the English catalogue and compile it
	@$(PYTHON) -m tests.catalogue

assets: $(VENV)/.dev ## Make the style sheet and fonts of the pages again from their originals
	@$(PYTHON) -m tests.assets

bench: $(VENV)/.dev ## Measure at full scale; writes var/bench.json
	@$(PYTHON) -m bench

lock: $(VENV)/.dev ## Resolve the requirements; pins that still fit stay (UPGRADE=--upgrade: the newest of all)
	$(PYTHON) -m uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.12 pyproject.toml -o requirements/run.txt
	$(PYTHON) -m uv pip compile --quiet $(UPGRADE) --universal --generate-hashes --no-emit-index-url \
	  --python-version 3.12 --extra dev pyproject.toml -o requirements/dev.txt

# A name on the PATH proves nothing (a pyenv shim may lead nowhere, Debian's Python may lack venv): each is tried.
$(VENV)/pyvenv.cfg:
	@for python in python3.14 python3.13 python3.12 python3 python "$$HOME"/.pyenv/versions/*/bin/python; do \
	  if "$$python" -c 'import sys, venv, ensurepip, ssl, ctypes; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; \
	  then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "No Python >= 3.12 with venv found." >&2; exit 1; fi; \
	echo "Virtual environment with $$("$$found" --version)"; "$$found" -m venv --clear "$(VENV)"

# The lists are whole, with every package that another needs: nothing is left to be resolved.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps -r requirements/run.txt
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(PYTHON) -m pip install --disable-pip-version-check --quiet --require-hashes --no-deps -r requirements/dev.txt
	@touch $@
