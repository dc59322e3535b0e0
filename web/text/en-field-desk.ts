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
  withdrawn: 'Withdrawn',
  withdrawnIntro:
    'Withdrawn records are in no list and counted nowhere; here is who withdrew them, when and why.',
  withdraw: 'Withdraw',
  withdrawTitle: 'Withdraw this finding?',
  withdrawNote:
    'It leaves every list and is counted nowhere. Who withdrew it, when and why stays under Data › Withdrawn; a planner can bring it back.',
  withdrawReason: 'Reason',
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
