"""What a start costs: `remit --help` and imports against bare Python, paired in one run.

python -m benchmarks.startup [FOLDER OF REAL PLANS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.paired import paired

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "hai-lam.txt"
LIBRARIES = [sys.executable, "-c", "import pandas, networkx"]


def main(folder: Path | None) -> None:
    """Print a line a measurement."""
    remit = [sys.executable, "-m", "remit"]
    with tempfile.TemporaryDirectory() as scratch:
        workspace = str(Path(scratch) / "w.db")
        clear = [sys.executable, "-c", f"import pathlib; [p.unlink() for p in pathlib.Path({scratch!r}).glob('w.db*')]"]
        rows = [("remit --help / python -c pass", [*remit, "--help"], [sys.executable, "-c", "pass"], 5.0)]
        plans = sorted(folder.glob("*.txt")) if folder else [EXAMPLE]
        for name, files, bar in (("one plan", plans[:1], 4.0), ("all plans", plans, 10.0)):
            command = [*remit, "import", *map(str, files), "-w", workspace]
            rows.append((f"remit import, {name} / import pandas, networkx", command, LIBRARIES, bar))
        for name, command, peer, bar in rows:
            found = paired(command, peer, before=clear)
            print(f"{name}: {found.seconds:.3f} s / {found.peer_seconds:.3f} s = {found.ratio:.2f} (bar {bar:g})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
