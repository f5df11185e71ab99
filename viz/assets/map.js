"use strict";
/* Draws the map from the JSON block; every text from data is set as text, never as markup. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const element = (id) => document.getElementById(id);
  const kinds = new Map(data.kinds.map((kind) => [kind.key, kind]));
  const points = new Map(data.points.map((point) => [point.id, point]));
  const shown = new Set(data.kinds.filter((kind) => kind.shown).map((kind) => kind.key));
  const FACE = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
  let chosen = null;

  // -- search keys -------------------------------------------------------------------------------------------------
  const folded = (text) => text.normalize("NFC").toLowerCase();
  const bare = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\u0111/g, "d");
  for (const point of data.points) {
    const facts = point.facts.map((fact) => fact[1]).join(" ");
    const text = [point.name, point.label, facts, ...point.evidence.map((e) => e.text || "")].join(" ");
    point.folded = folded(text);
    point.bare = bare(text);
    point.nameBare = bare(point.name);
    point.links = [];
  }
  data.lines.forEach((line, n) => {
    line.id = "line-" + n;
    points.get(line.a).links.push(line);
    points.get(line.b).links.push(line);
  });

  // -- drawing -----------------------------------------------------------------------------------------------------
  const pointHidden = (point) => !shown.has(point.kind);
  const lineHidden = (line) =>
    !shown.has(line.kind) || pointHidden(points.get(line.a)) || pointHidden(points.get(line.b)) ||
    (line.faint && chosen !== line.a && chosen !== line.b);

  const drawnPoint = (point) => {
    const kind = kinds.get(point.kind);
    const dark = "#1b1f24";
    const boxed = kind.shape === "box";
    const lines = (point.label || "").split("\n").length;
    const node = {
      id: point.id, label: point.label, x: point.x, y: point.y, shape: kind.shape, size: point.size,
      hidden: pointHidden(point), fixed: true,
      // Yellow is hardly seen on white, so it has a dark edge; so has what is large enough not to look dark by it.
      color: { background: kind.color, border: boxed ? dark : point.size >= 10 || kind.color === "#F0E442" ? "#6b7480" : kind.color,
        highlight: { background: kind.color, border: dark } },
      font: { size: point.font, face: FACE, color: dark, strokeWidth: boxed ? 0 : Math.max(2, point.font / 5),
        strokeColor: "#ffffff", vadjust: kind.centred ? -(point.size + point.font * lines * 0.62) : 0 },
    };
    if (boxed) {
      node.widthConstraint = { minimum: point.size, maximum: point.size };
      node.margin = 5;
      if (point.height) node.heightConstraint = { minimum: point.height };
    }
    return node;
  };

  const plain = data.lines.filter((line) => !line.faint).length <= 200;  // few enough to be drawn strongly
  const drawnLine = (line) => {
    const kind = kinds.get(line.kind);
    return {
      id: line.id, from: line.a, to: line.b, width: line.width, dashes: kind.dashes, hidden: lineHidden(line),
      color: { color: kind.color, highlight: "#1b1f24", opacity: plain ? 0.8 : 0.45, inherit: false },
      arrows: kind.arrows ? { to: { enabled: true, scaleFactor: 0.45 } } : undefined,
      label: line.label || undefined,
      font: { size: 11, face: FACE, color: "#1b1f24", strokeWidth: 4, strokeColor: "#ffffff", align: "horizontal" },
    };
  };

  const nodes = new vis.DataSet(data.points.map(drawnPoint));
  const edges = new vis.DataSet(data.lines.map(drawnLine));
  const network = new vis.Network(element("map"), { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    nodes: { scaling: { label: { drawThreshold: 5.5 } }, labelHighlightBold: false, borderWidth: 1, borderWidthSelected: 3,
      shapeProperties: { interpolation: false } },
    edges: { smooth: false, selectionWidth: 1, hoverWidth: 0 },
    interaction: { hideEdgesOnDrag: data.points.length > 800, dragNodes: false, hover: false, tooltipDelay: 250,
      keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.7 },
  });
  let moved = false;
  const ready = () => {
    network.off("afterDrawing", ready);
    if (!moved) home();
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  };
  const home = () => {
    if (!data.points.length) return;
    // What a point takes with its words: a letter is about half as wide as high, a capital two thirds.
    const wide = (line) => [...line].reduce((sum, letter) => sum + (letter === letter.toLowerCase() ? 0.28 : 0.36), 0);
    const boxes = data.points.map((p) => {
      const lines = (p.label || "").split("\n");
      const words = Math.max(...lines.map(wide)) * p.font;
      const boxed = kinds.get(p.kind).shape === "box";
      const half = boxed ? p.size / 2 : Math.max(p.size, words);
      const centred = kinds.get(p.kind).centred || boxed;
      const high = boxed ? p.height / 2 : Math.max(p.size, kinds.get(p.kind).shape === "text" ? p.font * 0.7 : 0);
      return [p.x - half, p.x + half, p.y - high, p.y + (centred ? high : high + lines.length * p.font * 1.2)];
    });
    const [left, right] = [Math.min(...boxes.map((b) => b[0])) - 20, Math.max(...boxes.map((b) => b[1])) + 20];
    const [top, bottom] = [Math.min(...boxes.map((b) => b[2])) - 20, Math.max(...boxes.map((b) => b[3])) + 20];
    const box = element("map");
    const buttons = 52;  // pixels at the lower edge that the buttons take
    const scale = Math.min(box.clientWidth / (right - left), (box.clientHeight - buttons) / (bottom - top), 1.6);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom + buttons / scale) / 2 }, scale });
  };
  network.on("afterDrawing", ready);
  // The library keeps the middle and stretches the scale when its canvas gets its size: look at the whole again,
  // until somebody has begun to move about.
  for (const event of ["zoom", "dragStart", "selectNode"]) network.on(event, () => { moved = true; });
  network.on("resize", () => { if (!moved) setTimeout(home, 0); });
  home();

  const redraw = () => {
    nodes.update(data.points.filter((p) => p.hidden !== pointHidden(p)).map((p) => {
      p.hidden = pointHidden(p);
      return { id: p.id, hidden: p.hidden };
    }));
    redrawLines(data.lines);
  };
  const redrawLines = (lines) => {
    const changed = lines.filter((line) => line.hidden !== lineHidden(line));
    edges.update(changed.map((line) => {
      line.hidden = lineHidden(line);
      return { id: line.id, hidden: line.hidden };
    }));
  };
  data.points.forEach((point) => { point.hidden = pointHidden(point); });
  data.lines.forEach((line) => { line.hidden = lineHidden(line); });

  // -- small builders ----------------------------------------------------------------------------------------------
  const make = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const goTo = (id) => {
    const made = make("button", null, "go");
    made.type = "button";
    made.dataset.point = id;
    made.append(mark(kinds.get(points.get(id).kind)), make("span", points.get(id).name));
    made.addEventListener("click", () => choose(id, true));
    return made;
  };
  const mark = (kind) => {
    const made = make("span", null, "mark " + (kind.of === "line" ? "line" : kind.shape));
    made.style.setProperty("--color", kind.color);
    if (kind.dashes) made.classList.add("dashed");
    made.setAttribute("aria-hidden", "true");
    return made;
  };

  // -- what was chosen ---------------------------------------------------------------------------------------------
  const choose = (id, move) => {
    const before = chosen;
    chosen = id;
    const point = points.get(id);
    if (!shown.has(point.kind)) {
      shown.add(point.kind);
      legend();
      redraw();
    }
    redrawLines([...(points.get(before)?.links ?? []), ...point.links]);
    network.selectNodes([id], true);
    if (move) network.focus(id, { scale: Math.max(network.getScale(), point.font < 8 ? 1.6 : 0.8), animation: false });
    details(point);
  };

  const details = (point) => {
    const box = element("details");
    const facts = make("dl");
    for (const [name, text] of point.facts) facts.append(make("dt", name), make("dd", text));
    box.replaceChildren(make("p", kinds.get(point.kind).label, "kind"), make("h2", point.name), facts);
    for (const evidence of point.evidence) {
      const figure = make("figure");
      figure.className = "evidence";
      figure.append(make("figcaption", [evidence.file, evidence.place].filter(Boolean).join(", ")));
      if (evidence.text) figure.append(make("pre", evidence.text));
      box.append(figure);
    }
    for (const kind of data.kinds.filter((k) => k.of === "line")) {
      const links = point.links.filter((line) => line.kind === kind.key);
      if (links.length) box.append(linkList(point, kind, links));
    }
    box.scrollTop = 0;
  };

  const linkList = (point, kind, links) => {
    const group = make("details", null, "links");
    group.open = links.length <= 40;
    group.append(make("summary", `${kind.label} (${links.length})`));
    const list = make("ul");
    for (const line of links) {
      const other = line.a === point.id ? line.b : line.a;
      const item = make("li");
      const place = points.get(other).evidence[0]?.place;
      item.append(make("span", line.a === point.id ? "\u2192 " : "\u2190 ", "direction"), goTo(other));
      const said = [line.words && `\u201c${line.words}\u201d`, place].filter(Boolean).join(", ");
      if (said) item.append(make("small", said));
      list.append(item);
    }
    group.append(list);
    return group;
  };
  network.on("selectNode", (event) => choose(event.nodes[0], false));

  // -- search ------------------------------------------------------------------------------------------------------
  const MOST = 60;
  const found = (text) => {
    const marked = folded(text) !== bare(text);
    const key = marked ? folded(text) : bare(text);
    const parts = key.split(/\s+/).filter(Boolean);
    const field = marked ? "folded" : "bare";
    const plain = bare(text).trim();
    return data.points
      .filter((point) => kinds.get(point.kind).shape !== "text" && parts.every((part) => point[field].includes(part)))
      .map((point) => ({ point, score: (point.nameBare.includes(plain) ? 1000 : 0) + point.rank }))
      .sort((a, b) => b.score - a.score)
      .map((entry) => entry.point);
  };
  const search = () => {
    const text = element("search").value.trim();
    const matches = found(text);
    element("count").textContent = text
      ? words.matches.replace("{n}", matches.length)
      : words.points.replace("{n}", matches.length);
    const items = matches.slice(0, MOST).map((point) => {
      const item = make("li");
      item.append(goTo(point.id));
      return item;
    });
    if (matches.length > MOST) items.push(make("li", words.more.replace("{n}", matches.length - MOST), "more"));
    element("results").replaceChildren(...items);
  };
  element("search").addEventListener("input", search);
  element("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") element("results").querySelector("button")?.click();
  });

  // -- legend ------------------------------------------------------------------------------------------------------
  const legend = () => {
    const counts = new Map();
    for (const item of [...data.points, ...data.lines]) counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
    const items = data.kinds.filter((kind) => counts.get(kind.key) && kind.shape !== "text").map((kind) => {
      const label = make("label");
      const box = make("input");
      box.type = "checkbox";
      box.dataset.kind = kind.key;
      box.checked = shown.has(kind.key);
      box.addEventListener("change", () => {
        if (box.checked) shown.add(kind.key);
        else shown.delete(kind.key);
        redraw();
      });
      label.append(box, mark(kind), make("span", `${kind.label} (${counts.get(kind.key)})`));
      return label;
    });
    element("legend").replaceChildren(...items);
  };

  element("home").addEventListener("click", home);
  element("in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.4 }));
  element("out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.4 }));
  legend();
  search();
  window.remitMap = { network, choose, isHidden: (id) => pointHidden(points.get(id)) };
})();
