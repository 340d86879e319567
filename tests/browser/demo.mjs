// Starts `duban demo` in a temporary folder on a free port, waits until it serves, and stops it again.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BINARY = path.resolve(ROOT, process.env.DUBAN_BIN ?? 'target/debug/duban');
// An unoptimised build plays four months day by day before it serves.
const PATIENCE_MS = 180_000;

/** {accounts, folder, stop}: `accounts` is what the demo wrote to accounts.json. */
export async function startDemo() {
  const folder = await mkdtemp(path.join(tmpdir(), 'duban-demo-'));
  const demo = spawn(BINARY, ['demo', '--as-of', '2024-06-24', '--listen', '127.0.0.1:0', '--data', folder], {
    cwd: ROOT, env: withoutOurSettings(process.env), stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Neither a crash of this process nor Ctrl-C leaves the demo behind.
  const kill = () => demo.kill('SIGKILL');
  const abandon = () => { kill(); rmSync(folder, { recursive: true, force: true }); };
  const interrupted = () => process.exit(130);
  process.once('exit', abandon).once('SIGINT', interrupted).once('SIGTERM', interrupted);

  let said = '';
  for (const stream of [demo.stdout, demo.stderr]) stream.on('data', chunk => { said = (said + chunk).slice(-8_000); });
  let ended = '';
  const closed = new Promise(resolve => demo
    .once('error', error => { ended = `does not start: ${error.message}`; resolve(); })
    .once('close', (code, signal) => { ended ||= `ended with ${signal ?? `exit code ${code}`}`; resolve(); }));

  const stop = async () => {
    process.off('exit', abandon).off('SIGINT', interrupted).off('SIGTERM', interrupted);
    demo.kill('SIGTERM');
    const impatient = setTimeout(kill, 10_000);
    await closed;
    clearTimeout(impatient);
    await rm(folder, { recursive: true, force: true });
  };

  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const accounts = await accountsIn(folder);
    if (accounts) return { accounts, folder, stop };
    if (!ended && performance.now() > until) ended = `wrote no accounts.json within ${PATIENCE_MS / 1000} s`;
    if (ended) {
      await stop();
      throw new Error(`${BINARY} demo ${ended}. It said:\n${said || '(nothing)'}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The accounts, or null as long as the file is missing or half written. */
export async function accountsIn(folder) {
  try {
    return JSON.parse(await readFile(path.join(folder, 'accounts.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

function withoutOurSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(DUBAN|DATABASE_URL$)/.test(name)));
}
