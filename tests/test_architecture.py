"""The house: one direction of imports, modules and functions of readable size."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("remit", "viz", "queries", "importers", "graph")
ALLOWED = {
    "graph": {"graph"},
    "importers": {"importers", "graph"},
    "queries": {"queries", "graph"},
    "viz": {"viz", "queries", "graph"},
    "remit": {"remit", "viz", "queries", "importers", "graph"},
}
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_keeps_its_place_and_size(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    room = path.relative_to(ROOT).parts[0]
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    rooms = {name.split(".")[0] for name in named} & set(ROOMS)
    assert rooms <= ALLOWED[room], f"{room} may not import {rooms - ALLOWED[room]}"
    assert len(text.splitlines()) <= 500
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 60
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_public_name_has_a_docstring(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert ast.get_docstring(tree) or not tree.body, "the module says what it is for"
    assert not [node.name for node in public if not ast.get_docstring(node)]
