# Hoshin. `make` alone lists what there is. Needs Python >= 3.11 and make; everything else goes into .venv.

PYTHON ?= python3
# By the shell, because make itself takes a path with a space for two.
ROOT := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd)
BIN := $(ROOT)/.venv/bin
PY := $(BIN)/python
SRC := src tests tools
# The whole suite uses the machine's cores; a single test is run with `make test ARGS=tests/kernel`.
ARGS ?=
export HOSHIN_HOME ?= $(ROOT)/var
export PYTHONDONTWRITEBYTECODE ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test interop lint types pytest fix lock bench screenshots wheel clean browser

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' "$(ROOT)/Makefile"

setup: python ## install what the product needs
	@"$(PYTHON)" "$(ROOT)/tools/setup.py" run

setup-dev: python ## install what the product, its tests and linters need
	@"$(PYTHON)" "$(ROOT)/tools/setup.py" dev

demo: setup ## the whole product with an example city (PORT=8000 HOST=127.0.0.1)
	@HOSHIN_PARENT=$$PPID exec "$(PY)" -m hoshin.config.cli demo # ends with make, however make ends

test: setup-dev browser lint types pytest ## everything: format, lint, types, directions, unit, database, browser

pytest: setup-dev
	@cd "$(ROOT)" && "$(PY)" -m pytest -n auto --dist loadgroup --durations=20 $(ARGS)

interop: setup-dev ## CKAN's own clients and others against the served catalogue (an environment of their own)
	@"$(PYTHON)" "$(ROOT)/tools/setup.py" interop
	@cd "$(ROOT)" && PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 PYTHONPATH="$(ROOT)" "$(ROOT)/.venv-interop/bin/python" -m pytest \
	  -c tests/interop/pytest.ini --rootdir=tests/interop --confcutdir=tests/interop tests/interop $(ARGS)

lint: setup-dev ## format, lint, house rules, import directions, templates, migrations
	@cd "$(ROOT)" && "$(BIN)/ruff" format --check $(SRC)
	@cd "$(ROOT)" && "$(BIN)/ruff" check $(SRC)
	@cd "$(ROOT)" && "$(PY)" -m tools.house_rules
	@cd "$(ROOT)" && PYTHONPATH=src "$(BIN)/lint-imports"
	@cd "$(ROOT)" && find src -name '*.html' -print0 | xargs -0 "$(BIN)/djade" --target-version 5.2 --check
	@cd "$(ROOT)" && "$(BIN)/djlint" src --lint --quiet
	@cd "$(ROOT)" && "$(PY)" -m hoshin.config.cli manage makemigrations --check --dry-run

types: setup-dev ## mypy, strict
	@cd "$(ROOT)" && "$(BIN)/mypy" src tools

fix: setup-dev ## mend what a machine can mend
	@cd "$(ROOT)" && "$(BIN)/ruff" check --fix $(SRC); "$(BIN)/ruff" format $(SRC)
	@cd "$(ROOT)" && find src -name '*.html' -print0 | xargs -0 "$(BIN)/djade" --target-version 5.2

lock: setup-dev ## pin all dependencies anew, with hashes and without addresses
	@cd "$(ROOT)" && "$(BIN)/uv" pip compile -q pyproject.toml --universal --generate-hashes --no-header --no-annotate -o requirements/run.txt
	@cd "$(ROOT)" && "$(BIN)/uv" pip compile -q pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate -o requirements/dev.txt
	@cd "$(ROOT)" && "$(BIN)/uv" pip compile -q --group bench -c requirements/dev.txt --universal --generate-hashes --no-header --no-annotate -o requirements/bench.txt
	@cd "$(ROOT)" && "$(BIN)/uv" pip compile -q --group interop --universal --generate-hashes --no-header --no-annotate -o requirements/interop.txt
	@cd "$(ROOT)" && awk '/^uv==/ { on = 1; print; next } /^[^ ]/ { on = 0 } on' requirements/dev.txt > requirements/uv.txt

bench: setup-dev ## SQL and CPU per page, CPU per published format, of checking open data; to the screen and to bench*.json
	@"$(PYTHON)" "$(ROOT)/tools/setup.py" bench || true # what cannot be compared is left out
	@cd "$(ROOT)" && "$(PY)" -m tools.bench && "$(PY)" -m tools.bench_publishing && "$(PY)" -m tools.bench_opendata && "$(PY)" -m tools.bench_ledger && "$(PY)" -m tools.bench_catalogue

screenshots: setup-dev browser ## the pictures of the README
	@cd "$(ROOT)" && "$(PY)" -m tools.screenshots

wheel: setup-dev ## dist/hoshin-*.whl, whole: with templates, static files and the example
	@cd "$(ROOT)" && "$(PY)" -m build --wheel --no-isolation --outdir dist

clean: ## remove build products and caches (data in HOSHIN_HOME stays)
	@cd "$(ROOT)" && rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@cd "$(ROOT)" && find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: python
python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 以上が必要です（PYTHON=python3.12 のように指定できます）。 / Python 3.11 or newer is needed (PYTHON=…).' >&2; exit 1; }

browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  echo 'Chromium がありません。apt install chromium などで入れてください。 / Chromium is missing: install it to run the tests.' >&2; exit 1; }
