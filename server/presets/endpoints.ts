// Presets over HTTP.
import { listPresets } from '../../contract/preset.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import * as queries from './queries.ts';

export const presetEndpoints: Endpoint[] = [
  endpoint(listPresets, async (_args, { tx }) => ({ presets: await queries.listPresets(tx) })),
];
