// Looks at pages through one browser and says what is seen. Reads one JSON document from standard input:
//   { engine: 'chromium' | 'firefox' | 'webkit', program, port, shots, jobs: [{ name, url, wait, ask, click, print }] }
// and writes one line of JSON per job: { name, frames: [what `ask` returns in each frame, null left out], top, error }.
// wait, ask: sources of functions; wait runs in the page until it returns true, ask in every frame, both may be async.
// click: the selector of an element of a frame to click; top is where the page is after it. print: a PDF file to write (not WebKit).
import puppeteer from 'puppeteer-core';
import { By, Capabilities, WebDriver } from 'selenium-webdriver';
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js';
import { writeFile } from 'node:fs/promises';
import { setTimeout as rest } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

const WIDTH = 800;
const HEIGHT = 1600;
const PATIENCE = 180_000; // ends what hangs

const order = JSON.parse(await text(process.stdin));

/** Puppeteer speaks CDP to Chromium and WebDriver BiDi to Firefox. */
async function throughPuppeteer({ engine, program }) {
  const browser = await puppeteer.launch({
    browser: engine === 'firefox' ? 'firefox' : 'chrome', executablePath: program, headless: true, timeout: PATIENCE, protocolTimeout: PATIENCE,
    args: engine === 'firefox' ? [] : ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--font-render-hinting=none'],
    defaultViewport: { width: WIDTH, height: HEIGHT },
  });
  return {
    async open(url) {
      this.page = await browser.newPage();
      await this.page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    },
    wait(source) { return this.page.waitForFunction(`(${source})()`, { timeout: PATIENCE }); },
    async ask(source) {
      const said = [];
      for (const frame of this.page.frames()) {
        const one = await frame.evaluate(`(${source})()`);
        if (one) said.push(one);
      }
      return said;
    },
    async click(selector) {
      for (const frame of this.page.frames()) {
        const element = frame === this.page.mainFrame() ? null : await frame.$(selector);
        if (!element) continue;
        const before = this.page.url();
        await element.click();
        for (const end = Date.now() + PATIENCE; this.page.url() === before && Date.now() < end;) await rest(50);
        return this.page.url();
      }
      throw new Error(`no frame has ${selector}`);
    },
    print(path) { return this.page.pdf({ path, format: 'A4', timeout: PATIENCE }); },
    async shot(path) { await this.page.screenshot({ path, fullPage: true }); },
    close() { return this.page.close(); },
    end() { return browser.close(); },
  };
}

/** WebKitGTK's driver speaks WebDriver and starts its MiniBrowser. */
async function throughWebDriver({ program, port }) {
  const executor = new Executor(new HttpClient(`http://127.0.0.1:${port}`));
  const driver = WebDriver.createSession(executor, new Capabilities({
    browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: program, args: ['--automation', '--private'] },
  }));
  await driver.manage().setTimeouts({ script: PATIENCE, pageLoad: PATIENCE });
  await driver.manage().window().setRect({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
  const run = (source) => driver.executeAsyncScript(
    `const done = arguments[arguments.length - 1]; Promise.resolve((${source})()).then(done, (error) => done({ error: String(error) }));`);
  // Frames inside frames are entered one after the other, and left by going back to the parent.
  async function each(visit) {
    for (const frame of await driver.findElements(By.css('iframe'))) {
      await driver.switchTo().frame(frame);
      if (await visit()) return true;
      if (await each(visit)) return true;
      await driver.switchTo().parentFrame();
    }
    return false;
  }
  return {
    open(url) { return driver.get(url); },
    wait(source) { return driver.wait(() => run(source), PATIENCE); },
    async ask(source) {
      const said = [];
      await driver.switchTo().defaultContent();
      await each(async () => {
        const one = await run(source);
        if (one) said.push(one);
        return false;
      });
      await driver.switchTo().defaultContent();
      return said;
    },
    async click(selector) {
      const before = await driver.getCurrentUrl();
      const found = await each(async () => {
        const [element] = await driver.findElements(By.css(selector));
        if (!element) return false;
        await element.click();
        return true;
      });
      if (!found) throw new Error(`no frame has ${selector}`);
      await driver.switchTo().defaultContent();
      await driver.wait(async () => (await driver.getCurrentUrl()) !== before, PATIENCE);
      return driver.getCurrentUrl();
    },
    async shot(path) { await writeFile(path, await driver.takeScreenshot(), 'base64'); },
    async close() { await driver.switchTo().defaultContent(); },
    end() { return driver.quit(); },
  };
}

/** Ends what hangs: a browser that answers no command any more. */
function within(work) {
  const limit = new AbortController();
  const late = rest(PATIENCE, undefined, { signal: limit.signal }).then(() => { throw new Error('the browser does not answer'); });
  return Promise.race([work, late]).finally(() => limit.abort());
}

async function look(job) {
  const said = {};
  await browser.open(job.url);
  if (job.wait) await browser.wait(job.wait);
  if (job.ask) said.frames = await browser.ask(job.ask);
  if (order.shots) await browser.shot(`${order.shots}/${order.engine}-${job.name}.png`);
  if (job.print) await browser.print(job.print);
  if (job.click) said.top = await browser.click(job.click);
  return said;
}

const browser = await (order.engine === 'webkit' ? throughWebDriver : throughPuppeteer)(order);
for (const job of order.jobs) {
  const said = await within(look(job)).catch((error) => ({ error: String(error) }));
  await within(browser.close()).catch(() => {});
  console.log(JSON.stringify({ name: job.name, ...said }));
}
await within(browser.end()).catch(() => {});
process.exit();
