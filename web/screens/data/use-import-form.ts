// What a person has put into the form of a new import so far: kind, file with its sample, and the mapping being made.
import { useState } from 'react';
import type { ImportKind } from '../../../contract/codes.ts';
import { ImportMapping } from '../../../contract/import.ts';
import { guessMapping } from './guess-mapping.ts';
import { sourceFrom } from './mapping-draft.ts';
import { type Encoding, readSample, type Sample } from './read-sample.ts';

/** `bad`: the last mapping file that could not be used, and why. */
type MappingFile = { name: string | null; bad: { name: string; reason: string | null } | null };

export type ImportForm = {
  kind: ImportKind | null;
  file: File | null;
  sample: Sample | null;
  isUnreadable: boolean;
  draft: ImportMapping | null;
  mappingFile: MappingFile;
  chooseKind(kind: ImportKind): void;
  chooseFile(file: File, encoding?: Encoding): void;
  openMapping(file: File): void;
  change(draft: ImportMapping): void;
};

export function useImportForm(): ImportForm {
  const [kind, setKind] = useState<ImportKind | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sample, setSample] = useState<Sample | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const [draft, setDraft] = useState<ImportMapping | null>(null);
  const [mappingFile, setMappingFile] = useState<MappingFile>({ name: null, bad: null });

  const chooseKind = (next: ImportKind): void => {
    setKind(next);
    setMappingFile({ name: null, bad: null });
    if (file === null || sample === null) setDraft(null);
    else setDraft(guessMapping(next, sample, draft?.source ?? sourceFrom(file.name)));
  };

  const chooseFile = async (next: File, encoding?: Encoding): Promise<void> => {
    let read: Sample;
    try {
      read = await readSample(next, encoding);
    } catch {
      setFile(null);
      setSample(null);
      setUnreadable(true);
      return;
    }
    setFile(next);
    setSample(read);
    setUnreadable(false);
    // A mapping that was opened stands above what the file suggests.
    if (kind !== null && mappingFile.name === null) {
      setDraft(guessMapping(kind, read, sourceFrom(next.name)));
    }
  };

  const openMapping = async (next: File): Promise<void> => {
    const opened = readMapping(await next.text());
    if ('reason' in opened) {
      setMappingFile((now) => ({ ...now, bad: { name: next.name, reason: opened.reason } }));
      return;
    }
    setKind(opened.mapping.kind);
    setDraft(opened.mapping);
    setMappingFile({ name: next.name, bad: null });
  };

  return {
    kind,
    file,
    sample,
    isUnreadable,
    draft,
    mappingFile,
    chooseKind,
    chooseFile: (next, encoding) => void chooseFile(next, encoding),
    openMapping: (next) => void openMapping(next),
    change: setDraft,
  };
}

/** The mapping of a file's text, or why it is none: null when the text is not JSON, else the places that are wrong. */
function readMapping(text: string): { mapping: ImportMapping } | { reason: string | null } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { reason: null };
  }
  const read = ImportMapping.safeParse(value);
  if (read.success) return { mapping: read.data };
  const places = read.error.issues.map((issue) => issue.path.join('/') || issue.message);
  return { reason: [...new Set(places)].slice(0, 5).join(', ') };
}
