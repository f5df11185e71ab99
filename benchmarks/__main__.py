"""Run every measurement, one process each, and tell which could not be made here."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = ("startup", "reading", "schedule", "overlaps", "maps", "neo4j")


def main() -> int:
    """Print each measurement under its name; the number that failed is the exit code."""
    failed = 0
    for name in MEASUREMENTS:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        failed += bool(subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main())
