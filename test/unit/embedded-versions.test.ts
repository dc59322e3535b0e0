// The rules that need no database: which PostGIS is new enough, and what is left out of the embedded engine's.
import { expect, test } from 'vitest';
import { withoutUnused } from '../../server/db/embedded/postgis-bundle.ts';
import { isAtLeast } from '../../server/db/open.ts';

test.each([
  ['3.3.0', true],
  ['3.3', true],
  ['3.10.1', true],
  ['4.0.0dev', true],
  ['3.2.9', false],
  ['2.9', false],
])('version %s is new enough: %s', (version, expected) => {
  expect(isAtLeast(version, [3, 3])).toBe(expected);
});

/** One entry of a tar archive: name at 0, size in octal at 124, content in whole blocks of 512 bytes. */
function entry(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  return Buffer.concat([header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

test('the raster and topology libraries are left out, the rest stays as it is', () => {
  const library = entry('lib/postgresql/postgis-3.so', 'x'.repeat(600));
  const folder = entry('share/', '');
  const control = entry('share/postgresql/extension/postgis.control', 'y'.repeat(512));
  const end = Buffer.alloc(1024);
  const whole = Buffer.concat([
    library,
    entry('lib/postgresql/postgis_raster-3.so', 'r'.repeat(1025)),
    folder,
    entry('lib/postgresql/postgis_topology-3.so', 't'),
    control,
    end,
  ]);
  expect(withoutUnused(whole).equals(Buffer.concat([library, folder, control, end]))).toBe(true);
});
