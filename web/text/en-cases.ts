// English words about places proposed to the road authority, and about what lies around a place.
import type { viCases } from './vi-cases.ts';
import type { Widen } from './widen.ts';

export const enCases: Widen<typeof viCases> = {
  title: 'Proposal to the road authority',
  none: 'No case was opened for this place.',
  noneOther: 'Only planners open cases.',
  exploration: 'This method only explores; its places are not proposed.',
  open: 'Open a case',
  from: 'Opened from cluster {{number}} ({{method}}, up to {{day}}): {{accidents}}.',
  badge: {
    candidate: 'Case in preparation',
    sent: 'Proposed by document {{number}}',
    official: 'Official by document {{number}}',
    treated: 'Treated',
    rejected: 'Not accepted',
  },
  notOfficial: 'Not an official black spot: only a document of the road authority makes it one.',
  history: 'History',
  step: {
    candidate: 'Case opened',
    sent: 'Proposal sent',
    official: 'Recognised',
    treated: 'Treated',
    rejected: 'Rejected',
  },
  document: 'document {{number}} of {{day}}, {{authority}}',
  treatedOn: 'on {{day}}',
  by: '{{name}}, {{moment}}',
  next: 'Next step',
  action: {
    sent: 'Note that it was sent',
    official: 'Note that it is official',
    treated: 'Note that it was treated',
    rejected: 'Note that it was rejected',
  },
  field: {
    number: { sent: 'Number of the proposal', official: 'Number of the road authority’s document' },
    on: { sent: 'Day of the document', official: 'Day of the document', treated: 'Day of the treatment' },
    authority: { sent: 'Sent to', official: 'Issued by' },
    note: { sent: 'Note', official: 'Note', treated: 'What was done', rejected: 'Reason' },
  },
  officialWarning: 'Only with a document of the road authority in hand.',
  save: 'Save',
  saved: 'Written into the case.',
  failed: 'Not saved',
  around: {
    title: 'Around it',
    places: 'Other places of this run within {{metres}}',
    noPlaces: 'No other place of this run within {{metres}}.',
    schools: 'Schools within {{metres}}',
    noSchools: 'No school within {{metres}}.',
    touching: 'right here',
  },
  pattern: {
    title: 'When they happened',
    sentence: '{{accidents}} with a known time; most: {{most}}.',
    hidden: 'Not counted: {{shown}} accidents outside your units.',
    none: 'The time of these accidents is not known.',
  },
};
