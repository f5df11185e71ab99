"""A self-contained HTML page: scripts and styles inlined, data as data, nothing that could be fetched or run."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graph.errors import RemitError

VIS_NETWORK = Path("lib", "vis-9.1.2", "vis-network.min.js")


class MissingLibraryError(RemitError):
    """A file that a page is built from is not installed."""


def asset(name: str) -> str:
    """The text of a script or style of our own (`viz/assets`)."""
    return (files("viz") / "assets" / name).read_text(encoding="utf-8")


def vis_network() -> str:
    """vis-network (MIT or Apache-2.0) as the pyvis package brings it along; pyvis itself, which loads IPython, is
    found but not imported. Raises MissingLibraryError."""
    found = find_spec("pyvis")
    folders = list(found.submodule_search_locations or []) if found else []
    for folder in folders:
        path = Path(folder) / VIS_NETWORK
        if path.is_file():
            return path.read_text(encoding="utf-8").rpartition("//# sourceMappingURL")[0]
    raise MissingLibraryError(f"vis-network is not here: the pyvis package should bring {VIS_NETWORK}")


def page(
    *, lang: str, title: str, body: str, style: str, scripts: Sequence[str], data: dict[str, Any] | None = None
) -> str:
    """The whole page. `body` is trusted HTML (its texts escaped by whoever made it), `data` becomes a JSON block with
    the id 'data' that no browser runs. The Content-Security-Policy allows these scripts by hash, inline styles, and
    nothing else: no request can leave the page."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    block = "" if data is None else f'<script type="application/json" id="data">{json_block(data)}</script>\n'
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{html.escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n{block}"
        + "".join(f"<script>{script}</script>\n" for script in scripts)
        + "</body>\n</html>\n"
    )


def json_block(value: Any) -> str:
    """JSON that can stand inside a script element: '<' is written as an escape, so that no text ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _digest(script: str) -> str:
    # The browser hashes the element's text after it has read line ends as \n.
    return base64.b64encode(hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()).decode()
