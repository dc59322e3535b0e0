// Words for fields, codes, places and lacks of the import form: look-ups that a typed key cannot make.
import type { ImportKind } from '../../../contract/codes.ts';
import type { Language } from '../../format.ts';
import { enCodes } from '../../text/en-codes.ts';
import { enData } from '../../text/en-data.ts';
import { viCodes } from '../../text/vi-codes.ts';
import { viData } from '../../text/vi-data.ts';
import type { Words } from '../../text/words.ts';
import { coordinateSystems } from './coordinate-systems.ts';
import type { Lack } from './mapping-draft.ts';
import type { CodeList } from './record-fields.ts';

/** Name of a field, as the kind calls it; the field's own code when it has no words. */
export function fieldName(kind: ImportKind, field: string, language: Language): string {
  const names: Readonly<Record<string, string>> = language === 'vi' ? viData.field : enData.field;
  return names[`${kind}.${field}`] ?? names[field] ?? field;
}

export function codeWord(list: CodeList, code: string, language: Language): string {
  const words: Readonly<Record<string, string>> = language === 'vi' ? viCodes[list] : enCodes[list];
  return words[code] ?? code;
}

/** "VN-2000, kinh tuyến trục 108°15′ (EPSG:9217)". */
export function systemName(srid: number, { t }: Words): string {
  const system = coordinateSystems.find((one) => one.srid === srid);
  switch (system?.type) {
    case 'degrees':
      return t('data.sridName.degrees', { srid });
    case 'provincial':
      return t('data.sridName.provincial', { srid, meridian: system.meridian });
    case 'zone':
      return t('data.sridName.zone', { srid, name: system.name });
    case undefined:
      return t('data.sridOther', { srid });
  }
}

/** "Còn thiếu: cột mã; trường “Ngày thấy”". */
export function lackSentence(kind: ImportKind, lacks: readonly Lack[], { t, language }: Words): string {
  const parts = lacks.map((lack) =>
    lack.what === 'field'
      ? t('data.lack.field', { field: fieldName(kind, lack.field, language) })
      : t(`data.lack.${lack.what}`),
  );
  return `${t('data.lacks')} ${parts.join('; ')}.`;
}
