# Two commands matter: `make run` starts the portal, `make test` proves it.
# Both set up what is missing first. PORT, HOST, DATABASE_URL and REDIS_URL are honoured.

PYTHON ?= python3
VENV := .venv/bin/python
TEST_HOME = CIVICFORUM_HOME="$(CURDIR)/data/test"
# Enough for tools that only read the settings.
UNSERVED = SECRET_KEY=lint DATABASE_URL=postgres://127.0.0.1:9/none REDIS_URL=redis://127.0.0.1:9/0

SET_UP = @command -v $(PYTHON) >/dev/null || { \
  echo "There is no $(PYTHON) here: install Python 3.11 or newer, or name yours with PYTHON=…"; exit 1; }; \
  exec $(PYTHON) -m setup.bootstrap

.PHONY: run test lint proof bench tools requirements

run:
	$(SET_UP) run

test:
	$(SET_UP) test
	@$(MAKE) --no-print-directory lint
	$(VENV) -m pytest -n 2 --durations=15

lint: tools
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(UNSERVED) $(VENV) -m mypy .
	$(VENV) -m djlint templates --quiet --lint
	.venv/bin/lint-imports
	$(TEST_HOME) $(VENV) manage.py makemigrations --check --dry-run
	$(TEST_HOME) $(VENV) manage.py check_catalogue

proof: tools
	$(VENV) -m pytest -m proof tests

bench: tools
	$(VENV) -m bench

tools:
	$(SET_UP) lint

# After a change in requirements/*.in; needs uv.
requirements:
	for group in base dev node; do \
	  uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --python-version 3.11 requirements/$$group.in -o requirements/$$group.txt; \
	done
