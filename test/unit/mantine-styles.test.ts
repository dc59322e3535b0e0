// Every Mantine component that a screen uses has its style sheet, with those of the components it is made of, in the
// order of Mantine's own sheet.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const mantine = join(root, 'node_modules/@mantine/core');
const read = (path: string) => readFileSync(path, 'utf8');
const sheet = (name: string) => join(mantine, 'styles', `${name}.css`);

/** What the screens import from Mantine. */
function componentsInUse(): Set<string> {
  const names = new Set(['MantineProvider']);
  for (const file of readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const [, list = ''] of read(join(root, 'web', file)).matchAll(
      /import\s*\{([^}]*)\}\s*from '@mantine\/core'/g,
    )) {
      for (const name of list.split(',')) if (!/^\s*(type .*)?$/.test(name)) names.add(name.trim());
    }
  }
  return names;
}

/** The style sheets of those components and of all that their modules import. */
function sheetsInUse(): string[] {
  const modules = new Map<string, string>();
  for (const [, list = '', path = ''] of read(join(mantine, 'esm/index.mjs')).matchAll(
    /import \{([^}]*)\} from "([^"]+)"/g,
  )) {
    for (const name of list.split(',')) modules.set(name.trim().split(' as ').at(-1) ?? '', path);
  }
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path) || !existsSync(path)) return;
    seen.add(path);
    for (const [, imported = ''] of read(path).matchAll(/(?:from|import) "(\.[^"]+)"/g)) {
      visit(join(dirname(path), imported));
    }
  };
  for (const name of componentsInUse()) visit(join(mantine, 'esm', modules.get(name) ?? 'none'));
  return [...seen]
    .flatMap(
      (path) => /(\w+)\.module\.mjs$/.exec(path)?.[1] ?? /(\w+)\.module\.css\.mjs$/.exec(path)?.[1] ?? [],
    )
    .filter((name) => existsSync(sheet(name)));
}

const listed = (file: string) =>
  [...read(join(root, 'web', file)).matchAll(/core\/styles\/([A-Z]\w+)\.css/g)].flatMap(
    ([, name]) => name ?? [],
  );

const files = ['mantine-styles.ts', 'mantine-later-styles.ts', 'notices.tsx'];

test('each component in use has its style sheet, once', () => {
  const needed = sheetsInUse();
  const imported = files.flatMap(listed);
  // Were nothing found, this would prove nothing.
  expect(needed.length).toBeGreaterThan(30);
  expect(needed.filter((name) => !imported.includes(name))).toEqual([]);
  expect(imported).toHaveLength(new Set(imported).size);
});

test('they stand in the order of the whole sheet', () => {
  const whole = read(join(mantine, 'styles.css'));
  for (const file of files) {
    const places = listed(file).map((name) => whole.indexOf(read(sheet(name)).slice(0, 200)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});

test('a screen with a calendar brings its style sheet along', () => {
  const bare = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' }).filter((file) => {
    if (!/\.tsx$/.test(file)) return false;
    const text = read(join(root, 'web', file));
    return (
      /(Input|Picker|Calendar)\w* \} from '@mantine\/dates'/.test(text) && !text.includes('dates/styles.css')
    );
  });
  expect(bare).toEqual([]);
});
