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
from viz.maps import VIEWS, write_map

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.tabs.txt"
HOSTILE = '<script>window.ran=1</script><img src=x onerror="window.ran=2">'
ARGUMENTS = {"agency": "Sở Tài chính", "trace": "45/KH-UBND II.1"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("map")
    text = EXAMPLE.read_text(encoding="utf-8")
    tasks = text[text.index("PHỤ LỤC II") :].partition("\n")[2]
    line = next(row for row in tasks.splitlines() if row.startswith(("2\t", "2.\t")))
    cells = line.split("\t")
    cells[1] = f"Lập đề án {HOSTILE}"
    plan = folder / "plan.txt"
    plan.write_text(text.replace(line, "\t".join(cells)), encoding="utf-8")
    record = Record.open(folder / "w.db")
    import_file(record, plan)
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
