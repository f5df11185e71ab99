"""Run every measurement, one process each, the national table last; tell which could not be made here.

python -m benchmarks [--size small|tenth|full]
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.corpus import SIZES

MEASUREMENTS = ("startup", "reading", "schedule", "maps")


def main() -> int:
    """Print each measurement under its name; the number that failed is the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    size = parser.parse_args().size
    calls = [[name] for name in MEASUREMENTS]
    calls.append(["neo4j", "--size", size])
    failed = 0
    for name, *options in [*calls, ["national", "--size", size, "--write"]]:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        command = [sys.executable, "-m", f"benchmarks.{name}", *options]
        failed += bool(subprocess.run(command, check=False).returncode)
    return failed


if __name__ == "__main__":
    sys.exit(main())
