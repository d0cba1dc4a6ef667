"use strict";
// Opens what an address points into, pages, sorts, picks and searches. Without it the page is complete, only longer.
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const PAGE = 200; // rows of a table shown at once
  const SHEET = 100; // findings shown at once

  // an address may point into something folded away
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    const finding = target.closest("article.finding");
    if (finding) showUpTo(finding);
    target.hidden = false;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView();
  };

  // what may be seen: an item must pass every test set on it
  const shown = (item) => !item.dataset.off && !item.dataset.miss && !item.dataset.unpicked;

  // tables: sort by a click on a heading, choose a value of a column, see a page at a time
  const tables = all("table").map((table) => {
    const body = table.tBodies[0];
    let rows = [...body.rows];
    let limit = PAGE;
    const value = (row, column) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
    const more = Object.assign(document.createElement("button"), { type: "button", className: "more" });
    more.onclick = () => { limit += 10 * PAGE; draw(); };
    table.after(more);
    const draw = () => {
      let seen = 0;
      for (const row of rows) row.hidden = !shown(row) || ++seen > limit;
      more.hidden = seen <= limit;
      more.textContent = `Show more (${limit} of ${seen})`;
    };
    all("th[scope=col]", table).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const down = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down > 0 ? "ascending" : "descending");
        const keyed = rows.map((row) => [value(row, column), row]);
        const numbers = keyed.every(([key]) => key === "" || !isNaN(key));
        keyed.sort(([a], [b]) => (a === "") - (b === "") || down * (numbers ? a - b : a < b ? -1 : a > b ? 1 : 0));
        rows = keyed.map(([, row]) => row);
        body.append(...rows);
        draw();
      };
    });
    const picks = (table.dataset.pick ?? "").split(" ").filter(Boolean).map((column) => {
      const names = [...new Set(rows.map((row) => value(row, column)))].filter(Boolean).sort();
      const select = document.createElement("select");
      const title = table.tHead.rows[0].cells[column].textContent;
      select.setAttribute("aria-label", title);
      select.append(new Option(`${title}: all`, ""), ...names.slice(0, 500).map((name) => new Option(name, name)));
      select.onchange = () => {
        for (const row of rows) {
          const fits = picks.every(([column, select]) => !select.value || value(row, column) === select.value);
          fits ? delete row.dataset.unpicked : (row.dataset.unpicked = 1);
        }
        draw();
      };
      return [column, select];
    });
    if (picks.length) {
      const line = Object.assign(document.createElement("p"), { className: "picks" });
      line.append(...picks.map(([, select]) => select));
      table.parentElement.before(line);
    }
    draw();
    return draw;
  });

  const items = all("[data-find]");
  const loose = items.filter((item) => !item.matches("tr, article.finding"));
  const findings = all("article.finding");

  // findings: a sheet at a time
  const moreFindings = document.getElementById("more-findings");
  let sheet = SHEET;
  const drawFindings = () => {
    let seen = 0;
    for (const finding of findings) finding.hidden = !shown(finding) || ++seen > sheet;
    moreFindings.hidden = seen <= sheet;
    moreFindings.textContent = `Show more (${sheet} of ${seen})`;
    return seen;
  };
  // the sheets as far as this finding
  const showUpTo = (finding) => {
    const place = findings.filter(shown).indexOf(finding);
    if (place < sheet) return;
    sheet = (Math.floor(place / SHEET) + 1) * SHEET;
    drawFindings();
  };
  if (moreFindings) {
    moreFindings.onclick = () => { sheet += SHEET; drawFindings(); };
    addEventListener("beforeprint", () => { sheet = Infinity; drawFindings(); });
  }

  const refresh = () => {
    for (const item of loose) item.hidden = !shown(item);
    if (moreFindings) drawFindings();
    tables.forEach((draw) => draw());
  };

  // search
  const search = document.getElementById("search");
  const hits = document.getElementById("hits");
  let waiting;
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of items) {
      item.text ??= item.textContent.toLowerCase();
      const fits = words.every((word) => item.text.includes(word));
      found += fits;
      fits ? delete item.dataset.miss : (item.dataset.miss = 1);
      const folded = words.length && fits && item.closest("details");
      if (folded) folded.open = true;
    }
    hits.textContent = words.length ? `${found} found` : "";
    refresh();
  };
  search.oninput = () => { clearTimeout(waiting); waiting = setTimeout(look, 150); };

  // severities
  all("button[data-level]").forEach((button) => {
    button.onclick = () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", on);
      for (const finding of findings) {
        if (finding.dataset.level === button.dataset.level) on ? delete finding.dataset.off : (finding.dataset.off = 1);
      }
      refresh();
    };
  });

  // keys
  const help = document.getElementById("help");
  document.getElementById("keys").onclick = () => help.showModal();
  const step = (down) => {
    const open = findings.filter(shown);
    const here = open.indexOf(document.activeElement.closest?.("article.finding"));
    const top = (finding) => finding.getBoundingClientRect().top;
    const next = here >= 0 ? open[here + down]
      : down > 0 ? open.find((finding) => !finding.hidden && top(finding) > 0)
      : open.findLast((finding) => !finding.hidden && top(finding) < 0);
    if (!next) return;
    showUpTo(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && event.target === search) { search.value = ""; look(); search.blur(); }
    if (typing || help.open) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") help.showModal();
    else if (event.key === "/") search.focus();
    else return;
    event.preventDefault();
  });

  all(".tools").forEach((tools) => { tools.hidden = false; });
  refresh();
  addEventListener("hashchange", reveal);
  reveal();
})();
