// Every operation by name: the list that the server mounts, the client calls and the API document describes.
import * as account from './account.ts';
import * as batch from './batch.ts';
import * as comparison from './comparison.ts';
import * as delivery from './delivery.ts';
import * as facts from './facts.ts';
import * as hotspot from './hotspot.ts';
import type { Operation } from './operation.ts';
import * as pattern from './pattern.ts';
import * as prediction from './prediction.ts';
import * as preset from './preset.ts';
import * as risk from './risk.ts';
import * as road from './road.ts';
import * as run from './run.ts';
import * as screening from './screening.ts';
import * as search from './search.ts';

export const operations = [
  account.signIn,
  account.getSession,
  account.signOut,
  account.inviteAccount,
  account.acceptInvitation,
  account.listAccounts,
  account.listUnits,
  facts.listSchools,
  facts.getSchool,
  pattern.getSchoolPattern,
  facts.listAccidents,
  facts.getAccident,
  road.locateKm,
  search.search,
  facts.listSpots,
  facts.putSpot,
  batch.createImport,
  batch.listImports,
  batch.getImport,
  batch.listRejectedRows,
  batch.undoImport,
  run.startRun,
  run.listRuns,
  run.getRun,
  run.cancelRun,
  comparison.compareRuns,
  preset.listPresets,
  hotspot.listHotspots,
  hotspot.getHotspot,
  prediction.getPrediction,
  risk.listRisk,
  risk.explainRisk,
  screening.getSchoolScreening,
  risk.freezeCalibration,
  risk.listSurveyNext,
  risk.getSensitivity,
  delivery.getTile,
  delivery.exportLayer,
] as const satisfies readonly Operation[];
