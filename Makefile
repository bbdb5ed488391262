# Two commands: `make run` and `make test`. The rest is for those who change the code; CONTRIBUTING.md tells more.

PYTHON ?= python3
BIN := .venv/bin

export PYTHONDONTWRITEBYTECODE = 1

.PHONY: run test bench bench-mail lint format clean

run: .venv/.stamp
	@$(BIN)/python manage.py demo

test: lint
	$(BIN)/python -m pytest -n 2

# BENCH_SCALE=5 for a million posts. bench/README.md says what is measured, and how to do less.
bench: .venv/.stamp
	$(BIN)/python bench/forum.py

# Digests beside the fastest that Django can send: bench/mail.py says how.
bench-mail: .venv/.stamp
	$(BIN)/python bench/mail.py

lint: .venv/.stamp
	$(BIN)/ruff check --no-cache
	$(BIN)/ruff format --check --no-cache
	git ls-files -z --cached --others --exclude-standard 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	@if grep -q '^\[tool.importlinter\]' pyproject.toml; then echo lint-imports; $(BIN)/lint-imports --no-cache; fi

format: .venv/.stamp
	$(BIN)/ruff check --no-cache --fix
	$(BIN)/ruff format --no-cache
	git ls-files -z --cached --others --exclude-standard 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2

# The environment only. The data folder is yours: see docs/deployment.md.
clean:
	rm -rf .venv .ruff_cache .import_linter_cache test-results

# Touched last, so that an installation that was interrupted is done again.
.venv/.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
