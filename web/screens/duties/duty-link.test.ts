// The address of the work list: what is written is read again, and what cannot be understood leaves it.
import { expect, it } from 'vitest';
import { readDuties, statesOf, writeDuties } from './duty-link.ts';

it('reads what it wrote', () => {
  const link = {
    tab: 'coverage',
    owner: 'police',
    school: 'c0000000-0000-4000-8000-000000000001',
    reason: 'crossing_none',
    state: 'done',
  } as const;
  expect(readDuties(writeDuties(link))).toEqual(link);
});

it('leaves what it does not know, and asks for what is unfinished', () => {
  const link = readDuties({ tab: 'x', owner: 'nobody', school: '1', reason: 'A B', state: 'lost' });
  expect(writeDuties(link)).toEqual({});
  expect(statesOf(link)).toEqual(['open', 'recommended', 'accepted', 'done', 'refused']);
});
