"use strict";
(() => {
  const bare = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("\u0111", "d");
  const key = (cell) => {
    const text = cell.textContent.trim();
    return cell.classList.contains("n") ? Number(text) : text.toLowerCase();
  };
  for (const details of document.querySelectorAll("details")) {
    const body = details.querySelector("tbody");
    if (!body) continue;
    const rows = [...body.rows];
    let texts = null;
    details.querySelector("input").addEventListener("input", (event) => {
      texts ??= rows.map((row) => bare(row.textContent));
      const parts = bare(event.target.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, n) => { row.hidden = !parts.every((part) => texts[n].includes(part)); });
    });
    const heads = [...details.querySelectorAll("th")];
    const sort = (head, column) => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const sorted = [...body.rows].sort((a, b) => {
        const [x, y] = [key(a.cells[column]), key(b.cells[column])];
        return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "vi"));
      });
      body.append(...sorted);
    };
    heads.forEach((head, column) => {
      head.addEventListener("click", () => sort(head, column));
      head.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sort(head, column);
      });
    });
  }
  // A figure or a part of a chart leads to the rows it counts: "#deadlines-0?q=2025-12".
  const lead = (event) => {
    const link = event.target.closest("a");
    const href = link?.getAttribute("href") || link?.getAttribute("xlink:href") || "";
    const [id, terms] = href.slice(1).split("?q=");
    const table = document.getElementById(id);
    if (table?.tagName !== "DETAILS") return;
    event.preventDefault();
    table.open = true;
    const input = table.querySelector("input");
    input.value = decodeURIComponent(terms ?? "");
    input.dispatchEvent(new Event("input"));
    table.scrollIntoView();
    input.focus({ preventScroll: true });
  };
  document.addEventListener("click", lead);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
})();
