# The menu. `make run` starts the demo, `make test` runs every check that CI runs.
.PHONY: run test quick format benchmark clean
VENV = .venv/bin

run:  ## Install, load the demo network, start web and worker
	@tools/setup.sh
	@ALLMENDE_DEMO=1 $(VENV)/allmende demo
	@ALLMENDE_DEMO=1 $(VENV)/allmende serve --with-worker

test:  ## Everything: lint, types, contracts, unit, both databases, browser
	@tools/setup.sh dev
	$(VENV)/ruff format --check
	$(VENV)/ruff check
	$(VENV)/mypy src
	$(VENV)/lint-imports
	$(VENV)/pytest -n 2 -m "not browser"
	ALLMENDE_TEST_DATABASE=postgresql $(VENV)/pytest -n 2 -m "not browser" tests/portal
	$(VENV)/pytest -n 2 --dist loadfile -m browser

quick:  ## The checks of a minute
	@tools/setup.sh dev
	$(VENV)/ruff check
	$(VENV)/pytest -q -n 2 -m "not browser"

format:
	$(VENV)/ruff format
	$(VENV)/ruff check --fix

benchmark:  ## Speed against a peer, see benchmarks/README.md
	@tools/setup.sh benchmark
	$(VENV)/python -m benchmarks

clean:
	rm -rf .venv .tools node_modules src/allmende/portal/static_vendor var
