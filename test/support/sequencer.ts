// The order of test files. Workers take them one by one, and who first needs the demo town makes it while all others that
// need it wait: so the longest file that needs none comes first, and those without any database last.
import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = path.resolve(import.meta.dirname, '../..');

function rank({ moduleId }: TestSpecification): number {
  const file = path.relative(root, moduleId);
  if (file === path.join('test', 'api', 'import-real-data.test.ts')) return 0;
  return file.startsWith(path.join('test', 'api')) ? 1 : file.startsWith(path.join('test', 'schema')) ? 2 : 3;
}

export class TownFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.sort((a, b) => rank(a) - rank(b));
  }
}
