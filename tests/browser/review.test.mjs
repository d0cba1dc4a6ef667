// The review page: what is decided is on the disk before the page says so, whoever ends the server and however.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, ask, open } from "./desk.mjs";

let desk;
let browser;
let served;

before(async () => {
  desk = new Desk();
  browser = await open();
  served = await desk.serve();
});
after(async () => { await browser?.close(); desk?.close(); });

const kept = () => desk.rows("out/decisions.csv");
const settle = async (page, nth, reason) => {
  await page.locator("article.finding").nth(nth).focus();
  await page.keyboard.press("s");
  await page.locator("#decide[open]").waitFor();
  await page.fill("#decide textarea[name=reason]", reason);
  await page.locator("#decide-form button[type=submit]").click();
  await page.locator("#decide[open]").waitFor({ state: "detached" });
};

test("a decision is on the disk when the page shows it", async () => {
  const page = await browser.page();
  await page.goto(served.address);
  await settle(page, 0, "the mayor corrected it");
  await page.locator("article.finding.settled").first().waitFor();
  assert.deepEqual(kept().map((row) => [row.act, row.by, row.reason]), [["settle", "Kim", "the mayor corrected it"]]);
  await page.close();
});

test("two tabs decide at once and each sees what the other decided", async () => {
  const [one, two] = [await browser.page(), await browser.page()];
  await Promise.all([one.goto(served.address), two.goto(served.address)]);
  await Promise.all([settle(one, 1, "from the first tab"), settle(two, 2, "from the second tab")]);
  assert.equal(kept().length, 3);
  await one.evaluate(() => dispatchEvent(new Event("focus")));
  await one.locator("#decided li", { hasText: "from the second tab" }).waitFor();
  await one.locator("article.finding").nth(2).focus();
  await one.keyboard.press("u");
  await one.locator("#decided li.undone").waitFor();
  assert.equal(kept().at(-1).act, "undo");
  await Promise.all([one.close(), two.close()]);
});

test("a server that is killed hard has lost nothing when it starts again", async () => {
  const page = await browser.page();
  await page.goto(served.address);
  const before = kept().length;
  // decisions in a stream, and the end in the middle of it
  const told = await page.evaluate(async () => {
    const id = document.querySelector("article.finding").dataset.id;
    globalThis.answered = [];
    for (let at = 0; at < 40; at += 1) {
      const body = JSON.stringify({ act: "note", about: [id], reason: `note ${at}`, by: "Kim" });
      fetch("decisions", { method: "POST", headers: { "Content-Type": "application/json" }, body })
        .then((answer) => answer.ok && globalThis.answered.push(`note ${at}`)).catch(() => {});
    }
    while (globalThis.answered.length < 5) await new Promise((soon) => setTimeout(soon, 5));
    return globalThis.answered.length;
  });
  assert.ok(told >= 5);
  await desk.kill(served);
  await page.waitForTimeout(500);
  const answered = await page.evaluate(() => globalThis.answered);
  await page.close();
  browser.wrong.splice(0, browser.wrong.length, ...browser.wrong.filter((says) => !/ERR_(CONNECTION|EMPTY|SOCKET)/.test(says)));
  served = await desk.serve();
  const reasons = kept().map((row) => row.reason);
  for (const note of answered) assert.ok(reasons.includes(note), `${note} was lost`);
  assert.ok(reasons.length >= before + answered.length);
  const again = await browser.page();
  await again.goto(served.address);
  await again.locator("#decided li", { hasText: answered[0] }).first().waitFor();
  await again.close();
});

test("a row that was cut short is mended with a notice", async () => {
  await desk.kill(served);
  const whole = desk.text("out/decisions.csv");
  desk.put("out/decisions.csv", `${whole}decision-01234,2025-03-`);
  served = await desk.serve();
  assert.match(served.said(), /cut short/);
  assert.equal(desk.text("out/decisions.csv"), whole);
});

test("decisions outlive a run that replaces the folder meanwhile", async () => {
  const page = await browser.page();
  await page.goto(served.address);
  const before = kept().length;
  desk.run("run", "in", "--quiet");
  await settle(page, 0, "after the run");
  assert.equal(kept().length, before + 1);
  await page.close();
});

