# make demo   the main job on invented posts, in ./demo
# make test   the tests, without network or token
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lock clean

demo: .venv/runs
	@$(BIN)/monitor demo --folder demo

test: .venv/tests
	@$(BIN)/python -m pytest -q --numprocesses auto --maxprocesses 4 --dist loadgroup $(PYTEST)

check: .venv/tests
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON). Install Python 3.11 or newer, or name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or newer; $$($(PYTHON) --version 2>&1) is too old. Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv   On Fedora: sudo dnf install python3-pip"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/runs: requirements.txt pyproject.toml | .venv/bin/python
	@echo "Installing into .venv (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tests: requirements-dev.txt .venv/runs
	@echo "Installing what the tests need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

lock:
	@printf 'hatchling\neditables\n' | uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet pyproject.toml - -o requirements.txt
	@printf 'hatchling\neditables\n' | uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --extra postgres --extra web --extra notify --extra test --extra dev -c requirements.txt pyproject.toml - -o requirements-dev.txt

clean:
	rm -rf .venv demo build dist
