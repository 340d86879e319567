// Runs the browser tests, all of them or the files named, against one demo, and ends with "N passed, N failed".
//   node tests/browser/run.mjs [FILE...]        SHOTS=1 also writes screenshots to tests/browser/shots/
// A file can be run alone with `node --test FILE` too: it then starts a demo of its own.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { startDemo } from './demo.mjs';

const LONGEST_MS = 10 * 60_000;
const here = fileURLToPath(new URL('.', import.meta.url));
const named = process.argv.slice(2).map(file => path.resolve(file));
const files = named.length ? named
  : (await readdir(here)).filter(name => name.endsWith('.test.mjs')).sort().map(name => path.join(here, name));

let passed = 0, failed = 0, demo;
try {
  const began = performance.now();
  demo = await startDemo();
  console.log(`demo ready after ${seconds(performance.now() - began)} at ${demo.accounts.url}`);
  process.env.DUBAN_TEST_DEMO = demo.folder; // the files share it
  // One after the other: they share the demo's data.
  for await (const { type, data } of run({ files, concurrency: 1, signal: AbortSignal.timeout(LONGEST_MS) })) {
    if (type === 'test:pass' || type === 'test:fail') count(type === 'test:pass', data);
    if (type === 'test:stdout' || type === 'test:stderr') process.stdout.write(data.message);
  }
} catch (error) {
  failed++;
  console.log(error.stack ?? error);
} finally {
  await demo?.stop();
}
if (passed + failed === 0) { failed = 1; console.log('no test ran'); }
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

function count(ok, data) {
  const error = data.details?.error;
  // Suites, and files (which some versions of Node report like tests), only repeat what happened inside of them.
  const wrapper = data.details?.type === 'suite' || (ok && files.includes(path.resolve(data.name)));
  if (wrapper || error?.failureType === 'subtestsFailed') return;
  // A skipped test would be a silent gap.
  const gap = data.skip !== undefined ? 'skipped' : data.todo !== undefined ? 'todo' : '';
  if (ok && !gap) passed++; else failed++;
  console.log(`${ok && !gap ? 'ok  ' : 'FAIL'} ${data.name} (${seconds(data.details?.duration_ms)})${gap && `: ${gap}`}`);
  if (error) console.log(story(error.cause ?? error).replace(/^/gm, '     '));
}

/** The message, and the lines of our own files that led to it. */
function story(error) {
  if (!error?.stack) return inspect(error);
  return error.stack.split('\n').filter(line => !/^\s+at .*(node:|node_modules)/.test(line)).join('\n');
}

function seconds(ms) {
  return `${((ms ?? 0) / 1000).toFixed(1)} s`;
}
