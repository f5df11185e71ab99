"""The report in a real browser: no request, no error; figures lead to rows, rows to words; tables sort and search."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
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


def test_each_figure_that_is_a_count_leads_to_so_many_rows(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    counted = browser.execute_script(
        """
        return [...document.querySelectorAll('.figures a')].map((figure) => {
          figure.click();
          const table = document.getElementById(figure.getAttribute('href').slice(1).split('?')[0]);
          const shown = [...table.querySelectorAll('tbody tr')].filter((row) => !row.hidden).length;
          return [figure.querySelector('dt').textContent, figure.querySelector('dd').textContent, shown, table.open];
        });
        """
    )
    counts = [(name, int(value), shown) for name, value, shown, _open in counted if value.isdigit()]
    assert len(counts) > 10 and all(value == shown for _name, value, shown in counts), counts
    assert all(is_open for *_rest, is_open in counted)


def test_every_row_leads_to_its_words(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    missing = browser.execute_script(
        "return [...document.querySelectorAll('td a, article a, svg a')]"
        ".map((a) => a.getAttribute('href') || a.getAttribute('xlink:href'))"
        ".filter((href) => href.startsWith('#row-') && !document.getElementById(href.slice(1)))"
    )
    assert missing == []
    silent = browser.execute_script(
        "return [...document.querySelectorAll('article')].filter((a) => !a.querySelector('dd, li, pre'))"
        ".map((a) => a.textContent)"
    )
    assert len(silent) <= 2, silent


def test_somebody_new_finds_who_leads_most_and_the_line_that_says_so(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    row = browser.find_element(By.XPATH, "//*[@id='overview-0']//tr[td/a[text()='45/KH-UBND']]")
    leads = row.find_elements(By.CSS_SELECTOR, "td.w a[href^='#row-']")
    assert len(leads) == 3  # on the first screen, no click
    name = leads[0].text.split(". ", 1)[1].rpartition(" (")[0]
    leads[0].click()  # first click: the agency's own tasks
    article = browser.find_element(By.CSS_SELECTOR, "article:target")
    assert name in article.text
    task = article.find_element(By.CSS_SELECTOR, "li a")
    line = article.find_element(By.CSS_SELECTOR, "li small").text
    assert "hai-lam.txt, line" in line
    task.click()  # second click: the task's words
    assert browser.find_element(By.CSS_SELECTOR, "article:target pre").text


def test_tables_are_reached_and_sorted_by_the_keyboard(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    head = browser.find_element(By.CSS_SELECTOR, "#load-0 th span")
    head.send_keys(Keys.ENTER)
    assert browser.find_element(By.CSS_SELECTOR, "#load-0 th").get_attribute("aria-sort") == "ascending"
    names = [cell.text for cell in browser.find_elements(By.CSS_SELECTOR, "#load-0 tbody td:first-child")][:6]
    assert names[0] < names[-1]
    head.send_keys(Keys.ENTER)
    assert browser.find_element(By.CSS_SELECTOR, "#load-0 th").get_attribute("aria-sort") == "descending"


def test_charts_for_load_by_quarter_schedule_and_horizons(page: Path, browser: webdriver.Chrome) -> None:
    open_page(browser, page)
    captions = browser.execute_script("return [...document.querySelectorAll('figcaption')].map((c) => c.textContent)")
    for begins in ("Deadlines by agency and quarter", "Deadlines by month", "Schedule with slack", "Targets over"):
        assert any(text.startswith(begins) for text in captions), begins
    assert "today" in browser.find_element(By.ID, "deadlines").text


def test_the_vietnamese_report_has_no_english_heading_or_reason(tmp_path: Path) -> None:
    record = Record.open(tmp_path / "w.db")
    import_file(record, EXAMPLE)
    write_report(record, tmp_path / "r.html", lang="vi", as_of="2026-06-01")
    page = (tmp_path / "r.html").read_text("utf-8")
    shown = set(re.findall(r">([^<>]+)<", re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)))
    english = re.compile(r"\b(?:the|of|and|is|are|with|without|nobody|leads?|tasks?|deadlines?|section|by|from|to)\b")
    assert sorted(words for words in shown if english.search(words)) == []


def test_no_link_leaves_the_page(page: Path) -> None:
    assert not re.findall(r'(?:href|src)="(?!#|data:)[^"]*"', page.read_text(encoding="utf-8"))
