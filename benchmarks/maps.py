"""How soon a map is drawn after opening, in headless Chromium, against pyvis' defaults in the same run.

python -m benchmarks.maps [--runs N] [--peer-runs N]

Ours: the view `agencies` over 3,000 points, and over a plan of 8,000 that it folds, from the start of the navigation to
the first whole drawing. pyvis: 1,000 points with its defaults (physics on, scripts inlined, its Bootstrap links cut,
which only a network answers), to the end of the stabilisation that shows the graph. The report over the real documents,
where they are: to the end of its script, all tables made.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from benchmarks.paired import Row, part, shown
from graph.elements import Edge, Node
from graph.record import Record
from graph.writing import Bundle, write
from importers.pipeline import import_file
from viz.maps import write_map
from viz.report import write_report

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1280,800",
)  # fmt: skip
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
READY = "return document.documentElement.dataset.ready"


def plan(points: int, document: str = "doc:x:1-kh:2026") -> Bundle:
    """A made-up plan of about `points` agencies and tasks, one agency to twenty tasks, two coordinators a task."""
    agencies = [f"agency:x:so-{n}" for n in range(points // 21)]
    nodes = [Node(document, "Document", {"number": "1/KH", "status": "imported", "draft": False, "title": "Một"})]
    nodes += [Node(id_, "Agency", {"name": f"Sở số {n}", "level": "provincial"}) for n, id_ in enumerate(agencies)]
    edges, raw = [], {}
    for n in range(points - len(agencies)):
        task, seen = f"task:x:{n}", {"document": document, "source_line": n + 1}
        name = f"Xây dựng đề án số {n} về phát triển hạ tầng số và dữ liệu dùng chung của tỉnh"
        nodes.append(Node(task, "Task", {"number": str(n), "name": name, "due": "2027-06-30", **seen}))
        raw[task] = f"{n}\t{name}\tSở\tTháng 6/2027"
        for rank, step in enumerate((1, 7, 11)):
            agency = agencies[n * step % len(agencies)]
            edges.append(Edge(agency, task, "COORDINATES" if rank else "LEADS", {"rank": 1, "text": "Sở", **seen}))
    kept = list({(edge.source, edge.target, edge.type): edge for edge in edges}.values())
    return Bundle(document, "f.txt", "a", "txt", "{}", {}, nodes, kept, [], raw)


def ours(points: int, folder: Path) -> Path:
    """The page of our map."""
    record = Record.open(folder / f"{points}.db")
    write(record, plan(points))
    path = folder / f"map-{points}.html"
    write_map(record, "agencies", path, lang="en")
    return path


def pyvis_page(points: int, folder: Path) -> Path:
    """pyvis' own page for as many points, which says when it has settled."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    made = plan(points)
    for node in made.nodes[1:]:
        network.add_node(node.id, label=str(node.properties["name"]))
    for edge in made.edges:
        network.add_edge(edge.source, edge.target)
    html = re.sub(r'<(link|script)[^>]*(?:href|src)="https?://[^>]*>', "", network.generate_html(), flags=re.DOTALL)
    settled = (
        'network.once("stabilizationIterationsDone", () => '
        "{ document.documentElement.dataset.ready = String(performance.now()); });"
    )
    made_network = "network = new vis.Network(container, data, options);"
    assert made_network in html, "pyvis' template has changed"
    html = html.replace(made_network, f"{made_network} {settled}", 1)
    path = folder / "pyvis.html"
    path.write_text(html, encoding="utf-8")
    return path


def opened(path: Path, folder: Path, limit: float = 280) -> float:
    """Seconds from the start of the navigation to the page's own word that it is drawn, in a browser just started."""
    options = Options()
    options.binary_location = shutil.which("chromium") or "chromium"
    with tempfile.TemporaryDirectory(dir=folder) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or "chromedriver"))
        browser.set_script_timeout(limit)  # while pyvis settles, its page answers nobody
        try:
            browser.get(path.as_uri())
            WebDriverWait(browser, limit, 0.05).until(lambda b: b.execute_script(READY))
            return float(browser.execute_script(READY)) / 1000
        finally:
            browser.quit()


def five_documents(folder: Path) -> Path | None:
    """The report over the real documents, where their folder is beside the repository."""
    if not SEEDS.is_dir():
        return None
    record = Record.open(folder / "five.db")
    for path in sorted(SEEDS.glob("*.txt")):
        import_file(record, path)
    written = folder / "report.html"
    write_report(record, written, lang="vi")
    return written


def _at_most(path: Path, folder: Path, patience: float) -> float:
    """As `opened`, but the patience itself where the page is not drawn by then: the peer's time is then longer."""
    try:
        return opened(path, folder, patience)
    except TimeoutException:
        return patience


def rows(runs: int = 3, peer_runs: int = 1, patience: float = 60) -> list[Row]:
    """Maps and the report as rows: medians of `runs` openings, each in a browser of its own, in turn. pyvis is
    waited for `patience` seconds at most; where it takes longer, our ratio is better than said."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pages = {f"{n}": ours(n, folder) for n in (1000, 3000, 8000)}
        report = five_documents(folder)
        if report:
            pages["report"] = report
        times: dict[str, list[float]] = {name: [] for name in pages}
        for _run in range(runs):
            for name, path in pages.items():
                times[name].append(opened(path, folder))
        peer = pyvis_page(1000, folder)
        settled = statistics.median(_at_most(peer, folder, patience) for _run in range(peer_runs))
        middle = {name: statistics.median(seconds) for name, seconds in times.items()}
        slower = "over " if settled >= patience else ""
        found = [
            Row("map, 1,000 points drawn", shown(middle["1000"]), f"pyvis, its defaults {slower}{shown(settled)}",
                part(middle["1000"], settled), "1/20"),
            Row("map, 3,000 points drawn", shown(middle["3000"]), "", "", "2.5 s"),
            Row("map, 8,000 points folded and drawn", shown(middle["8000"]), "", "", "3 s"),
        ]  # fmt: skip
        if report:
            found.append(Row("report, five documents, complete", shown(middle["report"]), "", "", "3 s"))
            found.append(Row("report, five documents, size", f"{report.stat().st_size / 1e6:.1f} MB", "", "", "6 MB"))
    return found


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peer-runs", type=int, default=1)
    parser.add_argument("--patience", type=float, default=60, help="seconds that pyvis is waited for")
    options = parser.parse_args()
    for row in rows(options.runs, options.peer_runs, options.patience):
        print("  ".join(filter(None, row)))


if __name__ == "__main__":
    main()
