"""The Cypher text beside a question, which gives the figures its answer starts from."""

from __future__ import annotations

from pathlib import Path


def explain(*names: str) -> str:
    """The text of `queries/NAME.cypher`, of several one after another."""
    folder = Path(__file__).parent
    return "\n\n".join((folder / f"{name}.cypher").read_text(encoding="utf-8").strip() for name in names)
