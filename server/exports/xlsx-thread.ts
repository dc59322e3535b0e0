// The thread in which a large workbook is written: twenty thousand rows take a second or two of one core.
import { parentPort, workerData } from 'node:worker_threads';
import type { About } from './about.ts';
import { writeWorkbook } from './xlsx.ts';

const workbook: About = workerData;
const bytes = await writeWorkbook(workbook);
parentPort?.postMessage(bytes);
