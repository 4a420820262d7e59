# Two commands: `make demo` and `make test`. Both work from nothing but Python 3.11+ and make.
PY ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
SHELL := /bin/bash
# Every process we start reads what the first one compiled, wherever the machine says not to keep it.
export PYTHONDONTWRITEBYTECODE :=
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: setup ## Open the model city on http://localhost:8000 (PORT, HOST, CITY=kakegawa, FRESH=1)
	@$(BIN)/ibasho demo $(if $(FRESH),--fresh)

TESTS := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test: setup browser ## Run the tests, browser tests included: all but the long walks of `make long`
	@$(TESTS) -m "not long" $(ARGS)

long: setup browser ## Run the tests that walk the whole city: everybody everywhere, whole days, whole cities (CI runs both)
	@$(TESTS) -m long $(ARGS)

check: setup ## Lint, types and who may know whom
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

bench: setup browser ## Measure beside a peer: tables and build/bench.json (ONLY=pages)
	@$(BIN)/python -m tests.bench $(if $(ONLY),--only $(ONLY))

pages: setup browser ## Look at every page in every cell: furigana × 200 % × forced colours × 320 px; goes on where it stopped (MINUTES=60 FRESH=1)
	@PAGES=1 EVIDENCE=1 $(if $(MINUTES),MINUTES=$(MINUTES)) $(if $(FRESH),FRESH=1) $(BIN)/python -m pytest -q -s tests/pages/test_grid.py -k every_cell

faults: setup browser ## Break things on purpose, for long: the next slice of every fault test (R=R07,R12 MINUTES=20)
	@$(BIN)/python -m tests.faults $(if $(R),--only $(R)) $(if $(MINUTES),--minutes $(MINUTES)) $(ARGS)

trust: setup ## Make docs/trust.md anew from what long runs have shown
	@$(BIN)/python -m tests.evidence

fuzz: setup build/.tools ## Every parser under a fuzzer guided by coverage (ONLY=card,sync MINUTES=1 each)
	@$(BIN)/python -m tests.fuzz $(if $(ONLY),--only $(ONLY)) $(if $(MINUTES),--minutes $(MINUTES))

sbom: setup build/.tools ## What it is made of: CycloneDX files in build/sbom
	@$(BIN)/python -m tests.tools.parts sbom

audit: setup build/.tools ## Known holes in any part (asks the internet; a part that can't be looked up fails)
	@$(BIN)/python -m tests.tools.parts audit

backup: setup ## Take a backup of the demo now, sealed, and read it back (docs/backups.md)
	@$(BIN)/ibasho backup now

restore: setup ## Put the demo's newest backup back (UNTIL="2026-11-26 15:04:05"); what stands there now is kept beside it
	@$(BIN)/ibasho backup restore $(if $(UNTIL),--until "$(UNTIL)")

drill: setup ## Prove it: restore the newest backup into an empty folder, measure, throw it away
	@$(BIN)/ibasho backup drill

upgrade-check: setup ## Databases and clients of every release so far, brought to today's
	@$(BIN)/python -m pytest -q tests/contracts tests/faults/test_upgrades.py

rehearse: setup ## Play a year on a scratch database (SEED=7 ACTIONS=20000 DAYS= PLAN=rehearsal/plans/r8.toml FULL=1)
	@$(BIN)/python -m rehearsal --seed $(or $(SEED),7) --actions $(or $(ACTIONS),20000) \
	  $(if $(DAYS),--days $(DAYS)) $(if $(PLAN),--plan $(PLAN)) $(if $(FULL),--full)

setup: build/.python build/.messages build/.frontend ## Install everything into .venv and build the front end

build/.python: requirements/app.txt requirements/dev.txt pyproject.toml
	@mkdir -p build
	@test -x $(BIN)/python || { echo "… Python の用意 (.venv)"; $(PY) -m venv .venv; }
	@echo "… 部品を入れています (Python)"
	@test -x $(BIN)/uv || $(BIN)/pip install -q --disable-pip-version-check "uv==$$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements/dev.txt)"
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/app.txt -r requirements/dev.txt
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps -e .
	@touch $@

build/.tools: build/.python requirements/tools.txt
	@echo "… 長い検査の 道具を入れています"
	@test -x build/tools/bin/python || $(PY) -m venv build/tools
	@$(BIN)/uv pip install -q --python build/tools/bin/python --require-hashes -r requirements/tools.txt
	@touch $@

build/.messages: build/.python $(shell find ibasho -name '*.po' -print 2>/dev/null)
	@$(BIN)/python -m ibasho.base.ui.languages compile >/dev/null
	@touch $@

build/.node: build/.python frontend/package-lock.json
	@echo "… 部品を入れています (frontend)"
	@cd frontend && npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

build/.frontend: build/.node $(shell find frontend -path '*/node_modules' -prune -o -path '*/dist' -prune -o -path '*/fonts' -prune -o -type f -print 2>/dev/null)
	@echo "… 画面の部品を作っています (frontend)"
	@cd frontend && npm run --silent build
	@touch $@

browser: ## Chromium and Japanese fonts for the browser tests, `ip` for those of several machines, where apt may install them
	@if command -v chromium >/dev/null && fc-list :lang=ja 2>/dev/null | grep -q .; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "… Chromium と日本語の文字を入れています"; \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk iproute2) >build/apt.log 2>&1 || echo "Chromium を入れられませんでした (build/apt.log)"; \
	else echo "browser tests need: chromium, fonts-noto-cjk (apt-get install chromium fonts-noto-cjk)"; fi
	@if ! command -v chromium-headless-shell >/dev/null && [ "$$(id -u)" = 0 ] && apt-cache show chromium-headless-shell >/dev/null 2>&1; then \
	  apt-get install -y -qq chromium-headless-shell >>build/apt.log 2>&1 || echo "軽い Chromium がないので、ふつうの Chromium で たしかめます"; fi

messages: setup ## Bring the files of messages up to date with the sources; say what is missing
	@$(BIN)/python -m ibasho.base.ui.languages collect && $(BIN)/python -m ibasho.base.ui.languages check

lock: ## Make the lock files anew
	@for f in app dev tools; do $(BIN)/uv pip compile -q requirements/$$f.in -o requirements/$$f.txt --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11; done

.PHONY: help demo test long check bench pages faults trust fuzz sbom audit rehearse setup browser messages lock backup restore drill upgrade-check
