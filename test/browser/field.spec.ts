// An officer surveys without signal: everything is kept through reloads and a killed tab, and arrives once.
import { expect, test } from '@playwright/test';
import { FieldDriver } from './field-driver.ts';

test.describe.configure({ timeout: 150_000 });
test.use({ permissions: ['geolocation'], geolocation: { longitude: 108.7, latitude: 15.03, accuracy: 6 } });

test('an officer surveys in flight mode, the tab is killed, and the server has it all exactly once', async ({
  page,
}) => {
  const field = new FieldDriver(page);
  await field.given.signedIn('canbo.anbinh');
  const before = await field.get.server();
  await field.given.downloadedAndCutOff();
  const school = before.leastSurveyed;

  await field.when.openSchool(school);
  await field.when.answerTwelveQuestions();
  await field.when.walk(school, 6);
  await field.when.recordFinding('Lề đi bộ bị lấn chiếm');
  await field.when.recordSpot('7');
  await field.sees.unsent();
  await field.when.killTab();
  await field.when.comeBackToTheNetwork();
  await field.sees.allSent();

  const after = await field.get.server();
  expect(after.findings.length).toBe(before.findings.length + 1);
  const [finding] = after.findings.filter((one) => !before.findings.some(({ id }) => id === one.id));
  expect(finding?.photos).toHaveLength(1);
  expect(after.sightings).toBe(before.sightings + 1);
  expect(after.surveyedMetres).toBeGreaterThan(before.surveyedMetres);
});
