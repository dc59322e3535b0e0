// The survey pages load no other words than theirs: each word they use must be among them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { viFieldPages } from './vi-field-pages.ts';
import { viFirst } from './vi-first.ts';

const folders = ['field', 'versions'].map((name) => join(import.meta.dirname, '../screens', name));

test('the survey pages use the words that are loaded with them, and no others', () => {
  const used = folders
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.tsx') || (file.endsWith('.ts') && !file.endsWith('.test.ts')))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return [...text.matchAll(/\bt\(\s*[`']([a-zA-Z]+)\./g), ...text.matchAll(/\bcode\('([a-zA-Z]+)'/g)].map(
        ([, area]) => area,
      );
    });
  const known = new Set([...Object.keys(viFirst), ...Object.keys(viFieldPages)]);
  // Were nothing found, this would prove nothing.
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter((area) => area === undefined || !known.has(area))).toEqual([]);
});
