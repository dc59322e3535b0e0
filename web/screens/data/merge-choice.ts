// Two reports of one accident, field by field in words: what differs, and what the record that stays should take over.
import { type AccidentRecord, MergeField } from '../../../contract/quality.ts';
import type { Words } from '../../text/words.ts';
import { accidentMoment } from '../planning/accident-words.ts';

export type ComparedField = { field: MergeField; first: string; second: string; differs: boolean };

/** Every field of a merge with its value in both records. */
export function comparedFields(first: AccidentRecord, second: AccidentRecord, words: Words): ComparedField[] {
  return MergeField.options.map((field) => {
    const values = { first: fieldText(first, field, words), second: fieldText(second, field, words) };
    return { field, ...values, differs: values.first !== values.second };
  });
}

/** What the record that stays does not know and the other one does, or knows better. Numbers of people are never guessed. */
export function usualTake(kept: AccidentRecord, other: AccidentRecord): MergeField[] {
  return MergeField.options.filter((field) => knowledge(other, field) > knowledge(kept, field));
}

/** How well a record knows a field: 0 not at all. */
function knowledge(record: AccidentRecord, field: MergeField): number {
  switch (field) {
    case 'time':
      return { day: 0, hour: 1, minute: 2 }[record.timePrecision];
    case 'place':
      return record.location === null ? 0 : { area: 1, street: 2, exact: 3 }[record.locationQuality];
    case 'class':
      return record.class === null ? 0 : record.classIsProvisional ? 1 : 2;
    case 'pupil':
      return record.pupilInvolved === 'unknown' ? 0 : 1;
    case 'damage':
      return record.propertyDamageVnd === null ? 0 : 1;
    case 'victimMode':
      return record.victimMode === null ? 0 : 1;
    case 'victimAgeBand':
      return record.victimAgeBand === null ? 0 : 1;
    case 'road':
      return record.roadName === null ? 0 : 1;
    case 'address':
      return record.writtenAddress === null ? 0 : 1;
    case 'deaths':
    case 'serious':
    case 'slight':
      return 0;
  }
}

function fieldText(record: AccidentRecord, field: MergeField, words: Words): string {
  const { t, count } = words;
  const unknown = t('common.unknown');
  switch (field) {
    case 'time':
      return accidentMoment(record, words);
    case 'place': {
      const quality = t(`locationQuality.${record.locationQuality}`);
      if (record.location === null) return quality;
      const [longitude, latitude] = record.location.coordinates;
      return `${latitude.toFixed(5)}, ${longitude.toFixed(5)} · ${quality}`;
    }
    case 'deaths':
    case 'serious':
    case 'slight':
      return count(record[field]);
    case 'damage':
      return record.propertyDamageVnd === null
        ? unknown
        : t('quality.value.vnd', { shown: count(record.propertyDamageVnd) });
    case 'class': {
      if (record.class === null) return unknown;
      const value = t(`accidentClass.${record.class}`);
      return record.classIsProvisional ? t('quality.value.provisional', { value }) : value;
    }
    case 'pupil':
      return t(`pupil.${record.pupilInvolved}`);
    case 'victimMode':
      return record.victimMode === null ? unknown : t(`victimMode.${record.victimMode}`);
    case 'victimAgeBand':
      return record.victimAgeBand === null ? unknown : t(`ageBand.${record.victimAgeBand}`);
    case 'road':
      return record.roadName ?? unknown;
    case 'address':
      return record.writtenAddress ?? unknown;
  }
}
