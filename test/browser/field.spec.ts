// An officer surveys without signal: everything is kept through a gap, reloads and killed tabs, arrives once, and counts.
import { expect, request } from '@playwright/test';
import { fakeGeolocation, placeAt, walkAlong } from './fake-walk.ts';
import { FieldDesk, pathOf } from './field-desk.ts';
import { FieldDriver } from './field-driver.ts';
import { test, townNow } from './town-day.ts';

test.describe.configure({ timeout: 150_000 });

test('an officer walks a route in flight mode, tabs are killed, and the server has it all exactly once', async ({
  page,
  baseURL,
}) => {
  const desk = new FieldDesk(await request.newContext(baseURL === undefined ? {} : { baseURL }));
  const today = await desk.signIn('quyhoach');
  const territory = await desk.unsurveyed('ZZ-01');
  const { school, walked, asked } = territory;
  const earlier = await desk.risk(today);
  const before = await desk.state(territory);
  const scoreBefore = await desk.score(school.id, earlier);

  await page.context().addInitScript(fakeGeolocation);
  const field = new FieldDriver(page);
  await field.given.signedIn('canbo.anbinh');
  await field.given.downloadedAndCutOff();

  await field.when.openSchool(school.name);
  await field.sees.nextWalk();
  await field.when.answerAtGate();

  // The second stretch by where one stands, the first one as that.
  const [first, second] = asked.stretches;
  const stretch = (number: number) => `Đoạn ${number}/${asked.stretches.length}`;
  await field.when.openRoute(asked.id);
  await field.when.stand(placeAt(pathOf(asked), second!.fromMetres + 40));
  await field.sees.standsOn(stretch(2));
  await field.when.answerStretch(stretch(2));
  await field.when.answerAsBefore(stretch(1));

  // A whole route with noise, 90 m without positions, and a tab that dies on the way.
  const lost = { from: 200, to: 290 };
  const fixes = walkAlong(pathOf(walked), lost, townNow() - 60_000);
  const half = Math.floor(fixes.length / 2);
  await field.when.openSchool(school.name);
  await field.when.startWalk();
  await field.when.walk(fixes.slice(0, half));
  await field.sees.kept(half);
  await field.when.killTab();
  await field.when.openSchool(school.name);
  await field.when.startWalk();
  await field.when.walk(fixes.slice(half));
  await field.sees.kept(fixes.length);
  await field.sees.gaps(2);
  await field.when.finishWalk();

  await field.when.stand(placeAt(pathOf(walked), 100));
  await field.when.recordFinding('Lề đi bộ bị lấn chiếm');
  await field.when.recordFinding('Tầm nhìn bị che khuất');
  const old = before.findings.find(({ state }) => state === 'recommended');
  await field.when.remindOf(old!);
  await field.when.goHome();
  for (const vehicles of ['7', '5', '3']) await field.when.recordSpot(vehicles);

  // A survey, the walk before and after the kill, two findings, their photos, a step, three sightings.
  await field.sees.unsent(11);
  // What was walked and answered is left no more, and said to be on this phone only.
  await field.sees.onPhoneOnly();
  await field.when.killTab();
  await field.when.comeBackToTheNetwork();
  await field.sees.allSent();

  expect(new Set(field.sent).size).toBe(field.sent.length);
  const after = await desk.state(territory);
  const known = new Set(before.findings.map(({ id }) => id));
  const findings = after.findings.filter(({ id }) => !known.has(id));
  expect(findings.map(({ photos }) => photos.length)).toEqual([1, 1]);
  expect((await desk.steps(old!.id)).at(-1)).toBe('remind');
  const sightings = (spots: typeof after.spots) => spots.reduce((sum, spot) => sum + spot.sightings, 0);
  expect(sightings(after.spots)).toBe(sightings(before.spots) + 3);
  const [surveyId, ...others] = field.idsSent('surveys');
  expect(others).toEqual([]);
  const survey = await desk.survey(surveyId!);
  expect(survey.sheets).toHaveLength(3);
  // Eight of the gate (five questions make one), six of each stretch.
  expect(survey.observations).toHaveLength(20);

  const risen = (id: string) => (after.byRoute.get(id) ?? 0) - (before.byRoute.get(id) ?? 0);
  expect(Math.abs(risen(walked.id) - (walked.lengthMetres - (lost.to - lost.from)))).toBeLessThan(25);
  expect(risen(asked.id)).toBeGreaterThanOrEqual(second!.toMetres - first!.fromMetres);
  const all = [...after.byRoute.keys()].reduce((sum, id) => sum + risen(id), 0);
  expect(after.surveyedMetres - before.surveyedMetres).toBeCloseTo(all, 0);

  // Only what changed is computed again, and the school says why its score moved.
  const score = await desk.score(school.id, await desk.risk(today, earlier));
  expect(score.score).not.toBe(scoreBefore.score);
  expect(score.change).toMatchObject({ cause: 'data' });
  expect(score.missingShare).toBeLessThan(scoreBefore.missingShare);
  // The gate has a footpath after all, and pupils' motorbikes are kept beside it.
  expect(scoreBefore.answers).toContain('gate.footpath_none');
  expect(score.answers).not.toContain('gate.footpath_none');
  expect(score.answers).toContain('gate.keeping_spots');

  // What should not be kept is taken back by its button: the picture of a photo for good, one sighting of three.
  const [finding] = findings;
  const count = new Map(before.spots.map((spot) => [spot.id, spot.sightings]));
  const seen = after.spots.find((spot) => spot.sightings > (count.get(spot.id) ?? 0));
  await field.when.withdrawPhotoOfFinding(finding!.id);
  await field.when.withdrawSighting(seen!.id);
  const left = await desk.state(territory);
  expect(left.findings.find(({ id }) => id === finding!.id)?.photos).toEqual([]);
  expect(sightings(left.spots)).toBe(sightings(after.spots) - 1);
});
