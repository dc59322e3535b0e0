// Every operation by name: the list that the server mounts, the client calls and the API document describes.
import * as account from './account.ts';
import * as batch from './batch.ts';
import * as catalogue from './catalogue.ts';
import * as comparison from './comparison.ts';
import * as coverage from './coverage.ts';
import * as delivery from './delivery.ts';
import * as evaluation from './evaluation.ts';
import * as facts from './facts.ts';
import * as field from './field.ts';
import * as finding from './finding.ts';
import * as gateModel from './gate-model.ts';
import * as hotspot from './hotspot.ts';
import * as hotspotCase from './hotspot-case.ts';
import * as measure from './measure.ts';
import type { Operation } from './operation.ts';
import * as outbox from './outbox.ts';
import * as overview from './overview.ts';
import * as pattern from './pattern.ts';
import * as photo from './photo.ts';
import * as pilot from './pilot.ts';
import * as plan from './plan.ts';
import * as planGround from './plan-ground.ts';
import * as prediction from './prediction.ts';
import * as preset from './preset.ts';
import * as quality from './quality.ts';
import * as risk from './risk.ts';
import * as road from './road.ts';
import * as run from './run.ts';
import * as schoolPage from './school-page.ts';
import * as screening from './screening.ts';
import * as search from './search.ts';
import * as survey from './survey.ts';
import * as withdrawal from './withdrawal.ts';

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
  schoolPage.getSchoolDetail,
  schoolPage.getSchoolHistory,
  overview.getOverview,
  facts.listAccidents,
  facts.getAccident,
  road.locateKm,
  search.search,
  facts.listSpots,
  facts.putSpot,
  field.getSpot,
  field.listSpotDuties,
  field.putSighting,
  field.putHandling,
  field.putCommitment,
  survey.putSurvey,
  survey.getSurvey,
  survey.listSurveys,
  survey.getSurveyGpx,
  survey.putWalk,
  survey.deleteTrack,
  finding.listFindings,
  finding.getFinding,
  finding.putFinding,
  finding.putFindingStep,
  photo.putPhoto,
  photo.putPhotoPart,
  photo.getPhoto,
  withdrawal.putWithdrawal,
  withdrawal.returnWithdrawn,
  withdrawal.listWithdrawals,
  coverage.getCoverage,
  coverage.getSchoolCoverage,
  field.getFieldCodes,
  field.getQuestionMapping,
  field.getFieldPack,
  batch.createImport,
  batch.listImports,
  batch.getImport,
  batch.listRejectedRows,
  batch.undoImport,
  outbox.takeInOutbox,
  quality.listDuplicates,
  quality.keepApart,
  quality.mergeAccidents,
  quality.listMerges,
  quality.undoMerge,
  quality.listUnlocated,
  quality.suggestPlace,
  quality.placeAccident,
  run.startRun,
  run.listRuns,
  run.getRun,
  run.cancelRun,
  comparison.compareRuns,
  preset.listPresets,
  hotspot.listHotspots,
  hotspot.getHotspot,
  hotspot.getHotspotSurroundings,
  hotspotCase.listHotspotCases,
  hotspotCase.openHotspotCase,
  hotspotCase.advanceHotspotCase,
  prediction.getPrediction,
  risk.listRisk,
  risk.explainRisk,
  screening.getSchoolScreening,
  risk.freezeCalibration,
  risk.listSurveyNext,
  risk.getSensitivity,
  measure.getMeasures,
  plan.listPlans,
  plan.getPlan,
  plan.listPlanVersions,
  plan.putPlan,
  plan.setPlanState,
  plan.choosePlan,
  plan.clonePlan,
  plan.checkPlan,
  plan.evaluatePlan,
  planGround.getPlanGround,
  pilot.listPilotCandidates,
  pilot.getPilotAssessment,
  pilot.putPilotAssessment,
  pilot.decidePilot,
  pilot.listPilotDecisions,
  pilot.getPilotDecision,
  evaluation.putPilotWatch,
  evaluation.setPilotCompletion,
  evaluation.getPilotStudy,
  catalogue.getCatalogue,
  catalogue.putCatalogueOverride,
  gateModel.listGateModels,
  gateModel.putGateModel,
  gateModel.advanceGateModel,
  delivery.getTile,
  delivery.exportLayer,
] as const satisfies readonly Operation[];
