// An officer of one commune sees that commune and nothing of the next, on the lists, on the map and by a link.
import { expect } from '@playwright/test';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

test('an officer of one commune sees only that commune', async ({ page }) => {
  const driver = new PlanningDriver(page);
  await driver.given.signedInAs('canbo.hoalac');
  await expect(page.getByText('Phường Hòa Lạc (hư cấu)').first()).toBeVisible();
  const own = await driver.get.schoolNames();
  expect(own).toHaveLength(3);
  await expect(page.locator('[data-kind=school]', { hasText: 'An Bình' })).toHaveCount(0);
  await driver.sees.mapIsDrawn();
  await driver.sees.isAccessible();

  await driver.when.openTab('Tai nạn');
  await expect(page.locator('[data-kind=accident]').first()).toBeVisible();
  await driver.sees.isAccessible();

  // A school of the neighbour, sent as a link, is not found.
  const reply = await page.request.get('/api/schools?limit=100');
  const { schools } = await reply.json();
  expect(schools.map((school: { unitId: string }) => school.unitId)).toEqual(['ZZ-02', 'ZZ-02', 'ZZ-02']);
  await page.goto('/?open=school:4a280cce-d755-8fb2-8833-b4857d4c3add');
  await expect(page.getByText('Trường Tiểu học Cầu Ván')).toHaveCount(0);
  await expect(page.getByText(/không tìm thấy/i).first()).toBeVisible();
});

test('there is no button to start computations for an officer', async ({ page }) => {
  const driver = new PlanningDriver(page);
  await driver.given.signedInAs('canbo.anbinh');
  await driver.get.schoolNames();
  await expect(page.getByRole('button', { name: 'Tính nguy cơ' })).toHaveCount(0);
});
