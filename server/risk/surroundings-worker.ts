// A thread that looks around schools beside another.
import { parentPort, workerData } from 'node:worker_threads';
import { surveyNetwork } from './surroundings.ts';
import { type SharedSchools, takeSchools } from './surroundings-threads.ts';

const shared: SharedSchools = workerData;
parentPort?.postMessage(takeSchools(shared, surveyNetwork(shared.terrain)));
