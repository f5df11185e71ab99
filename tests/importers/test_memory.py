"""What an import keeps of the documents it is done with: a fixed amount, however many there were."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import tracemalloc
from pathlib import Path

import graph
import importers
from benchmarks.importing import write_texts
from graph.record import Record
from importers.parallel import import_files

LARGEST = 8192
"""Entries a cache of words may have; one of texts has a plan's worth."""
BY_SCHEMA = {"_getter", "_insert", "_properties", "_select"}
"""Caches without a bound of their own: of what is asked of each label and type of the model."""


def test_every_cache_is_bounded() -> None:
    names = [
        module.name
        for package in (graph, importers)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    caches = {
        f"{module.__name__}.{name}": function.cache_parameters()["maxsize"]
        for module in map(importlib.import_module, names)
        for name, function in vars(module).items()
        if hasattr(function, "cache_parameters") and function.__module__ == module.__name__ and name not in BY_SCHEMA
    }
    assert len(caches) > 20
    assert {name: size for name, size in caches.items() if size is None or size > LARGEST} == {}


def test_memory_after_a_hundred_files_is_that_after_fifty(tmp_path: Path) -> None:
    communes = [path for path in write_texts("small", tmp_path) if "-c" in path.name]
    record = Record.open(tmp_path / "record.db")
    held: list[int] = []
    tracemalloc.start()
    try:
        for done, _ in enumerate(import_files(record, communes, jobs=1), 1):
            if done % 50 == 0:
                gc.collect()
                held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
        record.close()
    after_fifty, after_hundred = held
    assert after_hundred <= 1.2 * after_fifty  # 1.5 where the caches of texts are not bounded
