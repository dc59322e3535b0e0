// The house rules about who may import whom are enforced: each is broken on purpose in a copy, and must be refused.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'import-rules-'));
  for (const name of ['biome.json', 'tsconfig.base.json', 'package.json', 'contract'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  for (const folder of ['server', 'web', 'test']) {
    mkdirSync(path.join(copy, folder));
    cpSync(path.join(root, folder, 'tsconfig.json'), path.join(copy, folder, 'tsconfig.json'));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  execFileSync('git', ['init', '-q'], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(file: string, text: string): void {
  mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function run(command: string, args: string[]): string {
  const { stdout, stderr } = spawnSync(path.join(root, 'node_modules/.bin', command), args, {
    cwd: copy,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

const use = (from: string) => `import * as planted from '${from}';\nexport const used = planted;\n`;

describe('import rules', () => {
  const refused: [string, string][] = [
    ['contract/planted.ts', 'knex'],
    ['web/screens/planted.ts', 'maplibre-gl'],
    ['web/screens/planted-server.ts', '../../server/config.ts'],
    ['web/map/planted-node.ts', 'node:fs'],
    ['server/schools/endpoints.ts', 'knex'],
    ['server/schools/endpoints.ts', '../gates/endpoints.ts'],
    ['server/schools/queries.ts', 'express'],
    ['server/schools/queries.ts', '../http/session.ts'],
    ['server/risk/queries.ts', '../risk/endpoints.ts'],
    ['server/schools/planted.ts', '../risk/score.ts'],
    ['server/imports/planted.ts', '../network/graph.ts'],
    ['server/risk/planted.ts', 'knex'],
    ['server/hotspots/planted.ts', 'node:crypto'],
    ['server/network/planted.ts', '../db/open.ts'],
    ['server/db/planted.ts', '../schools/queries.ts'],
    ['server/schools/planted-plugin.ts', 'knex-postgis'],
  ];
  it.each(refused)('%s may not import %s', (file, from) => {
    plant(file, use(from));
    const report = run('biome', ['lint', '--only=style/noRestrictedImports', file]);
    rmSync(path.join(copy, file));
    expect(report).toMatch(/Checked 1 file/);
    expect(report).toMatch(/noRestrictedImports/);
  });

  it('allows what is allowed', () => {
    plant('server/schools/queries.ts', use('knex'));
    plant('server/risk/planted.ts', use('../network/graph.ts'));
    const report = run('biome', [
      'lint',
      '--only=style/noRestrictedImports',
      'server/schools/queries.ts',
      'server/risk/planted.ts',
    ]);
    rmSync(path.join(copy, 'server/schools'), { recursive: true });
    rmSync(path.join(copy, 'server/risk'), { recursive: true });
    expect(report).toMatch(/Checked 2 files/);
    expect(report).not.toMatch(/noRestrictedImports/);
  });

  it('refuses an import cycle', () => {
    plant('server/schools/a.ts', "import { b } from './b.ts';\nexport const a = () => b;\n");
    plant('server/schools/b.ts', "import { a } from './a.ts';\nexport const b = () => a;\n");
    const report = run('biome', ['lint', '--only=suspicious/noImportCycles', 'server/schools']);
    rmSync(path.join(copy, 'server/schools'), { recursive: true });
    expect(report).toMatch(/Checked 2 files/);
    expect(report).toMatch(/noImportCycles/);
  });

  it('gives pages no server files and no Node, and servers no document', () => {
    plant('server/config.ts', 'export const config = 1;\n');
    plant('web/planted.ts', "import { config } from '../server/config.ts';\nexport const used = config;\n");
    expect(run('tsc', ['-b', 'web'])).toMatch(/TS6307|TS6059/);
    rmSync(path.join(copy, 'web/planted.ts'));
    plant('server/planted.ts', 'export const title = document.title;\n');
    expect(run('tsc', ['-b', 'server'])).toMatch(/Cannot find name 'document'/);
  });
});
