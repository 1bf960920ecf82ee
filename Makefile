# `make demo` and `make test` are all that a newcomer needs; both prepare .venv by themselves.

.PHONY: help demo run doctor manifests test check format bench lock
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
ready := @./.ci/venv requirements-dev.txt
ready_to_run := @./.ci/venv requirements.txt

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: ## try it all without a Slack workspace or a Spott account (ONCE=1 ends after the first card)
	$(ready_to_run)
	@$(BIN)/python -m bot.sandbox $(if $(ONCE),--once)

run: ## run the bot with the settings of the environment and .env
	$(ready_to_run)
	@exec $(BIN)/python -m bot

doctor: ## check settings, Slack tokens and scopes, and the Spott key
	$(ready_to_run)
	@$(BIN)/python -m bot check

manifests: ## write the manifests that Slack makes the app from
	$(ready_to_run)
	@$(BIN)/python -m bot manifest > manifests/socket-mode.json
	@$(BIN)/python -m bot manifest --http YOUR-HOST.example.com > manifests/http.json

# The tests start Python many times: without bytecode they take a quarter longer.
# A third of their time they wait, so five at once keep two cores busy; each more takes 4 s of CPU to collect them.
test: export PYTHONDONTWRITEBYTECODE :=
test: ## run the tests, without the few that attack, measure or build for long
	$(ready)
	@$(BIN)/python -m pytest -q -n 5 --dist worksteal -m "not thorough"

check: export PYTHONDONTWRITEBYTECODE :=
check: ## format, lint, types, import contracts, all tests, coverage
	$(ready)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n 5 --dist worksteal --cov --cov-report=term

format: ## format the code
	$(ready)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: ## compare with other ways to build a Slack app (five minutes); writes the README's table and chart
	@./.ci/venv requirements-bench.txt .venv.bench
	@.venv.bench/bin/python -m tests.bench.run --svg .github/bench.svg --readme README.md

lock: ## compile the locks from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --upgrade \
		pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --upgrade \
		--group dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --upgrade \
		--group bench --constraint requirements.txt pyproject.toml --output-file requirements-bench.txt
