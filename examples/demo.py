"""The demonstration of `make demo`: imports the plans of this folder and prints an answer of each kind.

python examples/demo.py FOLDER    writes the workspace and the map into FOLDER
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLAN = "45/KH-UBND"


def commands(folder: Path) -> list[list[str]]:
    """The commands shown, in order."""
    plan = str(HERE / "hai-lam.txt")
    return [
        ["import", plan],
        ["status"],
        ["find", "ben ca"],
        ["show", f"{PLAN} II.1"],
        ["workload"],
        ["trace", f"{PLAN} II.1"],
        ["map", "agencies", "--output", str(folder / "agencies.html")],
        ["export", "--output", str(folder / "export")],
    ]


def main(folder: Path) -> int:
    """Run the commands one after another; the first failure ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace = folder / "demo.db"
    for path in folder.glob("demo.db*"):
        path.unlink()
    for command in commands(folder):
        shown = " ".join(f'"{part}"' if " " in part else part for part in command)
        sys.stdout.write(f"\n$ remit {shown}\n")
        sys.stdout.flush()
        done = subprocess.run(
            [sys.executable, "-m", "remit", *command, "--workspace", str(workspace)], check=False, cwd=HERE.parent
        )
        if done.returncode:
            return done.returncode
    sys.stdout.write(f"\nThe workspace, the map and the export are in {folder}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))
