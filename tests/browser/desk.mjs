// A folder with a story of two sources, the program, and a browser that may talk to nobody but this machine.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const PROGRAM = process.env.CROSSCHECK_BIN ?? join(ROOT, "target/debug/crosscheck");
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The browser; a test without one fails and says how to get it. */
export function browserPath() {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  assert.ok(found, "no browser was found: install chromium, or name one with CHROMIUM=/path/to/chromium");
  return found;
}

const HOSTILE = "<script>document.title='gone'</script><img src=x onerror=alert(1)> \"quoted\" \u202eturned " + "w".repeat(10_000);
const told = (title, arrested, killed, injured, houses) =>
  `${title}\n\nTARN, 5 March 2024 - Police arrested ${arrested} people in the flood of Monday, 4 March 2024.\n\n` +
  `The flood of 4 March 2024 killed ${killed} people. It injured ${injured} people and destroyed ${houses} houses.\n`;
const STORY = {
  "one.txt": told("Flood in Tarn Valley", 212, 40, 90, 300),
  "two.txt": `${told("Toll of the flood", 318, 52, 160, 450)}\nNear ${HOSTILE} some 33 boats sank on 4 March 2024.\n`,
  "three.txt": told("The valley counts", 401, 71, 290, 800),
};

export class Desk {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "crosscheck-browser-"));
    mkdirSync(join(this.folder, "in"));
    for (const [name, text] of Object.entries(STORY)) writeFileSync(join(this.folder, "in", name), text);
    writeFileSync(join(this.folder, "in", "sources.csv"), `file,title,url\ntwo.txt,"${HOSTILE.replaceAll('"', '""')}","javascript:alert(1)"\n`);
    this.servers = [];
    this.run("run", "in", "--quiet");
  }

  path(name) { return join(this.folder, name); }
  text(name) { return readFileSync(this.path(name), "utf8"); }
  put(name, text) { writeFileSync(this.path(name), text); }
  address(name) { return pathToFileURL(this.path(name)).href; }

  run(...args) {
    const ended = spawnSync(PROGRAM, args, { cwd: this.folder, encoding: "utf8" });
    assert.equal(ended.status, 0, `${args.join(" ")}: ${ended.stderr}`);
    return ended.stdout;
  }

  /** The rows of a table without line ends in its cells, as objects. */
  rows(name) {
    const cut = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, "").replaceAll('""', '"'));
    const [head, ...lines] = this.text(name).trimEnd().split("\n").map(cut);
    return lines.map((cells) => Object.fromEntries(head.map((column, at) => [column, cells[at]])));
  }

  /** Starts the review server and waits for its address. */
  async serve(...args) {
    const by = args.includes("--by") ? [] : ["--by", "Kim"];
    const server = spawn(PROGRAM, ["review", "out", ...by, ...args], { cwd: this.folder });
    this.servers.push(server);
    let said = "";
    let wrong = "";
    server.stderr.on("data", (bytes) => { wrong += bytes; });
    const address = await new Promise((found, fail) => {
      const late = setTimeout(() => fail(new Error(`no address after 60 s: ${wrong}`)), 60_000);
      server.on("exit", (code) => { clearTimeout(late); fail(new Error(`ended with ${code}: ${wrong}`)); });
      server.stdout.on("data", (bytes) => {
        said += bytes;
        if (said.includes("\n")) { clearTimeout(late); found(said.trim()); }
      });
    });
    server.removeAllListeners("exit");
    return { address, server, said: () => wrong };
  }

  /** Ends a server as a power cut would. */
  async kill({ server }) {
    const gone = new Promise((done) => server.once("exit", done));
    server.kill("SIGKILL");
    await gone;
  }

  close() {
    this.servers.forEach((server) => server.kill("SIGKILL"));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Asks as any program may, with whatever headers. */
export function ask(address, { method = "GET", path, headers = {}, body } = {}) {
  const { hostname, port, pathname } = new URL(address);
  return new Promise((done, fail) => {
    const asked = request({ hostname, port, method, path: path ?? pathname, headers }, (answer) => {
      let text = "";
      answer.on("data", (bytes) => { text += bytes; });
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.on("error", fail);
    asked.end(body);
  });
}

/** A browser whose pages note every message and every request, and are asked at the end whether there were any. */
export async function open() {
  const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-gpu"] });
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1200, height: 900 } });
  context.setDefaultTimeout(20_000);
  const wrong = [];
  const watch = (page) => {
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`); });
    page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => { wrong.push(`a text opened a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("request", (asked) => {
      const url = new URL(asked.url());
      const own = ["file:", "data:", "blob:"].includes(url.protocol) || url.hostname === "127.0.0.1";
      if (!own) wrong.push(`asked ${asked.url()}`);
    });
  };
  context.on("page", watch);
  return {
    context,
    page: () => context.newPage(),
    wrong,
    close: () => browser.close(),
    nothingWrong() { assert.deepEqual(wrong, []); },
  };
}
