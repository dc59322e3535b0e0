// Keeps a second process out of a data folder: the embedded engine itself does not notice one, and both would
// write the same files. The lock is a listening socket in the folder, so it ends with its process, even a killed one.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The longest socket path that every supported system takes. */
const maxSocketPath = 100;

/** How long a listener has to say who it is. */
const answerMs = 2000;

/** Long enough for another process that saw the same stale socket to have replaced ours. */
const settleMs = 100;

/**
 * Creates `folder` when absent (readable by its owner only) and locks it; gives the function that unlocks.
 * Throws an error naming the folder and the process that has it, when another one is using it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = socketPath(realpathSync(folder));
  const token = `${process.pid} ${randomBytes(8).toString('hex')}`;
  const server = createServer((socket) => socket.on('error', () => {}).end(token));
  let stale = false;
  while (!(await listen(server, path, folder))) {
    const holder = await ask(path);
    if (holder !== null) throw inUse(folder, holder);
    rmSync(path, { force: true });
    stale = true;
  }
  if (stale) {
    await delay(settleMs);
    const holder = await ask(path);
    if (holder !== token) {
      // Left open on purpose: closing it would remove the winner's socket, which has the same path.
      server.unref();
      throw inUse(folder, holder ?? 'unknown');
    }
  }
  server.unref();
  return () => close(server);
}

function socketPath(folder: string): string {
  const path = join(folder, '.lock');
  const name = `cong-an-toan-${createHash('sha256').update(folder).digest('hex').slice(0, 20)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return path.length <= maxSocketPath ? path : join(tmpdir(), name);
}

function inUse(folder: string, holder: string): Error {
  const process = holder.split(' ')[0];
  return new Error(`the data folder ${folder} is in use by another process (${process}); stop it first`);
}

/** True when listening, false when the path is taken. */
function listen(server: Server, path: string, folder: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new Error(`cannot lock the data folder ${folder}: ${error.message}`, { cause: error }));
    };
    server.once('error', refused);
    server.listen(path, () => {
      server.off('error', refused);
      resolve(true);
    });
  });
}

/** What the listener at `path` answers, or null when nobody listens there. A busy listener is still a listener. */
function ask(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path);
    socket.setTimeout(answerMs, () => {
      socket.destroy();
      resolve('unknown');
    });
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? null : `unknown: ${error.message}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
