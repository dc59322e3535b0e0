// The paper of a plan, word for word: what the sheet and the Word file say of one small plan, and that an office program
// opens the file. After a wanted change of words: npx vitest run web/screens/plan/paper.test.ts -u
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PlanContent } from '../../../contract/plan.ts';
import { viWords } from '../../text/words.fixture.ts';
import { planDocument } from './document.ts';
import { documentFacts } from './paper-document.ts';
import { checkLines, costLines, effectLines, measureRows, paperNumbers } from './paper-facts.ts';

const at = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const line = {
  type: 'LineString',
  coordinates: [
    [108.7146, 15.0327],
    [108.7147, 15.0327],
  ],
};
const short = { owner: 'road_authority', term: 'short', cost: 'medium' };
const content = PlanContent.parse({
  schoolId: at(90),
  gateId: at(91),
  name: 'Phương án 1',
  note: 'Làm trước năm học mới.',
  elements: [
    {
      ...short,
      id: at(1),
      type: 'hump',
      geometry: line,
      properties: { heightCentimetres: 7, lengthMetres: 4 },
      measure: 'hump',
      costMillionVnd: 15,
    },
    {
      ...short,
      id: at(2),
      type: 'sign',
      geometry: { type: 'Point', coordinates: [108.7146, 15.0327] },
      properties: { code: 'W.225', facingDegrees: 90 },
    },
    {
      id: at(3),
      owner: 'police',
      term: 'always',
      cost: 'low',
      type: 'team_post',
      geometry: { type: 'Point', coordinates: [108.7147, 15.0327] },
      properties: { team: 'red_flag', hours: { from: '06:30', to: '07:15' }, people: 4 },
      note: 'Đội cờ đỏ và công an xã',
    },
  ],
});
const note = (id: string) => ({
  rule: 'hump_on_main_road' as const,
  severity: 'note' as const,
  place: null,
  elementIds: [id],
  says: { vi: 'Gờ trên đường chính', en: '' },
  remedy: { vi: 'Hỏi ý kiến cơ quan quản lý đường', en: '' },
  legalBasis: null,
  certainty: 'our_choice' as const,
});
const suggested = (id: string, code: 'sign' | 'team_post', millionVnd: number) => ({
  id,
  code,
  title: { vi: 'Một cái', en: '' },
  unit: { millionVnd, per: 'piece' as const },
  quantity: 1,
  millionVnd,
  source: 'Chúng tôi chọn',
  isSuggestion: true,
});
const score = { band: 'E' as const, bandShown: 'E' };
const facts = {
  session: {
    today: '2026-11-22',
    grants: [
      {
        role: 'planner' as const,
        unitId: 'ZZ',
        unitName: 'Tỉnh Minh Họa',
        validFrom: '2020-01-01',
        validTo: null,
      },
    ],
  },
  plan: { content },
  school: { name: 'Trường Tiểu học Cầu Ván', unitName: 'Xã An Bình' },
  gateName: 'Cổng chính',
  measures: [],
  check: {
    catalogue: {
      id: 'measures-vn-1+ZZ@2026-11-22',
      presetId: 'measures-vn-1',
      unitName: 'Tỉnh Minh Họa',
      since: '2026-11-22',
      changed: 2,
    },
    failures: [note(at(1)), note(at(2))],
    cost: {
      catalogue: {
        id: 'unit-costs-vn-1',
        presetId: 'unit-costs-vn-1',
        unitName: null,
        since: null,
        changed: 0,
      },
      costMillionVnd: 18.5,
      suggestedMillionVnd: 2.5,
      elements: [suggested(at(2), 'sign', 2.5), { ...suggested(at(3), 'team_post', 1), isSuggestion: false }],
    },
  },
  effect: {
    riskRunId: at(92),
    before: { ...score, score: 82, low: 75, high: 90, rate: 0.6, rateLow: 0.4, rateHigh: 0.8 },
    after: {
      ...score,
      score: 71,
      low: 60,
      high: 84,
      rate: 0.4,
      rateRange: { low: 0.2, median: 0.4, high: 0.6 },
    },
    ratio: { low: 0.6, median: 0.7, high: 0.9 },
    avoided: { low: 0.05, median: 0.18, high: 0.35 },
    probabilityOfBenefit: 0.98,
    warnings: [{ code: 'many_groups', says: { vi: 'Kế hoạch dùng 5 cơ chế', en: '' } }],
  },
};
/** One white dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);
const image = { png: new Uint8Array(dot).buffer, widthPx: 1_600, heightPx: 1_000 };

async function wordFile(): Promise<Buffer> {
  const blob = await planDocument(documentFacts(facts, image, 'DỰ THẢO – chưa được duyệt', viWords));
  return Buffer.from(await blob.arrayBuffer());
}

/** A file inside a zip file, found by the list at its end. */
function fileIn(zip: Buffer, name: string): string {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    const nameLength = lengths[0] ?? 0;
    if (zip.toString('utf8', entry + 46, entry + 46 + nameLength) === name) {
      const header = zip.readUInt32LE(entry + 42);
      const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
      const packed = zip.subarray(from, from + zip.readUInt32LE(entry + 20));
      return inflateRawSync(packed).toString('utf8');
    }
    entry += 46 + lengths.reduce((sum, each) => sum + each, 0);
  }
  throw new Error(`${name} is not in the file`);
}

/** The words of a Word file, a line for each paragraph. */
function textOf(document: string): string {
  return document
    .split('</w:p>')
    .map((paragraph) => [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''))
    .filter((text) => text !== '')
    .join('\n');
}

describe('the paper of a plan', () => {
  it('says on the sheet what it always said', async () => {
    const sheet = [
      ...measureRows({ content }, [], facts.check.cost, viWords).map(({ cells }) => cells.join(' | ')),
      ...[...paperNumbers(content)].map(([id, number]) => `${id}: ${number}`),
      ...costLines(facts.check.cost, viWords),
      ...checkLines(facts.check, viWords),
      ...effectLines(facts.effect, viWords),
    ].join('\n');
    await expect(`${sheet}\n`).toMatchFileSnapshot('../../../test/fixtures/plan-sheet.txt');
  });

  it('says in the Word file what it always said', async () => {
    const text = textOf(fileIn(await wordFile(), 'word/document.xml'));
    await expect(`${text}\n`).toMatchFileSnapshot('../../../test/fixtures/plan-document.txt');
  });
});

const hasOffice = spawnSync('soffice', ['--version']).status === 0;
if (!hasOffice) console.warn('soffice is not installed: whether the Word file of a plan opens is NOT tested');

describe.runIf(hasOffice)('the Word file in LibreOffice', () => {
  it('opens on two or three pages, with its letterhead, its table and its end', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plan-document-'));
    try {
      writeFileSync(path.join(folder, 'plan.docx'), await wordFile());
      const convert = (to: string): void => {
        const profile = `-env:UserInstallation=file://${folder}/profile`;
        const args = [profile, '--headless', '--convert-to', to, '--outdir', folder, `${folder}/plan.docx`];
        execFileSync('soffice', args, { stdio: 'ignore', timeout: 60_000 });
      };
      convert('pdf');
      const pages = readFileSync(path.join(folder, 'plan.pdf'), 'latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect([2, 3]).toContain(pages.length);
      convert('txt:Text (encoded):UTF8');
      const text = readFileSync(path.join(folder, 'plan.txt'), 'utf8');
      for (const words of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        'TỈNH MINH HỌA',
        'Biển báo W.225',
        'Nơi nhận:',
        './.',
      ]) {
        expect(text).toContain(words);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 90_000);
});
