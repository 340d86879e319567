// What a browser test needs: a demo to talk to, a browser, people who are signed in, and the checks every page must pass.
//
//   journey('a liaison sees what the unit owes', async ({ signIn }) => {
//     const page = await signIn('liaison', '桂林市人民政府');
//     await axe(page);
//     await shot(page, 'my-work');
//   });
import { strict as assert } from 'node:assert';
import { mkdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { accountsIn, startDemo } from './demo.mjs';

/** The two screens that every page must fit: an office desktop and a telephone. */
export const DESKTOP = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SHOTS = fileURLToPath(new URL('shots/', import.meta.url));

// run.mjs has started a demo for all files; a file that is run alone starts its own.
const shared = process.env.DUBAN_TEST_DEMO;
const own = shared ? null : await startDemo();
const { url: base, as_of: asOf, accounts } = own?.accounts ?? await accountsIn(shared);
const { host } = new URL(base);
export { base, asOf, accounts };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  // Root has no sandbox, and tests have no business on the network.
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
}).catch(async error => { await own?.stop(); throw error; });
after(async () => { await browser.close(); await own?.stop(); });

/**
 * A test. Its pages are closed at the end, and must have had no error in the console: `allow` lists the texts (regular
 * expressions) of those that belong to the story, such as the 403 of a page that is refused.
 * The body gets `visit(path, screen?)`, a page without anybody signed in, and `signIn(role, unit?, screen?)`.
 */
export function journey(name, body, { allow = [] } = {}) {
  test(name, { timeout: 120_000 }, async () => {
    const contexts = [];
    const blank = async screen => {
      const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: screen, baseURL: base });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      return watched(await context.newPage());
    };
    const visit = async (path, screen = DESKTOP) => {
      const page = await blank(screen);
      await page.goto(path);
      return page;
    };
    const signIn = async (role, unit, screen = DESKTOP) => submitSignIn(await visit('/sign-in', screen), account(role, unit));
    try {
      await body({ visit, signIn });
      for (const page of troubles.keys()) noConsoleErrors(page, allow);
    } catch (error) {
      for (const page of troubles.keys()) await shot(page, `failed ${name}`).catch(() => {});
      throw error;
    } finally {
      troubles.clear();
      for (const context of contexts) await context.close();
    }
  });
}

/** The demo's account of this role, of this unit where one is named. */
export function account(role, unit) {
  const found = accounts.find(one => one.role === role && (!unit || one.unit === unit));
  assert.ok(found, `the demo has no account: ${role} ${unit ?? ''}`);
  return found;
}

async function submitSignIn(page, { email, password }) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('form:has(input[name=password]) [type=submit]').click();
  // The answer to the form, whatever the address: a refused sign-in shows the form again.
  await page.waitForLoadState('load');
  await page.waitForURL(url => url.pathname !== '/sign-in', { timeout: 5_000 }).catch(async () => {
    assert.fail(`${email} could not sign in. The page says: ${(await page.locator('main').innerText()).slice(0, 500)}`);
  });
  return page;
}

// Page → what went wrong on it so far, for the pages of the running journey.
const troubles = new Map();

function watched(page) {
  const seen = [];
  troubles.set(page, seen);
  // Refusals by the content security policy are errors in the console as well.
  page.on('console', message => {
    if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', error => seen.push(`exception: ${error.stack ?? error}`));
  page.on('request', request => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== host) seen.push(`request to another server: ${url}`);
  });
  // A tab opened by the page is watched like the page.
  page.on('popup', watched);
  return page;
}

/** Fails on what the page has complained about since it was opened, and on requests to any other server. */
export function noConsoleErrors(page, allow = []) {
  const seen = troubles.get(page).filter(text => !allow.some(pattern => pattern.test(text)));
  if (seen.length) assert.fail(`${page.url()} has errors:\n  ${seen.join('\n  ')}`);
}

/** Fails with axe's rules and the elements that break them. */
export async function axe(page) {
  // A frame in which no script may run cannot be looked into; its title is looked at.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode(true)
    .options({ runOnly: { type: 'tag', values: AXE_TAGS }, rules: { 'target-size': { enabled: true } } })
    .analyze();
  const lines = violations.flatMap(({ id, impact, help, nodes }) =>
    [`[${impact}] ${id}: ${help}`, ...nodes.slice(0, 5).map(node => `    ${node.target.join(' ')}`)]);
  if (violations.length) assert.fail(`${page.url()}: axe finds\n  ${lines.join('\n  ')}`);
  assert.ok(passes.length > 0, `${page.url()}: axe found nothing to check`);
}

/** Fails when the page is wider than the window, and names what sticks out. */
export async function fitsTheScreen(page) {
  const { width, window, wide } = await page.evaluate(() => {
    const window = document.documentElement.clientWidth;
    const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > window + 1)
      .map(one => one.tagName.toLowerCase() + [...one.classList].map(name => `.${name}`).join(''));
    return { width: document.documentElement.scrollWidth, window, wide: wide.slice(0, 5) };
  });
  assert.ok(width <= window, `${page.url()} is ${width} px wide in a window of ${window} px: ${wide.join(', ')}`);
}

/** With SHOTS=1: the whole page as tests/browser/shots/NAME.png, to be looked at. */
export async function shot(page, name) {
  if (process.env.SHOTS !== '1') return;
  await mkdir(SHOTS, { recursive: true });
  const file = name.replace(/[^\p{L}\p{N}-]+/gu, '-');
  await page.screenshot({ path: `${SHOTS}${file}.png`, fullPage: true });
}
