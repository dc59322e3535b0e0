// A planner signs in, finds the worst gate, and opens the reason down to one accident.
import { expect } from '@playwright/test';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

test('a planner finds the worst gate and opens the reason', async ({ page }) => {
  const driver = new PlanningDriver(page);
  await driver.given.signedOut();
  await driver.sees.isAccessible();
  await driver.when.signIn('quyhoach', 'not the password');
  await expect(page.getByRole('alert')).toContainText('Sai tên đăng nhập hoặc mật khẩu');
  await driver.when.signIn('quyhoach', 'cong-an-toan-demo');

  expect((await driver.get.schoolNames())[0]).toBe('Trường Tiểu học Cầu Ván');
  await driver.sees.saysInvented();
  await driver.sees.mapIsDrawn();
  expect(await driver.get.drawn('schools')).toBeGreaterThan(0);
  expect(await driver.get.drawn('roads')).toBeGreaterThan(20);
  await driver.sees.isAccessible();

  await driver.when.openFirstSchool();
  await expect(page.getByRole('heading', { name: 'Trường Tiểu học Cầu Ván' })).toBeVisible();
  await expect(page.getByText(/Hạng 1, khoảng 1–\d+ trong 8 trường/)).toBeVisible();
  await driver.when.openRecordedAccidents();
  await driver.sees.isAccessible();
  const link = page.url();
  await driver.when.openFirstAccidentOfTheScore();
  await expect(page.getByText(/^HS-20\d\d-\d{4}/).first()).toBeVisible();
  await driver.sees.isAccessible();

  // A view can be sent: the link alone opens the same school.
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Trường Tiểu học Cầu Ván' })).toBeVisible();
});
