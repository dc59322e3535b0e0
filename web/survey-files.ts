// The survey's page on a phone: its code is asked for after the first picture and run in short tasks, and the phone
// takes along what the page needs without a network. The desk's code, which is most of it, is in neither.
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;

const PAGE = 'khao-sat.html';

export type SurveyFiles = {
  plugin: Plugin;
  /** Whether a built file ("assets/index-1a2b.js") is one that the survey needs without a network. */
  isNeeded: (file: string) => boolean;
  /** Which files of what is loaded later are asked for at once. */
  preloads: (file: string, needs: string[], by: { hostId: string }) => string[];
};

export function surveyFiles(): SurveyFiles {
  const needed = new Set<string>();
  return {
    // The survey only asks for styles: to ask for each of twenty files keeps a slow phone busy for a fifth of a second,
    // and what it loads later nobody waits for.
    preloads: (_file, needs, { hostId }) =>
      /[\\/]survey-/.test(hostId) ? needs.filter((file) => file.endsWith('.css')) : needs,
    isNeeded: (file) => needed.has(file) || !/^assets\/|^index\.html$/.test(file),
    plugin: {
      name: 'survey-files',
      // After the pages are made, and before what stands behind it in the list packs them.
      enforce: 'post',
      // While developing, as the server does it.
      configureServer({ middlewares }) {
        middlewares.use((request, _response, next) => {
          const isPage = request.headers.accept?.includes('text/html') === true;
          if (isPage && /^\/khao-sat(\/|$)/.test(request.url ?? '')) request.url = `/${PAGE}`;
          next();
        });
      },
      generateBundle(_options, bundle) {
        const page = bundle[PAGE];
        // The service worker is built apart, without pages.
        if (page?.type !== 'asset') return;
        const html = String(page.source);
        const chunks = new Map(
          Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
        );
        const [start] = addressesIn(html, script).flatMap((address) => chunks.get(address.slice(1)) ?? []);
        if (start === undefined) throw new Error(`${PAGE} has no script`);
        for (const chunk of withImports(start, chunks, { isLater: true }))
          for (const file of filesOf(chunk)) needed.add(file);
        const scripts = withImports(start, chunks, { isLater: false }).map(({ fileName }) => `/${fileName}`);
        const source = openingOf(addressesIn(html, sheet), scripts);
        const opening = this.getFileName(this.emitFile({ type: 'asset', name: 'opening.js', source }));
        needed.add(opening);
        page.source = surveyPage(html, opening);
      },
    },
  };
}

const script = /<script type="module"[^>]* src="([^"]+)"><\/script>/g;
const ahead = /<link rel="modulepreload"[^>]*>/g;
const sheet = /<link rel="stylesheet"[^>]* href="([^"]+)">/g;
const addressesIn = (html: string, link: RegExp): string[] =>
  [...html.matchAll(link)].flatMap(([, address]) => address ?? []);

/**
 * Once the page has been painted as it came, asks for all code, brings the style sheets and runs the scripts one by one,
 * each a task of its own: a slow phone shows something first, and answers a finger in between. A page that nobody looks
 * at is never painted, and a browser that does not tell when it has painted is given a second.
 */
function openingOf(sheets: readonly string[], scripts: readonly string[]): string {
  return [
    'const rest=()=>new Promise((done)=>setTimeout(done));',
    'const ask=(rel,href)=>new Promise((done)=>{const link=document.createElement("link");',
    'Object.assign(link,{rel,crossOrigin:"",href,onload:done,onerror:done});document.head.append(link)});',
    'const painted=new Promise((done)=>{',
    'new PerformanceObserver(done).observe({type:"paint",buffered:true});setTimeout(done,1000)});',
    'if(!document.hidden)await painted;await rest();',
    `const styles=${JSON.stringify(sheets)}.map((file)=>ask("stylesheet",file));`,
    `const scripts=${JSON.stringify(scripts)};for(const file of scripts)ask("modulepreload",file);`,
    'await Promise.all(styles);for(const file of scripts){await rest();await import(file)}',
  ].join('');
}

/** The page as it was built, but that it starts with the opening. */
function surveyPage(built: string, opening: string): string {
  const links = [
    // Asked while the code comes that wants to know it.
    '<link rel="preload" as="fetch" crossorigin href="/api/session">',
    `<script type="module" src="/${opening}"></script>`,
  ];
  return built
    .replace(sheet, '<link rel="preload" as="style" crossorigin href="$1">')
    .replace(script, '')
    .replace(ahead, '')
    .replace('</head>', `${links.join('')}</head>`);
}

/** A chunk after all that it imports, in the order in which they run; `isLater`: also what is loaded when it is asked for. */
function withImports(
  start: Chunk,
  all: ReadonlyMap<string, Chunk>,
  { isLater }: { isLater: boolean },
): Chunk[] {
  const seen = new Set<Chunk>();
  const ordered: Chunk[] = [];
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of [...chunk.imports, ...(isLater ? chunk.dynamicImports : [])]) visit(all.get(name));
    ordered.push(chunk);
  };
  visit(start);
  return ordered;
}

const filesOf = ({ fileName, viteMetadata }: Chunk): string[] => [
  fileName,
  ...(viteMetadata?.importedCss ?? []),
  ...(viteMetadata?.importedAssets ?? []),
];
