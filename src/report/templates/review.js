"use strict";
// Decisions: buttons and keys with every finding, one form for all of them. A served page keeps each at once; in a file
// they wait in the browser until they are downloaded.
(() => {
  const served = document.documentElement.dataset.review === "served";
  const at = (id) => document.getElementById(id);
  const dialog = at("decide");
  const form = at("decide-form");
  const list = at("decided");
  const says = at("said");
  const articles = new Map([...document.querySelectorAll("article.finding")].map((one) => [one.dataset.id, one]));
  const WHICH = { prefer: [1, 1], strike: [1, 99], correct: [1, 1], camp: [1, 99], same: [2, 99], different: [2, 99], same_origin: [2, 99] };
  const DONE = {
    settle: "settled", accept: "accepted as it is", pending: "left pending", note: "noted on", prefer: "prefers", strike: "struck",
    correct: "corrected", same: "says one thing:", different: "says two things:", same_origin: "says one origin:", camp: "chose the count of", undo: "took back",
  };
  const COLUMNS = ["decision_id", "at", "by", "act", "about", "arguments", "reason", "saw", "basis"];
  const flat = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").trim();
  const make = (tag, of = {}, ...inside) => {
    const node = Object.assign(document.createElement(tag), of);
    node.append(...inside);
    return node;
  };

  // what is kept in this browser; where that is forbidden, on this page only
  const SHELF = `crosscheck ${location.pathname}`;
  const shelf = {
    read: (name) => { try { return localStorage.getItem(`${SHELF} ${name}`); } catch { return null; } },
    write: (name, text) => { try { localStorage.setItem(`${SHELF} ${name}`, text); } catch { /* stays in memory */ } },
  };
  let local = [];
  if (!served) {
    try { local = JSON.parse(shelf.read("decisions") ?? "[]").filter((one) => one && one.id && one.act && Array.isArray(one.about)); } catch { local = []; }
  }
  // those the page was written with
  let known = [...list.children].map((item) => ({ ...item.dataset, about: item.dataset.about.split(" "), reason: item.dataset.reason }));
  const all = () => {
    const ids = new Set(known.map((one) => one.id));
    return [...known, ...local.filter((one) => !ids.has(one.id))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  };
  const live = () => {
    const decisions = all();
    const undone = new Set();
    for (const one of decisions.toReversed()) if (one.act === "undo" && !undone.has(one.id)) one.about.forEach((id) => undone.add(id));
    return decisions.filter((one) => !undone.has(one.id) && one.standing !== "undone");
  };

  // a finding's status
  const STATE = { settled: "Settled", pending: "Waiting for an answer", stale: "Settled once, but what it rests on has changed since", open: "" };
  const show = (article, { status, by, reason }) => {
    const settled = status === "settled";
    let line = article.querySelector(":scope > .status");
    const words = [STATE[status], by && status !== "open" ? ` by ${by}` : "", reason ? `${status === "open" ? "" : ": "}${reason}` : ""].join("");
    if (!line && words) article.querySelector("h3").after(line = make("p", { className: "status" }));
    if (line) { line.textContent = words; line.hidden = !words; }
    article.classList.toggle("settled", settled);
    article.dataset.level = settled ? "settled" : article.dataset.severity;
    article.dataset.status = status;
    const sev = article.querySelector(".sev");
    article.open_sev ??= settled ? null : [...sev.childNodes];
    const sign = make("span", {}, settled ? "✓" : "");
    sign.setAttribute("aria-hidden", "true");
    if (settled) sev.replaceChildren(sign, " Settled");
    else if (article.open_sev) sev.replaceChildren(...article.open_sev);
    else sev.replaceChildren(article.dataset.severity);
  };
  const written = new Map([...articles].map(([id, article]) => {
    const line = article.querySelector(":scope > .status");
    return [id, { status: article.dataset.status, by: "", reason: "", line: line && line.textContent }];
  }));
  const touched = new Set();
  const answers = () => {
    const last = new Map();
    for (const one of live()) {
      if (!["settle", "accept", "pending", "note"].includes(one.act)) continue;
      for (const id of one.about) if (articles.has(id)) last.set(id, one);
    }
    for (const one of local) one.about.forEach((id) => touched.add(id));
    // what a local undo took back
    for (const one of local) if (one.act === "undo") known.filter((other) => one.about.includes(other.id)).forEach((other) => other.about.forEach((id) => touched.add(id)));
    for (const id of touched) {
      const article = articles.get(id);
      if (!article) continue;
      const one = last.get(id);
      if (!one) show(article, { status: "open", by: "", reason: "" });
      else {
        const status = { settle: "settled", accept: "settled", pending: "pending", note: written.get(id).status }[one.act];
        const reason = one.act === "accept" ? ["accepted as it is", one.reason].filter(Boolean).join(": ") : one.reason;
        show(article, { status, by: one.by, reason });
      }
    }
  };

  const draw = () => {
    const decisions = all().toReversed();
    const gone = new Set(decisions.map((one) => one.id));
    live().forEach((one) => gone.delete(one.id));
    list.replaceChildren(...decisions.map((one) => {
      const targets = one.about.map((id) => articles.get(id)).filter(Boolean);
      const undone = gone.has(one.id);
      const standing = undone ? "undone" : one.standing ?? "not yet applied";
      const item = make("li", { className: standing },
        make("b", {}, make("bdi", {}, one.by)), ` ${DONE[one.act] ?? one.act} `,
        ...targets.flatMap((article, nth) => [nth ? ", " : "", make("a", { href: `#${article.id}` }, `finding ${article.dataset.no}`)]),
        ...(targets.length || !one.words && !one.saw ? [] : [make("bdi", {}, one.words || one.saw)]),
        ...(one.reason ? [": ", make("bdi", {}, one.reason)] : []),
        make("small", {}, ` ${one.at.replace("T", " ").slice(0, 16)} · ${standing}${one.why && !undone ? `, ${one.why}` : ""} `));
      if (!undone) item.append(make("button", { type: "button", onclick: () => decide({ act: "undo", about: [one.id], reason: "", saw: `${one.act} by ${one.by}` }) }, "Undo"));
      return item;
    }));
    at("decisions").hidden = at("to-decisions").hidden = !decisions.length;
    document.querySelector("#decisions-title .how-many").textContent = decisions.length;
    const waiting = local.filter((one) => !one.kept).length;
    at("unsaved").hidden = served || !local.length;
    at("unsaved-says").textContent = waiting ? `${waiting} made on this page and not downloaded yet; crosscheck review OUT --apply FILE takes them.` : "All of them are downloaded.";
  };

  // keeping a decision
  let last = "";
  const now = () => {
    let time = new Date().toISOString();
    if (time <= last) time = new Date(Date.parse(last) + 1).toISOString();
    return (last = time);
  };
  const named = async (one) => {
    const parts = [one.at, one.by, one.act, one.reason, one.saw, one.basis, ...one.about, "",
      ...Object.keys(one.arguments).sort().flatMap((name) => [name, one.arguments[name]])];
    const bytes = new TextEncoder().encode(parts.map((part) => `${part}\0`).join(""));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return `decision-${[...digest.slice(0, 6)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  };
  const take = (answer) => {
    known = answer.decisions;
    for (const [id, article] of articles) {
      const given = answer.findings[id];
      // most findings nobody has touched
      if (given || article.dataset.status !== "open" || article.querySelector(":scope > .status")) {
        show(article, given ?? { status: "open", by: "", reason: "" });
      }
    }
    draw();
  };
  const ask = async (options) => {
    const response = await fetch("decisions", options);
    if (!response.ok) throw new Error((await response.text()).trim() || `the server said ${response.status}`);
    take(await response.json());
  };
  const decide = async (one) => {
    const by = flat(one.by ?? form.elements.by.value) || "reviewer";
    const decision = { arguments: {}, saw: "", basis: "", ...one, by, reason: flat(one.reason ?? "") };
    decision.saw = flat(decision.saw);
    shelf.write("by", by);
    if (served) {
      try {
        await ask({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(decision) });
      } catch (error) {
        says.textContent = `Not kept: ${error.message}`;
        throw error;
      }
    } else {
      decision.at = now();
      decision.id = await named(decision);
      local.push(decision);
      shelf.write("decisions", JSON.stringify(local));
      answers();
      draw();
    }
    says.textContent = `${decision.by} ${DONE[decision.act]} ${one.no ? `finding ${one.no}` : "it"}.`;
  };
  const of = (article) => ({
    no: article.dataset.no, about: [article.dataset.id], basis: article.dataset.basis,
    saw: `${article.dataset.severity} ${article.dataset.rule}: ${article.querySelector("h3").textContent}`,
  });

  // the form
  let here = null;
  const shape = () => {
    const act = form.elements.act.value;
    at("decide-which").hidden = !WHICH[act];
    at("decide-field").hidden = act !== "correct";
    form.elements.reason.required = act === "settle" || act === "note";
    at("decide-wrong").textContent = "";
  };
  const open = (article, act) => {
    here = article;
    at("decide-title").textContent = `Decide on finding ${article.dataset.no}`;
    at("decide-says").textContent = article.querySelector("h3").textContent;
    at("decide-said").replaceChildren(...[...article.querySelectorAll(".said li")].map((item) =>
      make("label", {}, make("input", { type: "checkbox", name: "which", value: item.dataset.id }), " ", make("bdi", {}, item.textContent))));
    form.elements.reason.value = "";
    form.elements.value.value = "";
    for (const radio of form.elements.act) radio.checked = radio.value === act;
    shape();
    dialog.showModal();
    (form.elements.by.value ? form.elements.reason : form.elements.by).focus();
  };
  form.elements.by.value = shelf.read("by") ?? document.documentElement.dataset.by ?? "";
  form.onchange = shape;
  at("decide-not").onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const act = form.elements.act.value;
    const wrong = (words) => { at("decide-wrong").textContent = words; };
    let one = { ...of(here), act, reason: form.elements.reason.value };
    if (WHICH[act]) {
      const boxes = [...at("decide-said").querySelectorAll("input:checked")];
      const [fewest, most] = WHICH[act];
      if (boxes.length < fewest) return wrong(fewest === 1 ? "Choose which one." : "Choose two or more.");
      if (boxes.length > most) return wrong("Choose only one.");
      one = { ...one, about: boxes.map((box) => box.value), basis: "", saw: boxes.map((box) => box.parentElement.textContent.trim()).join(" | ") };
      if (act === "correct") one.arguments = { [form.elements.field.value]: flat(form.elements.value.value) };
    }
    try {
      await decide(one);
      dialog.close();
      here.focus({ preventScroll: true });
    } catch (error) { wrong(error.message); }
  };
  const undo = (article) => {
    const mine = live().findLast((one) => one.act !== "undo" && one.about.includes(article.dataset.id));
    if (mine) decide({ act: "undo", about: [mine.id], no: article.dataset.no, saw: `${mine.act} by ${mine.by}` }).catch(() => {});
    else says.textContent = "There is nothing to undo.";
  };

  // buttons, made when a finding comes near the window
  const near = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const button = (label, does, key) => {
        const one = make("button", { type: "button", onclick: does, title: `${label} (${key})` }, label);
        one.setAttribute("aria-label", `${label}: finding ${target.dataset.no}`);
        return one;
      };
      const acts = make("p", { className: "acts" },
        button("Settle", () => open(target, "settle"), "s"), " ", button("Accept as is", () => open(target, "accept"), "a"), " ",
        button("Pending", () => open(target, "pending"), "p"), " ", button("Decide…", () => open(target, "note"), "d"), " ",
        button("Undo", () => undo(target), "u"));
      target.querySelector(".body").before(acts);
    }
  }, { rootMargin: "600px" });
  articles.forEach((article) => near.observe(article));

  const KEYS = { s: "settle", a: "accept", p: "pending", n: "note", d: "note", f: "prefer", x: "strike", c: "correct" };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const article = document.activeElement.closest?.("article.finding");
    if (!article || !(KEYS[event.key] || event.key === "u")) return;
    event.preventDefault();
    if (event.key === "u") undo(article);
    else open(article, KEYS[event.key]);
  });

  // taking them away
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  at("download").onclick = () => {
    const rows = local.map((one) => [one.id, one.at, one.by, one.act, one.about.join(" | "),
      Object.keys(one.arguments).length ? JSON.stringify(one.arguments) : "", one.reason, one.saw, one.basis]);
    const text = [COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href: address, download: "decisions.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    local.forEach((one) => { one.kept = true; });
    shelf.write("decisions", JSON.stringify(local));
    draw();
  };

  answers();
  draw();
  if (served) {
    // another tab may have decided meanwhile
    const look = () => ask({}).catch((error) => { says.textContent = `The review server does not answer: ${error.message}`; });
    addEventListener("focus", look);
    look();
  }
})();
