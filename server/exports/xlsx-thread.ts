// The thread in which a large workbook is written: twenty thousand rows take a second or two of one core.
import { parentPort, workerData } from 'node:worker_threads';
import { type Workbook, writeWorkbook } from './xlsx.ts';

const workbook: Workbook = workerData;
const bytes = await writeWorkbook(workbook);
parentPort?.postMessage(bytes);
