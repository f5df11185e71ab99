"""Maps in a real browser: no request, no error, no script from data; search, legend and evidence work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from graph.record import Record
from importers.pipeline import import_file
from tests.viz.conftest import open_page
from viz.maps import VIEWS, draw, write_map
from viz.report import write_report

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.tabs.txt"
HOSTILE = (
    '<script>window.ran=1</script><img src=x onerror="window.ran=2"></script><a href="javascript:window.ran=3">đi</a>'
)
ARGUMENTS = {"agency": "Sở Tài chính", "trace": "45/KH-UBND II.1"}


def hostile_plan(folder: Path) -> Path:
    """The example with a script in its title, in a heading of a section, in the heading of a table and in the cells of
    a task: number, name, lead, deliverable, deadline."""
    text = EXAMPLE.read_text(encoding="utf-8")
    tasks = text[text.index("PHỤ LỤC II") :].partition("\n")[2]
    line = next(row for row in tasks.splitlines() if row.startswith(("2\t", "2.\t")))
    cells = line.split("\t")
    cells[1] = f"Lập đề án {HOSTILE}"
    for n in range(2, len(cells)):
        cells[n] += f" {HOSTILE}"
    text = text.replace(line, "\t".join(cells)).replace("Hạ tầng cảng cá", f"Hạ tầng {HOSTILE} cảng cá")
    plan = folder / "plan.txt"
    plan.write_text(text.replace("biển xanh", f"biển {HOSTILE} xanh", 1), encoding="utf-8")
    return plan


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("map")
    record = Record.open(folder / "w.db")
    import_file(record, hostile_plan(folder))
    return record


def ready(browser: webdriver.Chrome) -> None:
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return document.documentElement.dataset.ready"))


def requests(browser: webdriver.Chrome) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    own = ("file:", "data:", "blob:", "chrome:")  # chrome: the browser's own first tab, logged late on a busy machine
    return [url for url in urls if not url.startswith(own)]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_without_a_request_or_an_error(
    view: str, record: Record, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    write_map(record, view, path, subject=ARGUMENTS.get(view))
    open_page(browser, path)
    ready(browser)
    assert requests(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert browser.execute_script("return window.ran") is None


def test_a_hostile_report_runs_nothing(record: Record, browser: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_report(record, path)
    open_page(browser, path)
    ready(browser)
    browser.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert requests(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    assert browser.execute_script("return [window.ran, document.querySelectorAll('img, article script').length]") == [
        None, 0,
    ]  # fmt: skip
    links = browser.execute_script("return [...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
    assert not [href for href in links if href and href.startswith("javascript")]


def test_a_policy_forbids_what_the_escaping_might_miss(
    record: Record, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    """Even markup put into the page by hand runs nothing and fetches nothing."""
    path = tmp_path / "map.html"
    write_map(record, "agencies", path)
    text = path.read_text(encoding="utf-8")
    smuggled = f'{HOSTILE}<img src="https://example.org/x.png"><noscript>'
    path.write_text(text.replace("<noscript>", smuggled), encoding="utf-8")
    open_page(browser, path)
    ready(browser)
    assert browser.execute_script("return window.ran") is None
    logged = [entry["message"] for entry in browser.get_log("browser")]
    refused = [message for message in logged if "Content Security Policy" in message]
    assert any("example.org" in message for message in refused) and any("script" in message for message in refused)


def test_search_finds_without_diacritics_and_a_click_shows_the_evidence(
    record: Record, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    write_map(record, "agencies", path)
    open_page(browser, path)
    ready(browser)
    browser.find_element(By.ID, "search").send_keys("de an")
    found = browser.find_elements(By.CSS_SELECTOR, "#results button")
    named = [button for button in found if "đề án" in (button.get_attribute("textContent") or "")]
    assert named
    named[0].click()
    details = browser.find_element(By.ID, "details").text
    assert "plan.txt" in details and "<script>" in details
    assert browser.execute_script("return window.ran") is None


def test_the_keyboard_reaches_a_result_and_the_legend_hides(
    record: Record, browser: webdriver.Chrome, tmp_path: Path
) -> None:
    path = tmp_path / "map.html"
    write_map(record, "agencies", path)
    open_page(browser, path)
    ready(browser)
    box = browser.find_element(By.ID, "search")
    box.send_keys("so tai chinh", Keys.ENTER)
    assert "Sở Tài chính" in browser.find_element(By.ID, "details").text
    tick = browser.find_element(By.CSS_SELECTOR, '#legend input[data-kind="collective"]')
    tick.click()
    hidden = browser.execute_script(
        "const data = JSON.parse(document.getElementById('data').textContent);"
        "return data.points.filter(p => p.kind === 'collective').every(p => window.remitMap.isHidden(p.id))"
    )
    assert hidden


def test_two_maps_of_one_record_are_the_same_bytes(record: Record, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_map(record, "agencies", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_above_the_limit_tasks_are_folded_and_that_is_said(record: Record) -> None:
    from viz.maps.agencies import agencies
    from viz.sources import Sources

    picture = agencies(Sources(record, None, "en"), limit=40)
    assert len([p for p in picture.points if p.kind.startswith("task")]) < 10
    assert any("folded" in note for note in picture.notes)


def test_the_plan_is_blocks_that_do_not_lie_over_each_other(record: Record) -> None:
    from viz.maps.plan import plan
    from viz.sources import Sources

    picture = plan(Sources(record, None, "en"))
    places = [(round(point.x), round(point.y)) for point in picture.points]
    assert len(places) == len(set(places))
    width = max(x for x, _y in places) - min(x for x, _y in places)
    height = max(y for _x, y in places) - min(y for _x, y in places)
    assert 0.4 < width / height < 4  # about the shape of a window, not one column
    named = {point.id for point in picture.points}
    assert set(record.frame("Task")["id"]) <= named


def test_overlaps_are_told_apart_by_plan_and_not_by_colour_alone(tmp_path: Path) -> None:
    from viz.maps.overlaps import overlaps
    from viz.sources import Sources

    record = Record.open(tmp_path / "w.db")
    for name in ("hai-lam.txt", "cong-viec.csv"):
        import_file(record, EXAMPLE.parent / name)
    picture = overlaps(Sources(record, None, "en"))
    plans = [kind for kind in picture.kinds if kind.of == "point"]
    assert len(plans) == 2 and len({(kind.color, kind.shape) for kind in plans}) == 2
    assert len({kind.shape for kind in plans}) == 2


@pytest.mark.parametrize("view", VIEWS)
def test_the_legend_says_all_that_is_drawn_in_both_languages(view: str, record: Record) -> None:
    english, vietnamese = (draw(record, view, subject=ARGUMENTS.get(view), lang=lang) for lang in ("en", "vi"))
    keys = {kind.key for kind in english.kinds}
    assert {point.kind for point in english.points} | {line.kind for line in english.lines} <= keys
    told = {kind.key: kind.label for kind in vietnamese.kinds}
    assert not [k.label for k in english.kinds if told[k.key] == k.label and not k.key.startswith("of_plan")]
    assert english.title != vietnamese.title
