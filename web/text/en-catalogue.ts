// English words of the catalogues that a province edits.
import type { viCatalogue } from './vi-catalogue.ts';
import type { Widen } from './widen.ts';

export const enCatalogue: Widen<typeof viCatalogue> = {
  link: 'Catalogue of the province',
  title: 'Catalogue of measures and checklist',
  intro:
    'Every entry has a national form; a province may change its title, least width, basis and the mark “suggestion”, from a day on. Crash factors are scientific evidence and are not edited here.',
  back: 'Register of gate models',
  of: 'Catalogue of {{unit}} on {{day}}',
  nation: 'National catalogue on {{day}}',
  readOnly: 'Planners and administrators of the province edit the catalogue.',
  version: 'Version {{id}}',
  kind: { measures: 'Measures at the gate', gate_checklist: 'Checklist of a safe school gate' },
  changed_one: '{{count}} entry changed by the province',
  changed_other: '{{count}} entries changed by the province',
  unchanged: 'as the national one',
  suggestion: 'Suggestion',
  minimum: 'at least {{metres}} m',
  national: 'National',
  own: 'Changed by the province, from {{day}}',
  coming: 'From {{day}}: {{title}}',
  comingBack: 'From {{day}}: the national entry again',
  edit: 'Edit',
  editOf: 'Edit “{{title}}”',
  form: {
    titleVi: 'Title (Vietnamese)',
    titleEn: 'Title (English)',
    minimum: 'Least width (m)',
    source: 'Basis or source',
    sourceHint: 'Number, day and name of the document of the province; without one, where it was done.',
    suggestion: 'Suggestion: no rule stands behind it',
    from: 'Valid from',
    save: 'Save the entry of the province',
    back: 'The national entry again from this day',
    invalid: 'Title, basis, least width (if any) and day are needed.',
    failed: 'Not saved',
  },
};
