# The two commands of this project: make run, make test. All others: make help.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check train bench faults fuzz load soak scale systemd image sbom licences audit lock format clean

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

fuzz: ## Throw 100,000 malformed requests at every public route (about ten minutes)
	@scripts/bootstrap test
	@$(PYTHON) -m benchmarks.fuzz $(ARGS)

load: ## Put 200 conversations on the whole service; fails above 1.5 s (six minutes)
	@scripts/bootstrap run
	@scripts/load-tools
	@$(PYTHON) -m benchmarks.visits $(ARGS)

soak: ## Let people chat for an hour: memory must stay flat, a turn leave 3 kB at most
	@scripts/bootstrap test
	@SQLALCHEMY_SILENCE_UBER_WARNING=1 $(PYTHON) -m benchmarks.soak $(ARGS)

scale: ## Load and break the whole system: nginx, two gateways, PostgreSQL, Redis, 1 and 2 cores
	@scripts/bootstrap test
	@SQLALCHEMY_SILENCE_UBER_WARNING=1 $(PYTHON) -m benchmarks.scale $(ARGS)

systemd: ## Play the operator's handbook through on an Ubuntu with systemd, in namespaces (root)
	@scripts/bootstrap test
	@$(PYTHON) -m pytest -p no:cacheprovider tests/system/operation.py $(ARGS)

image: ## Build the container image ija-lotse with buildah (needs a trained model)
	@scripts/image $(ARGS)

sbom: ## Write the bill of materials (CycloneDX) to build/sbom.cdx.json
	@scripts/bootstrap run
	@scripts/supply sbom

licences: ## Renew docs/lizenzen.md from the lock
	@scripts/bootstrap run
	@scripts/supply licences

audit: ## Compare the packages with known vulnerabilities; each needs a reason
	@scripts/bootstrap run
	@scripts/supply audit $(ARGS)

format: ## Bring all Python files into the common format
	@scripts/bootstrap test
	@$(PYTHON) -m ruff check --fix-only .
	@$(PYTHON) -m ruff format .

lock: ## Write the lock files anew from requirements/*.in
	@scripts/bootstrap test
	@scripts/lock

clean: ## Remove the environment, models and caches; data in var/ stays
	rm -rf .venv .venv-load .rasa models .mypy_cache .ruff_cache .pytest_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
