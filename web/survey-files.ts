// What of the built application the survey on a phone needs: a page of its own that asks for all its code at once, and
// the list of files that the phone takes along. The desk's code, which is most of it, is on neither.
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

/** Modules that the survey cannot be drawn without. */
const FIRST_MODULES = ['web/screens/field/field-screen.tsx', 'web/text/vi-field-pages.ts'];
/** Those that it loads some time: with all that they load in turn. */
const SURVEY_MODULES = [...FIRST_MODULES, 'web/text/en.ts', 'web/notices.tsx'];

/** What is painted before any code has come: the head of the survey's first page, in its colours. */
const shell =
  '<div class="opening"><p>Khảo sát tuyến đến trường</p>' +
  '<p role="status">Đang mở… Những gì đã ghi trên điện thoại này vẫn được giữ, kể cả khi không có mạng.</p></div>';
const shellStyle =
  '<style>body{margin:0}.opening{font:20px/1.5 system-ui,sans-serif}.opening p{margin:0;padding:16px 12px}' +
  '.opening p:first-child{padding:16px 52px;font-size:16px;font-weight:700;color:#fff;background:#1d4477}' +
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
          const opening = this.getFileName(
            this.emitFile({
              type: 'asset',
              name: 'opening.js',
              source: openingOf(
                html,
                [...first].map(({ fileName }) => `/${fileName}`),
              ),
            }),
          );
          needed.add(opening);
          const source = surveyPage(html, opening, [...first].flatMap(stylesOf));
          this.emitFile({ type: 'asset', fileName: 'khao-sat.html', source });
        },
      },
    },
  };
}

const script = /<script type="module"[^>]* src="([^"]+)"><\/script>/g;
const sheet = /<link rel="stylesheet"[^>]* href="([^"]+)">/g;
const addressesIn = (html: string, link: RegExp) => [...html.matchAll(link)].map(([, address]) => address);

/**
 * Once the shell has been painted, asks for all code (`ahead`: addresses of what the scripts will load), brings the style
 * sheets and runs the scripts of the common page one by one, each a task of its own: a slow phone shows something first,
 * and answers a finger in between. A page that nobody looks at is never painted, and a browser that does not tell when it
 * has painted is given a second.
 */
function openingOf(common: string, ahead: readonly string[]): string {
  const scripts = addressesIn(common, script);
  return [
    'const rest=()=>new Promise((done)=>setTimeout(done));',
    'const ask=(rel,href)=>new Promise((done)=>{const link=document.createElement("link");',
    'Object.assign(link,{rel,crossOrigin:"",href,onload:done,onerror:done});document.head.append(link)});',
    'const painted=new Promise((done)=>{',
    'new PerformanceObserver(done).observe({type:"paint",buffered:true});setTimeout(done,1000)});',
    'if(!document.hidden)await painted;await rest();',
    `const styles=${JSON.stringify(addressesIn(common, sheet))}.map((file)=>ask("stylesheet",file));`,
    `for(const file of ${JSON.stringify([...scripts, ...ahead])})ask("modulepreload",file);`,
    'await Promise.all(styles);',
    `for(const file of ${JSON.stringify(scripts)}){await rest();await import(file)}`,
  ].join('');
}

/** The common page with the shell in it, which is painted before anything else has come. */
function surveyPage(common: string, opening: string, sheets: readonly string[]): string {
  const links = sheets.map((file) => `<link rel="preload" as="style" crossorigin href="/${file}">`);
  // Asked while the code comes that wants to know it.
  links.push('<link rel="preload" as="fetch" crossorigin href="/api/session">');
  links.push(`<script type="module" src="/${opening}"></script>`);
  return common
    .replace(sheet, '<link rel="preload" as="style" crossorigin href="$1">')
    .replace(script, '')
    .replace('</head>', `${shellStyle}${links.join('')}</head>`)
    .replace('<div id="root"></div>', `<div id="root">${shell}</div>`);
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
