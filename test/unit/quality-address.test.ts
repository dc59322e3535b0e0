// Kilometre addresses inside the words of accident reports.
import { expect, test } from 'vitest';
import { readWrittenAddress } from '../../server/quality/written-address.ts';

test.each([
  ['Gần chợ, Km 18+680 QL.99, phường Hòa Lạc', null, { ref: 'QL.99', text: 'Km 18+680' }],
  ['km1.054+300 quốc lộ 1A', null, { ref: 'QL.1A', text: 'km1.054+300' }],
  ['ĐT.699, KM.12 gần cầu', null, { ref: 'ĐT.699', text: 'KM.12' }],
  ['Km5+100', 'Đường tỉnh 699', { ref: 'ĐT.699', text: 'Km5+100' }],
  ['Trước số nhà 12, QL.99', 'QL.99', null],
  ['Km5+100, đường liên thôn', null, null],
  ['đi 5km nữa đến QL.99', null, null],
  ['', 'QL.99', null],
])('%s (%s)', (text, roadName, expected) => {
  expect(readWrittenAddress(text, roadName)).toEqual(expected);
});
