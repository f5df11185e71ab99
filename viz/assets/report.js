"use strict";
(() => {
  const bare = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("\u0111", "d");
  const key = (cell) => {
    const text = cell.textContent.trim();
    return cell.classList.contains("n") ? Number(text) : text.toLowerCase();
  };
  // Words parted by blanks must all stand in a row; a part that begins with "=" (parts by ";") must be a whole cell.
  const test = (query) => {
    const parts = query.split(";").map((part) => part.trim()).filter(Boolean);
    const exact = parts.filter((part) => part.startsWith("=")).map((part) => bare(part.slice(1)));
    const words = parts.filter((part) => !part.startsWith("=")).flatMap((part) => bare(part).split(/\s+/));
    return (row) => words.every((word) => row.text.includes(word)) && exact.every((cell) => row.cells.includes(cell));
  };
  for (const details of document.querySelectorAll("details")) {
    const body = details.querySelector("tbody");
    if (!body) continue;
    const rows = [...body.rows];
    let texts = null;
    details.querySelector("input").addEventListener("input", (event) => {
      texts ??= rows.map((row) => {
        const cells = [...row.cells].map((cell) => bare(cell.textContent));
        return { cells, text: cells.join(" ") };
      });
      const matches = test(event.target.value);
      rows.forEach((row, n) => { row.hidden = !matches(texts[n]); });
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
