// Work shared by many: who asks during one gets the next, and errors reach everybody.
import { describe, expect, it } from 'vitest';
import { SharedWork } from '../../server/tiles/shared-work.ts';

/** Works that end when told, in the order in which they began. */
function works() {
  const begun: { finish(value: string): void; fail(error: Error): void }[] = [];
  const work = () => new Promise<string>((finish, fail) => begun.push({ finish, fail }));
  return { begun, work };
}

/** Until all that can go on went on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('SharedWork', () => {
  it('gives those who ask during a work the next one, one for all of them', async () => {
    const { begun, work } = works();
    const shared = new SharedWork<string>();
    const first = shared.ask('a', work);
    const during = [shared.ask('a', work), shared.ask('a', work)];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.finish('old');
    await settled();
    expect(begun).toHaveLength(2);
    const later = shared.ask('a', work);
    begun[1]?.finish('new');
    await settled();
    begun[2]?.finish('newest');
    expect(await first).toBe('old');
    expect(await Promise.all(during)).toEqual(['new', 'new']);
    expect(await later).toBe('newest');
    expect(begun).toHaveLength(3);
  });

  it('never runs two under one key, also for who asks at the moment one ends', async () => {
    const { begun, work } = works();
    const shared = new SharedWork<string>();
    const first = shared.ask('a', work);
    const second = shared.ask('a', work);
    const third = first.then(() => shared.ask('a', work));
    begun[0]?.finish('old');
    await settled();
    expect(begun).toHaveLength(2);
    begun[1]?.finish('new');
    await settled();
    begun[2]?.finish('newest');
    expect(await second).toBe('new');
    // Whether it came before or after the second began, that one or the third is no older than its question.
    expect(['new', 'newest']).toContain(await third);
  });

  it('lets an error reach all who share it and no one else', async () => {
    const { begun, work } = works();
    const shared = new SharedWork<string>();
    const first = shared.ask('a', work);
    const during = [shared.ask('a', work), shared.ask('a', work)];
    begun[0]?.fail(new Error('first'));
    await expect(first).rejects.toThrow('first');
    await settled();
    begun[1]?.fail(new Error('second'));
    for (const one of during) await expect(one).rejects.toThrow('second');
    const after = shared.ask('a', work);
    begun[2]?.finish('well');
    expect(await after).toBe('well');
  });

  it('keeps nothing when a work is done, and keys apart', async () => {
    const { begun, work } = works();
    const shared = new SharedWork<string>();
    const both = [shared.ask('a', work), shared.ask('b', work)];
    expect(begun).toHaveLength(2);
    begun[0]?.finish('of a');
    begun[1]?.finish('of b');
    expect(await Promise.all(both)).toEqual(['of a', 'of b']);
    const again = shared.ask('a', work);
    expect(begun).toHaveLength(3);
    begun[2]?.finish('anew');
    expect(await again).toBe('anew');
  });
});
