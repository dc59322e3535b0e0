// A thread that tests strata beside another.
import { parentPort, workerData } from 'node:worker_threads';
import { createStrataTests } from './strata.ts';
import { type SharedStrata, takeStrata } from './strata-threads.ts';

const { graph, events, run, taken }: SharedStrata = workerData;
parentPort?.postMessage(takeStrata(createStrataTests(graph, events, run), taken));
