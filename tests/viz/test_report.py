"""The report in a real browser: no request, no error; figures lead to rows, rows to words; tables sort and search."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from graph.judgements import decide
from graph.record import Record
from importers.pipeline import import_file
from tests.viz.conftest import open_page
from tests.viz.test_map import requests
from viz.report import write_report

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "hai-lam.txt"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    record = Record.open(folder / "w.db")
    import_file(record, EXAMPLE)
    decide(record, "finding", "no_deadline", "x", "accepted", "known", person="Nguyễn Văn Thử")
    write_report(record, folder / "report.html", lang="en", as_of="2026-06-01", redact=True)
    return folder / "report.html"


def test_it_opens_without_a_request_or_an_error(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    WebDriverWait(browser, 20).until(lambda b: b.execute_script("return document.documentElement.dataset.ready"))
    assert requests(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_table_is_searched_without_diacritics_and_sorted(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    load = browser.find_element(By.ID, "load")
    load.find_element(By.CSS_SELECTOR, "input").send_keys("so tai chinh")
    rows = [row for row in load.find_elements(By.CSS_SELECTOR, "tbody tr") if row.is_displayed()]
    assert rows and all("Sở Tài chính" in (row.get_attribute("textContent") or "") for row in rows)
    load.find_element(By.CSS_SELECTOR, "input").clear()
    browser.execute_script("document.querySelectorAll('#load th button')[1].click()")
    cells = browser.find_elements(By.CSS_SELECTOR, "#load tbody tr td:nth-child(2)")
    led = [int(cell.get_attribute("textContent") or 0) for cell in cells]
    assert led == sorted(led)


def test_an_agency_leads_to_the_lines_that_give_it_its_tasks(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    link = browser.find_element(By.CSS_SELECTOR, "#load tbody a")
    article = browser.find_element(By.CSS_SELECTOR, str(link.get_dom_attribute("href")))
    text = article.get_attribute("textContent") or ""
    assert "45/KH-UBND" in text and "hai-lam.txt, line" in text


def test_a_redacted_report_names_no_person(page: Path) -> None:
    assert "Nguyễn Văn Thử" not in page.read_text(encoding="utf-8")
