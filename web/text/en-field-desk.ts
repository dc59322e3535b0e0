// English words about field data at the desk: files saved on phones, and records withdrawn.
import type { viFieldDesk } from './vi-field-desk.ts';
import type { Widen } from './widen.ts';

export const enFieldDesk: Widen<typeof viFieldDesk> = {
  phones: 'Files from phones',
  phonesIntro:
    'When a phone cannot send (no network, lost session, new device), the officer saves everything to a file on the Outbox page. Bring that file here: each entry is recorded under who made it; what is here already is not recorded again.',
  chooseFile: 'Choose a .json file',
  take: 'Take this file in',
  taking: 'Taking it in…',
  failed: 'The file was not taken in',
  savedAt: 'Saved {{moment}}, {{shown}} entries.',
  nothing: 'The file has no entries.',
  onlyAdministrator: 'Only administrators take in files from phones',
  outcome: {
    stored: 'Recorded',
    known: 'Here already',
    conflict: 'Conflict: both versions kept',
    refused: 'Refused',
    held: 'Waits for another entry',
  },
  column: {
    kind: 'Entry',
    savedAt: 'Saved',
    outcome: 'Outcome',
    recordedAs: 'Recorded as',
  },
  conflictOf: '{{kind}} saved {{moment}}: choose one version',
  inFile: 'In the file',
  keepFile: 'Keep the one in the file',
  keptServer: 'The version on the server stays.',
  withdrawn: 'Withdrawn',
  withdrawnIntro:
    'Withdrawn records are in no list and counted nowhere; here is who withdrew them, when and why.',
  withdraw: 'Withdraw',
  withdrawTitle: {
    survey: 'Withdraw this survey?',
    walk: 'Withdraw this walk?',
    finding: 'Withdraw this finding?',
    sighting: 'Withdraw this sighting?',
    photo: 'Withdraw this photo?',
  },
  withdrawGoes: {
    survey:
      'Its answers, walks and photos go with it: metres surveyed fall at once, the school’s risk changes with the next run. Moment-by-moment positions of who walked are deleted for good. Findings recorded with it stay.',
    walk: 'Its metres count no more; moment-by-moment positions of who walked are deleted for good.',
    finding: 'Its steps, recommendations and photos go with it.',
    sighting: 'Its photos go with it; hours seen, and whether the spot is chronic, are computed anew.',
    photo: 'The photo is deleted from the server for good and cannot be brought back.',
  },
  withdrawLastSighting:
    'This is the only sighting: the illegal spot goes with it, with what was done about it, commitments and photos.',
  withdrawNote: 'Who withdrew it, when and why stays under Data › Withdrawn; a planner can bring it back.',
  withdrawForGood: 'Who withdrew it, when and why stays under Data › Withdrawn.',
  withdrawDone: 'Withdrawn',
  withdrawKept: 'The photo is deleted; the reason stays under Data › Withdrawn.',
  withdrawUndo: 'Undo',
  withdrawReason: 'Reason',
  surveys: {
    title: 'Surveys',
    none: 'This school was never surveyed.',
    nothing: 'No answers yet',
    gates: '{{shown}} gates',
    stretches: '{{shown}} stretches of route',
    walked: 'walked {{metres}}',
    photos: '{{shown}} photos',
    gpx: 'GPX file',
    gpxAbout:
      'The GPX file holds only the roads followed, matched to the map, without times. Moment-by-moment positions are seen by nobody but who walked, and are not exported. Every export is written to the audit.',
  },
  withdrawnNone: 'No record has been withdrawn.',
  withdrawnKind: {
    survey: 'Survey',
    walk: 'Walk',
    finding: 'Finding',
    sighting: 'Sighting',
    photo: 'Photo',
  },
  by: 'Withdrawn by {{name}}',
  byAuthor: 'Withdrawn by who recorded it',
  byDesk: 'Withdrawn at the desk',
  byYou: 'You withdrew it',
  returnedAt: 'Brought back {{moment}}',
  return: 'Bring back',
  returnFailed: 'It was not brought back',
};
