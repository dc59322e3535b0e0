// The road network over HTTP.
import { locateKm } from '../../contract/road.ts';
import { type Endpoint, endpoint } from '../http/endpoint.ts';
import { locateAddress } from './address-queries.ts';

export const networkEndpoints: Endpoint[] = [
  endpoint(locateKm, ({ query }, { tx }) => locateAddress(tx, query.ref, query.address)),
];
