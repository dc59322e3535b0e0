// A thread that asks a server for tiles over several kept connections, one after the other on each, and tells how long
// each answer took. Apart so that the asking does not keep the server's own thread busy.
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

export type Asking = {
  port: number;
  cookie: string;
  connections: number;
  /** Asked for in turn, again and again for `seconds`; each once when `seconds` is 0. */
  paths: string[];
  seconds: number;
};

/** Milliseconds of each answer, bytes in all, answers that were not 200, and seconds from the first to the last. */
export type Answers = { milliseconds: number[]; bytes: number; failed: number; seconds: number };

const { port, cookie, connections, paths, seconds }: Asking = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const answers: Answers = { milliseconds: [], bytes: 0, failed: 0, seconds: 0 };
const start = performance.now();
let asked = 0;

function askOne(path: string): Promise<void> {
  const asking = performance.now();
  return new Promise((resolve, reject) => {
    get(
      { host: '127.0.0.1', port, path, agent, headers: { cookie, 'accept-encoding': 'gzip' } },
      (response) => {
        if (response.statusCode !== 200) answers.failed++;
        response.on('data', (part: Buffer) => {
          answers.bytes += part.length;
        });
        response.on('end', () => {
          answers.milliseconds.push(performance.now() - asking);
          resolve();
        });
      },
    ).on('error', reject);
  });
}

async function askOn(): Promise<void> {
  for (;;) {
    const number = asked++;
    const isOver = seconds === 0 ? number >= paths.length : performance.now() - start > seconds * 1_000;
    if (isOver) return;
    await askOne(paths[number % paths.length] ?? '');
  }
}

await Promise.all(Array.from({ length: connections }, askOn));
answers.seconds = (performance.now() - start) / 1_000;
agent.destroy();
parentPort?.postMessage(answers);
