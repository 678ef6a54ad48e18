# The two commands of this project: make run, make test. All others: make help.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check train bench faults lock format clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 16

run: ## Start the assistant and all it needs; stop with Ctrl-C
	@scripts/bootstrap run
	@scripts/with-env $(PYTHON) -m bot run

test: ## Run every check and test, including the model's and the browser's
	@scripts/bootstrap test
	@scripts/check all

check: ## Run the quick checks: format, lint, types, contents, fast tests
	@scripts/bootstrap test
	@scripts/check quick

train: ## Train the model if its inputs changed
	@scripts/bootstrap run
	@scripts/with-env $(PYTHON) -m bot train

bench: ## Compare with a stock Rasa pipeline (a quarter of an hour); renews docs/benchmarks.md
	@scripts/bootstrap run
	@$(PYTHON) -m benchmarks $(ARGS)
	@$(PYTHON) -m benchmarks.dates

faults: ## Break processes, disk, database and mail on purpose; count what is lost (over an hour)
	@scripts/bootstrap test
	@SQLALCHEMY_SILENCE_UBER_WARNING=1 $(PYTHON) -m benchmarks.faults $(ARGS)

format: ## Bring all Python files into the common format
	@scripts/bootstrap test
	@$(PYTHON) -m ruff check --fix-only .
	@$(PYTHON) -m ruff format .

lock: ## Write the lock files anew from requirements/*.in
	@scripts/bootstrap test
	@scripts/lock

clean: ## Remove the environment, models and caches; data in var/ stays
	rm -rf .venv .rasa models .mypy_cache .ruff_cache .pytest_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
