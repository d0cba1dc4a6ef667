// report.html opened from disk: everything in one file, nothing asked of anybody, usable by mouse and by keys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Desk, open } from "./desk.mjs";

let desk;
let browser;
let page;

before(async () => {
  desk = new Desk();
  browser = await open();
  page = await browser.page();
  await page.goto(desk.address("out/report.html"));
});
after(async () => { await browser?.close(); desk?.close(); });

const open_dialog = async (key) => {
  await page.locator("article.finding").first().focus();
  await page.keyboard.press(key);
  await page.locator("#decide[open]").waitFor();
};

test("a table sorts by a click on its heading", async () => {
  const values = () => page.locator("#statistics table tbody tr").evaluateAll((rows) => rows.map((row) => row.textContent));
  await page.evaluate(() => document.querySelectorAll("#statistics details, details:has(#statistics), #statistics").forEach((one) => { one.open = true; }));
  const head = page.locator("#statistics th[scope=col] button").first();
  await head.click();
  const up = await values();
  await head.click();
  const down = await values();
  assert.ok(up.length > 2);
  assert.notDeepEqual(up, down);
  assert.deepEqual([...up].sort(), [...down].sort(), "no row is lost");
});

test("a search leaves what holds its words", async () => {
  await page.keyboard.press("/");
  await page.keyboard.type("318");
  await page.locator("#hits", { hasText: "found" }).waitFor();
  const left = await page.locator("article.finding:visible").evaluateAll((all) => all.map((one) => one.textContent));
  assert.ok(left.length > 0 && left.every((text) => text.includes("318")));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("hits").textContent === "");
});

test("severities are hidden and shown", async () => {
  const level = page.locator("button[data-level]").first();
  const name = await level.getAttribute("data-level");
  const of = page.locator(`article.finding[data-level=${name}]:visible`);
  const many = await of.count();
  assert.ok(many > 0);
  await level.click();
  assert.equal(await of.count(), 0);
  await level.click();
  assert.equal(await of.count(), many);
});

test("j and k go through the findings", async () => {
  await page.locator("article.finding").first().focus();
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.no), "2");
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.no), "1");
  await page.keyboard.press("?");
  await page.locator("#help[open]").waitFor();
  await page.keyboard.press("Escape");
});

test("a quotation leads into its source", async () => {
  await page.locator("article.finding .quoted a", { hasText: "in the text" }).first().click();
  const hash = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  assert.ok(await page.locator(`[id="${hash}"]`).count());
  assert.ok(await page.evaluate((id) => document.getElementById(id).closest("details")?.open ?? true, hash));
});

test("no text of a source becomes markup", async () => {
  assert.notEqual(await page.title(), "gone");
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
});

test("what is decided in a file is downloaded, taken by the program and there after the next run", async () => {
  const first = page.locator("article.finding").first();
  await open_dialog("s");
  await page.locator("#decide-form button[type=submit]").click();
  assert.ok(await page.locator("#decide[open]").count(), "settling needs a reason");
  await page.fill("#decide textarea[name=reason]", 'both counted, "twice",\nsays the mayor');
  await page.fill("#decide input[name=by]", "Kim");
  await page.keyboard.press("Tab");
  await page.locator("#decide-form button[type=submit]").click();
  await page.locator("article.finding.settled").first().waitFor();
  assert.match(await first.locator(".status").textContent(), /Settled by Kim: both counted, "twice", says the mayor/);
  // and undone, and accepted instead
  await first.focus();
  await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector("article.finding.settled"));
  await open_dialog("a");
  await page.locator("#decide-form button[type=submit]").click();
  await page.locator("article.finding.settled").first().waitFor();
  // it outlives the page being loaded again
  await page.reload();
  await page.locator("article.finding.settled").first().waitFor();
  assert.equal(await page.locator("#decided li").count(), 3);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  desk.put("mine.csv", readFileSync(await download.path(), "utf8"));
  const id = await first.getAttribute("data-id");
  assert.match(desk.run("review", "out", "--apply", "mine.csv"), /2 applied, 1 undone/);
  desk.run("run", "in", "--quiet");
  const row = desk.rows("out/tables/discrepancies.csv").find((row) => row.finding_id === id);
  assert.deepEqual([row.status, row.decided_by, row.reason], ["settled", "Kim", "accepted as it is"]);
  await page.goto(desk.address("out/report.html"));
  await page.locator(`article.finding.settled[data-id="${id}"]`).waitFor();
  await page.locator("#decided li.applied").first().waitFor();
});

test("a figure is struck in a file and gone after the next run", async () => {
  const article = page.locator("article.finding", { has: page.locator('.said li:has-text("318")') }).first();
  await article.focus();
  await page.keyboard.press("x");
  await page.locator("#decide[open]").waitFor();
  await page.locator("#decide-form button[type=submit]").click();
  await page.locator("#decide-wrong", { hasText: "Choose" }).waitFor();
  await page.locator("#decide-said label", { hasText: "318" }).first().click();
  await page.locator("#decide-form button[type=submit]").click();
  await page.locator("#decide[open]").waitFor({ state: "detached" });
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  desk.put("more.csv", readFileSync(await download.path(), "utf8"));
  desk.run("review", "out", "--apply", "more.csv");
  desk.run("run", "in", "--quiet");
  assert.ok(!desk.text("out/tables/statistics.csv").includes(",318,"));
});

test("nothing was asked of anybody and nothing went wrong", () => browser.nothingWrong());
