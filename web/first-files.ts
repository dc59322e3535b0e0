// Which built file a module of the first load goes into: by which of the two applications needs it, and by what it is.
// Few files, for each costs a phone's network another round; but several, for each is a task that keeps a slow phone busy.
import type { Rolldown } from 'vite';

type Groups = Exclude<NonNullable<Rolldown.OutputOptions['codeSplitting']>, boolean>['groups'];
type Context = { getModuleInfo(id: string): Rolldown.ModuleInfo | null };

const kinds = ['libraries', 'components', 'schemas', 'codes', 'contract', 'first'] as const;

/** Whose a file is: of both first loads, of the survey's that the desk loads later too, of one application alone. */
const owners = ['', 'shared-', 'survey-', 'desk-'] as const;

/**
 * The groups of files, from the path of each application's first module. What both applications need goes before what
 * only one of them does, and libraries before what builds on them.
 */
export function firstFiles(start: { desk: string; survey: string }): NonNullable<Groups> {
  let needs: Record<'desk' | 'deskLater' | 'survey', ReadonlySet<string>> | undefined;
  const nameOf = (id: string, context: Context): string | null => {
    needs ??= {
      desk: withImports(start.desk, context, { isLater: false }),
      deskLater: withImports(start.desk, context, { isLater: true }),
      survey: withImports(start.survey, context, { isLater: false }),
    };
    // The starts stay by themselves: a file that both applications read must start neither.
    if (id === start.desk || id === start.survey) return null;
    const owner = needs.desk.has(id)
      ? needs.survey.has(id)
        ? ''
        : 'desk-'
      : needs.survey.has(id)
        ? needs.deskLater.has(id)
          ? 'shared-'
          : 'survey-'
        : null;
    return owner === null ? null : owner + kindOf(id);
  };
  return owners.flatMap((owner) =>
    kinds.map((kind) => ({
      name: (id: string, context: Context) => (nameOf(id, context) === owner + kind ? owner + kind : null),
      tags: ['$initial'],
    })),
  );
}

function kindOf(id: string): (typeof kinds)[number] {
  if (/\/node_modules\/@mantine\//.test(id)) return 'components';
  if (/\/node_modules\/zod\//.test(id)) return 'schemas';
  if (/\/node_modules\//.test(id)) return 'libraries';
  // Half of the contract's schemas, which take a phone's browser longest of all to make.
  if (/\/contract\/(codes|geometry|problem)\.ts$/.test(id)) return 'codes';
  return /\/contract\/[\w-]+\.ts$/.test(id) ? 'contract' : 'first';
}

/** A module and all that it imports; `isLater`: also what is loaded when it is asked for. */
function withImports(start: string, context: Context, { isLater }: { isLater: boolean }): Set<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const module = context.getModuleInfo(id);
    waiting.push(...(module?.importedIds ?? []), ...(isLater ? (module?.dynamicallyImportedIds ?? []) : []));
  }
  return found;
}
