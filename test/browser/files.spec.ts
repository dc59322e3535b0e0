// What is sent packed is what is sent as it is: pages are finished before they are packed.
import { expect } from '@playwright/test';
import { test } from './town-day.ts';

for (const page of ['/', '/khao-sat.html', '/sw.js']) {
  test(`${page} is the same file in every packing`, async ({ baseURL }) => {
    const read = async (packing: string): Promise<string> => {
      const reply = await fetch(new URL(page, baseURL), { headers: { 'accept-encoding': packing } });
      return reply.text();
    };
    const plain = await read('identity');
    expect(plain.length).toBeGreaterThan(500);
    expect(await read('gzip')).toBe(plain);
    expect(await read('br')).toBe(plain);
  });
}