test("a wrong token, a foreign host, a foreign origin and odd paths are refused", async () => {
  const { address } = served;
  const { port, pathname } = new URL(address);
  const own = { Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}`, "Content-Type": "application/json" };
  const decision = JSON.stringify({ act: "note", about: ["f"], reason: "from elsewhere" });
  const before = desk.text("out/decisions.csv");
  const refused = [
    [{ path: "/" }, 403],
    [{ path: pathname.replace(/.\/$/, (end) => (end[0] === "0" ? "1/" : "0/")) }, 403],
    [{ path: `${pathname}../` }, 404],
    [{ path: `${pathname}..%2f..%2fetc%2fpasswd` }, 404],
    [{ path: `${pathname}ledger` }, 404],
    [{ path: `/x/..${pathname}` }, 403],
    [{ headers: { Host: "example.org" } }, 403],
    [{ headers: { Host: `example.org:${port}` } }, 403],
    [{ headers: { Origin: "http://example.org" } }, 403],
    [{ method: "POST", path: `${pathname}decisions`, headers: { ...own, Origin: "http://example.org" }, body: decision }, 403],
    [{ method: "POST", path: `${pathname}decisions`, headers: { ...own, Origin: "null" }, body: decision }, 403],
    [{ method: "POST", path: `${pathname}decisions`, headers: { ...own, Host: "evil.test" }, body: decision }, 403],
    [{ method: "POST", path: `${pathname}decisions`, headers: { ...own, "Content-Type": "text/plain" }, body: decision }, 415],
    [{ method: "POST", path: `${pathname}decisions`, headers: own, body: "x".repeat(100_000) }, 413],
    [{ method: "POST", path: `${pathname}decisions`, headers: own, body: "{}" }, 422],
    [{ method: "PUT", path: `${pathname}decisions`, headers: own, body: decision }, 405],
  ];
  for (const [how, status] of refused) assert.equal((await ask(address, how)).status, status, JSON.stringify(how).slice(0, 200));
  assert.equal(desk.text("out/decisions.csv"), before, "nothing was kept");
  const page = await ask(address);
  assert.equal(page.headers["cache-control"], "no-store");
  assert.match(page.headers["content-security-policy"], /default-src 'none'.*frame-ancestors 'none'/);
});

test("a foreign page cannot decide, whatever it sends", async () => {
  const page = await browser.page();
  await page.goto("data:text/html,<title>elsewhere</title>");
  const before = desk.text("out/decisions.csv");
  const body = JSON.stringify({ act: "note", about: ["f"], reason: "from elsewhere" });
  await page.evaluate(async ([address, body]) => {
    for (const mode of ["cors", "no-cors"]) {
      for (const kind of ["application/json", "text/plain"]) {
        await fetch(`${address}decisions`, { method: "POST", mode, headers: { "Content-Type": kind }, body }).catch(() => {});
      }
    }
  }, [served.address, body]);
  assert.equal(desk.text("out/decisions.csv"), before);
  await page.close();
  // that the browser tells of what it blocked is as it should be
  browser.wrong.splice(0, browser.wrong.length, ...browser.wrong.filter((says) => !/CORS|ERR_FAILED|403/.test(says)));
});

test("blind shows neither estimates nor what others decided", async () => {
  const blind = await desk.serve("--blind", "--by", "Lee");
  const page = await browser.page();
  await page.goto(blind.address);
  assert.equal(await page.locator(".estimate").count(), 0);
  assert.equal(await page.locator("article.finding.settled").count(), 0);
  assert.ok(!(await page.content()).includes("the mayor corrected it"));
  assert.ok(!(await ask(blind.address, { path: `${new URL(blind.address).pathname}decisions` })).text.includes("Kim"));
  await settle(page, 1, "decided alone");
  assert.equal(kept().at(-1).by, "Lee");
  await page.close();
});

test("no error was told and nothing was asked of anybody else", () => browser.nothingWrong());
