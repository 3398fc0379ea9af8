# make demo and make test set everything up by themselves; the rest are the long campaigns.

PYTHON ?= python3
DEMO_LANG ?= th
BIN := .venv/bin
# Runs a long command and keeps what it ended with in docs/measurements.md, under the target's name.
MEASURED = PYTHONPATH=. $(BIN)/python -m tests.measurements $@ --

# Every target that is a word: none is a file.
.PHONY: $(shell sed -n 's/^\([a-z][a-z-]*\):.*/\1/p' Makefile)

demo: .venv/runtime $(BIN)/cop-steward
	$(BIN)/cop-steward demo --lang $(DEMO_LANG)
	@echo "คำสั่ง · the command: $(BIN)/cop-steward --help"

# What needs only Python's packages is checked while the parts of Debian are still on their way.
test: | .venv/bin/python
	.ci/checks

format: .venv/packages
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

readme: .venv/test
	PYTHONPATH=. $(BIN)/cog -r README.md README.th.md

# The guides in both languages, and the reference made from the code, as pages in build/site.
site: .venv/test
	PYTHONPATH=. $(BIN)/python docs/build.py build/site

# The pictures of README and guides, from the demo.
pictures: .venv/test
	PYTHONPATH=. $(BIN)/python docs/pictures.py

# The licences of what an installation brings, as a page; and as a CycloneDX bill of materials.
licences: .venv/test
	$(BIN)/python docs/licences.py

sbom: .venv/runtime
	$(BIN)/uv venv --quiet --clear build/installed
	$(BIN)/uv pip install --quiet --python build/installed --require-hashes -r .ci/runtime.lock
	$(BIN)/uv tool run --from cyclonedx-bom cyclonedx-py environment --pyproject pyproject.toml \
		--output-reproducible --output-file build/sbom.cdx.json build/installed

lint: .venv/packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/packages
	$(BIN)/mypy

contracts: .venv/packages
	$(BIN)/lint-imports

unit: .venv/test
	.ci/unit

loopback-google: .venv/packages
	.ci/unit tests/google -n 0

coverage: .venv/test
	.ci/coverage

bench: .venv/bench
	$(BIN)/python -m tests.bench --keep

# Kill and freeze, each ledger, with and without an oracle: 200 cases at least at every point.
crash: .venv/test
	$(MEASURED) $(BIN)/python -m tests.crash --repetitions 25

smtp-faults: .venv/test
	$(MEASURED) $(BIN)/python -m tests.mailers.faults

google-race: .venv/test
	$(MEASURED) $(BIN)/python -m tests.race --seeds 150

google-faults: .venv/test
	$(MEASURED) $(BIN)/python -m tests.stores.google.faults

# A clean registry dressed in every combination of what real sheets have.
dresses: .venv/test
	COP_STEWARD_DRESSES=all $(MEASURED) $(BIN)/python -m pytest -q tests/dressing

# A year of a busy agency: who is mailed how often, and whether every promise holds.
year: .venv/test
	$(MEASURED) $(BIN)/python -m tests.year

# No announced session untrue, no overdue thing unheard: far more histories than in every run.
obligations: .venv/test
	COP_STEWARD_LONG=1 $(MEASURED) $(BIN)/python -m pytest -q tests/planning/reminders/test_sessions_machine.py \
	  tests/planning/reminders/test_unheard_machine.py

# Goes on where it stopped, as long as the product is the same.
fuzz: .venv/test
	$(MEASURED) $(BIN)/python -m tests.fuzz --seeds 400

# Every property, with twenty times as many examples as in `make test`.
properties: .venv/test
	COP_STEWARD_EXAMPLES=20 $(MEASURED) .ci/unit -m hypothesis

# Breaks a seeded sample of lines where a mistake would mail somebody twice, and asks the tests.
mutation: .venv/test
	$(MEASURED) $(BIN)/python -m tests.mutation --seed 1 --sample 300

# Every indicator against its definition, over registries made at random.
indicators: .venv/test
	INDICATOR_SEEDS=1200 $(MEASURED) $(BIN)/python -m pytest -q -n auto tests/planning/report/test_by_definition.py

# Years of managers' copies against somebody who adds, subtracts and compares all of them.
disclosure: .venv/test
	DISCLOSURE_YEARS=480 $(MEASURED) $(BIN)/python -m pytest -q -n auto tests/planning/report/test_disclosure.py

# Goes on where it stopped: what was played is kept in build/.
calendar: .venv/test
	$(MEASURED) $(BIN)/python -m tests.histories --seeds 1000

stops: .venv/test
	$(MEASURED) $(BIN)/python -m tests.stops --seeds 200

# Backups at random moments of busy days, put back: nothing twice, nothing lost unlisted.
restores: .venv/test
	$(MEASURED) $(BIN)/python -m tests.restores --seeds 100

# Workers killed and frozen, hosts cut off (as root, in network namespaces), a database that falls,
# mail that fails; and passes at Google's real limits, the one that only waits beside all of it.
# Goes on where it stopped.
fleet: .venv/test
	$(MEASURED) $(BIN)/python -m tests.fleet

soak: .venv/test
	$(MEASURED) $(BIN)/python -m tests.soak --days 30

# The locks hold hashes and no address of a registry.
lock: .venv/test
	$(BIN)/pip install --quiet --upgrade uv
	echo uv | $(BIN)/uv pip compile --quiet - --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header -o .ci/installer.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --extra fleet -o .ci/runtime.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --extra fleet --group test -o .ci/test.lock
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --extra fleet --group test --group bench -o .ci/bench.lock

clean:
	rm -rf .venv build demo dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

# The command, run from this folder as it is: nothing is built, and no registry is asked.
$(BIN)/cop-steward: | .venv/bin/python
	printf '%s\n' '#!$(CURDIR)/$(BIN)/python' 'import sys' 'sys.path.insert(0, "$(CURDIR)")' \
		'from jobs.cli.main import main' 'sys.exit(main())' > $@
	chmod +x $@

.venv/runtime: .ci/runtime.lock .ci/installer.lock | .venv/bin/python
	.ci/packages .ci/runtime.lock
	touch $@

.venv/packages: .ci/test.lock .ci/runtime.lock .ci/installer.lock | .venv/bin/python
	.ci/packages .ci/test.lock
	touch $@ .venv/runtime

.venv/parts: .ci/runtime.lock .ci/browser/package-lock.json .ci/readers/package-lock.json \
		.ci/system-parts .ci/test-parts | .venv/bin/python
	.ci/test-parts
	touch $@

.venv/test: .venv/packages .venv/parts
	touch $@

.venv/bench: .ci/bench.lock .ci/bench-parts .venv/test
	.ci/packages .ci/bench.lock
	.ci/bench-parts
	touch $@
