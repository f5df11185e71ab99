"""The Cypher page is what the questions and the example plan make of it now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_page_is_up_to_date_and_has_ten_answers() -> None:
    spec = importlib.util.spec_from_file_location("cypher_page", DOCS / "cypher_page.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = (DOCS / "cypher.md").read_text(encoding="utf-8")
    assert module.cypher() == text, "run `make docs`"
    assert text.count(" rows:") + text.count(", the first") + text.count(" row:") - text.count("no rows:") >= 10
