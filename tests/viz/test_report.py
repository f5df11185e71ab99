"""The report in a real browser: no request, no error; figures lead to rows, rows to words; tables sort and search."""

from __future__ import annotations

import re
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
    load = browser.find_element(By.ID, "load-0")
    load.find_element(By.CSS_SELECTOR, "input").send_keys("so tai chinh")
    rows = [row for row in load.find_elements(By.CSS_SELECTOR, "tbody tr") if row.is_displayed()]
    assert rows and all("Sở Tài chính" in (row.get_attribute("textContent") or "") for row in rows)
    load.find_element(By.CSS_SELECTOR, "input").clear()
    browser.execute_script("document.querySelectorAll('#load-0 th')[1].click()")
    cells = browser.find_elements(By.CSS_SELECTOR, "#load-0 tbody tr td:nth-child(2)")
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


def test_a_bar_leads_to_the_agency_and_a_month_to_its_deadlines(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    links = browser.find_elements(By.CSS_SELECTOR, "figure svg a")
    hrefs = browser.execute_script("return arguments[0].map(link => link.href.baseVal)", links)
    assert any(href.startswith("#row-") for href in hrefs)
    month = next(link for link, href in zip(links, hrefs, strict=True) if href.startswith("#deadlines-0?q="))
    browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", month)
    rows = browser.find_elements(By.CSS_SELECTOR, "#deadlines-0 tbody tr")
    shown = [row for row in rows if row.is_displayed()]
    assert 0 < len(shown) < len(rows)
    targets = {href[1:] for href in hrefs if href.startswith("#row-")}
    missing = browser.execute_script("return arguments[0].filter(id => !document.getElementById(id))", sorted(targets))
    assert missing == []


def test_a_figure_leads_to_the_rows_it_counts(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    figures = browser.find_elements(By.CSS_SELECTOR, "#deadlines .figures a")
    overdue = next(f for f in figures if "overdue" in (f.get_attribute("textContent") or ""))
    count = overdue.find_element(By.TAG_NAME, "dd").get_attribute("textContent")
    browser.execute_script("arguments[0].click()", overdue)
    rows = browser.find_elements(By.CSS_SELECTOR, "#deadlines-0 tbody tr:not([hidden])")
    assert len(rows) == int(count or 0)


def test_no_link_leaves_the_page(page: Path) -> None:
    assert not re.findall(r'(?:href|src)="(?!#|data:)[^"]*"', page.read_text(encoding="utf-8"))
