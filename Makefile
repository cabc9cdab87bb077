# Every target works as the only command typed in a fresh clone: it makes .venv first.
# Written for GNU make 3.81 (macOS); recipes are POSIX sh.

# Compiled code is kept: the tests begin hundreds of processes.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --upgrade --custom-compile-command 'make lock'

# The core decides what happens to a track, so every branch of it is tested.
CORE := aum_sync/text/*,aum_sync/formats/*,aum_sync/config/*,aum_sync/season/*,aum_sync/plan/*,aum_sync/pull/*,aum_sync/apply/*,aum_sync/gate/*,aum_sync/proposal/*,aum_sync/report/*,aum_sync/start/*

.PHONY: help demo test oracle campaign bench bench-typos fuzz mutants check wheel tools lock docs clean setup

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

demo: setup ## play an invented season through on a local Spotify
	@.venv/bin/aum-sync demo

test: setup ## run all tests and hold their coverage to the thresholds
	@$(PYTHON) -m pytest -q -n auto --durations=5 --durations-min=1 --cov --cov-report=
	@$(PYTHON) -m coverage report --fail-under=95
	@printf 'coverage of the core, in percent (100 wanted): '
	@$(PYTHON) -m coverage report --format=total --fail-under=100 --include='$(CORE)'

# Six minutes on one core. The seeds are fixed and printed.
oracle: setup ## hold the engine against a slow second implementation on 10,000 random seasons
	@$(PYTHON) -m tests.oracle

# Half an hour on one core. ARGS: --seed N, --runs N, --only NAME of a run that failed.
campaign: setup ## apply thousands of seasons through faults and kills: is anything lost?
	@$(PYTHON) -m tests.campaign.run $(ARGS)

# An hour on one core. ARGS: --seed N, --weeks N of each kind, --only GROUP, --format json.
bench-typos: setup ## put typos of every kind into clean seasons: how many are found, and put right?
	@$(PYTHON) -m tests.bench_typos $(ARGS)

# Ten minutes on one core. ARGS: --only PART, --world NAME, --seasons 1,10, --rounds N, --json FILE.
bench: setup ## count requests against their floors, and measure time, memory and growth
	@$(PYTHON) -m tests.bench $(ARGS)

# Twenty minutes on one core. ARGS: --seed N, --inputs N.
fuzz: setup ## read a million descriptions and season files that nobody would write
	@$(PYTHON) -m tests.fuzz $(ARGS)

# mutmut stands beside .venv, so that nobody else waits for it. SELECT: names of mutants, or survivors.
mutants: setup ## break season and plan in small ways: what does no test see?
	@sh scripts/pip install --upgrade --target build/mutation/tools --require-hashes \
	  -r requirements/mutants.lock.txt
	@PYTHONPATH='$(CURDIR)/build/mutation/tools' $(PYTHON) tests/mutation/run.py $(SELECT)

check: setup ## lint, formatting, types, layers and the project's own limits
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) -m pytest -q tests/project

wheel: setup ## build the wheel and try it with the runtime lock alone
	@sh scripts/try-wheel

# act, actionlint and zizmor stand beside .venv: the tests of the workflows alone need them.
tools: setup ## install act, actionlint and zizmor, for the tests of the workflows
	@sh scripts/pip install --upgrade --target build/ci --require-hashes -r requirements/ci.lock.txt

lock: setup ## bring all locks up to date with the newest releases
	@$(COMPILE) pyproject.toml --output-file requirements/lock.txt
	@$(COMPILE) pyproject.toml --extra dev --constraint requirements/lock.txt \
	  --output-file requirements/dev.lock.txt
	@$(COMPILE) requirements/mutants.in --constraint requirements/dev.lock.txt \
	  --output-file requirements/mutants.lock.txt
	@$(COMPILE) requirements/ci.in --constraint requirements/dev.lock.txt \
	  --output-file requirements/ci.lock.txt

docs: setup ## write docs/cli.md anew from the command line's own help
	@$(PYTHON) scripts/cli_reference.py > docs/cli.md

clean: ## remove .venv and all caches, and nothing else
	@rm -rf .venv .coverage .coverage.* .hypothesis .*_cache build dist
	@find aum_sync tests -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@sh scripts/setup
