// What of the built application the survey on a phone needs: a page of its own that asks for all its code at once, and
// the list of files that the phone takes along. The desk's code, which is most of it, is on neither.
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/** Modules that the survey cannot be drawn without. */
const FIRST_MODULES = ['web/screens/field/field-screen.tsx', 'web/text/vi-field-pages.ts'];
/** Those that it loads some time: with all that they load in turn. */
const SURVEY_MODULES = [...FIRST_MODULES, 'web/text/en.ts', 'web/notices.tsx'];

/** What is painted before any code has come: the head of the survey's first page, in its colours. */
const shell = '<div class="opening"><p>Khảo sát tuyến đến trường</p><p role="status">Đang mở…</p></div>';
const shellStyle =
  '<style>body{margin:0}.opening{font:16px/1.4 system-ui,sans-serif}.opening p{margin:0;padding:16px 12px}' +
  '.opening p:first-child{padding:16px 52px;font-weight:700;color:#fff;background:#1d4477}' +
  '@media(prefers-color-scheme:dark){body:has(.opening){color:#e6eaef;background:#1b2129}}</style>';

export type SurveyFiles = {
  plugin: Plugin;
  /** Whether a built file ("assets/index-1a2b.js") is one that the survey needs without a network. */
  isNeeded: (file: string) => boolean;
};

export function surveyFiles(): SurveyFiles {
  const needed = new Set<string>();
  return {
    isNeeded: (file) => needed.has(file) || !/^assets\/|^khao-sat\.html$/.test(file),
    plugin: {
      name: 'survey-files',
      generateBundle: {
        order: 'post',
        handler(_options, bundle) {
          const chunks = new Map(
            Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
          );
          const ofModules = (modules: readonly string[]): Chunk[] =>
            [...chunks.values()].filter(({ facadeModuleId }) =>
              modules.some((module) => facadeModuleId?.endsWith(module) === true),
            );
          const page = bundle['index.html'];
          if (page?.type !== 'asset') return;
          const html = String(page.source);
          const begins = [...chunks.values()].filter(({ fileName }) => html.includes(fileName));
          const started = withImports(begins, chunks, { isLater: false });
          const survey = withImports(ofModules(SURVEY_MODULES), chunks, { isLater: true, without: started });
          for (const chunk of [...started, ...survey]) for (const file of filesOf(chunk)) needed.add(file);

          const first = withImports(ofModules(FIRST_MODULES), chunks, { isLater: false, without: started });
          const source = surveyPage(String(page.source), [...first]);
          this.emitFile({ type: 'asset', fileName: 'khao-sat.html', source });
        },
      },
    },
  };
}

/**
 * The common page with the shell in it, which is painted before the style sheets have come: they stand behind it, and the
 * scripts wait for them.
 */
function surveyPage(common: string, chunks: readonly Chunk[]): string {
  const sheet = /<link rel="stylesheet"[^>]*>/g;
  const links = chunks.flatMap((chunk) => [
    `<link rel="modulepreload" crossorigin href="/${chunk.fileName}">`,
    ...stylesOf(chunk).map((file) => `<link rel="preload" as="style" crossorigin href="/${file}">`),
  ]);
  // Asked while the code comes that wants to know it.
  links.push('<link rel="preload" as="fetch" crossorigin href="/api/session">');
  const sheets = common.match(sheet) ?? [];
  return common
    .replace(sheet, '')
    .replace('</head>', `${shellStyle}${links.join('')}</head>`)
    .replace('<div id="root"></div>', `<div id="root">${shell}</div>${sheets.join('')}`);
}

type Which = { isLater: boolean; without?: ReadonlySet<Chunk> };

/** Chunks with all that they import, but for those in `without`; `isLater`: also what they load when it is asked for. */
function withImports(
  from: readonly Chunk[],
  all: ReadonlyMap<string, Chunk>,
  { isLater, without }: Which,
): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || found.has(chunk) || without?.has(chunk) === true) return;
    found.add(chunk);
    for (const name of [...chunk.imports, ...(isLater ? chunk.dynamicImports : [])]) visit(all.get(name));
  };
  from.forEach(visit);
  return found;
}

const stylesOf = ({ viteMetadata }: Chunk): string[] => [...(viteMetadata?.importedCss ?? [])];

const filesOf = (chunk: Chunk): string[] => [
  chunk.fileName,
  ...stylesOf(chunk),
  ...(chunk.viteMetadata?.importedAssets ?? []),
];
