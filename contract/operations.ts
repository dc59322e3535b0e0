// Every operation by name: the list that the server mounts, the client calls and the API document describes.
import * as account from './account.ts';
import * as batch from './batch.ts';
import * as delivery from './delivery.ts';
import * as facts from './facts.ts';
import * as hotspot from './hotspot.ts';
import type { Operation } from './operation.ts';
import * as risk from './risk.ts';
import * as run from './run.ts';

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
  facts.listAccidents,
  facts.getAccident,
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
  run.listPresets,
  hotspot.listHotspots,
  hotspot.getHotspot,
  risk.listRisk,
  risk.explainRisk,
  delivery.getTile,
  delivery.exportLayer,
] as const satisfies readonly Operation[];
