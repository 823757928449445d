# Everything runs in .venv: by uv where it is on the PATH, by plain venv and pip where it is not.
.PHONY: run test lint check format bench bench-quality soak lock clean

BIN := .venv/bin

run: .venv/.ready
	@$(BIN)/briefbot demo

test: .venv/.ready-dev
	@$(BIN)/pytest -q -n auto

lint: .venv/.ready-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test

format: .venv/.ready-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: .venv/.ready-dev
	@$(BIN)/python -m benchmarks

bench-quality: .venv/.ready-dev
	@$(BIN)/python -m benchmarks.quality

soak: .venv/.ready-dev
	@$(BIN)/python -m benchmarks.soak

lock:
	uv lock
	uv export --frozen --no-dev --no-emit-project --output-file requirements.txt --quiet
	uv export --frozen --group dev --no-emit-project --output-file requirements-dev.txt --quiet

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.ready: pyproject.toml uv.lock requirements.txt setup.sh
	@sh setup.sh
	@touch $@

.venv/.ready-dev: pyproject.toml uv.lock requirements-dev.txt setup.sh
	@sh setup.sh dev
	@touch .venv/.ready $@
