"""Where the five real documents are, for tests over them; they are not part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS = SHARED / "seeds"

needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the folder with the real documents (../shared/seeds) is not here"
)


def seed(prefix: str) -> Path:
    """The real document whose file name starts with `prefix` ('000' to '004')."""
    return next(SEEDS.glob(f"{prefix}_*.txt"))
