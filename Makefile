# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
SIZE ?= full
STAMP := .venv/installed

.PHONY: demo test check bench docs neo4j lock clean

$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/python examples/demo.py out

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

docs: $(STAMP)
	$(BIN)/python docs/generate.py

bench: $(STAMP)
	$(BIN)/python -m benchmarks --size $(SIZE)

neo4j: $(STAMP)
	$(BIN)/python -m tests.neo4j_server

lock:
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --no-emit-index-url --quiet -o requirements.lock

clean:
	rm -rf .venv out build *.egg-info
