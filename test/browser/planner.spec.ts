// A planner signs in, finds the worst gate, opens the reason down to one accident, and looks at a proposed hotspot.
import { expect, test } from '@playwright/test';
import { PlanningDriver } from './planning-driver.ts';

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

test('a planner sees which clause of the rule a proposed hotspot meets', async ({ page }) => {
  const driver = new PlanningDriver(page);
  await driver.given.signedInAs('quyhoach');
  await driver.when.openTab('Điểm nóng');
  await expect(page.locator('[data-kind=hotspot]')).toHaveCount(3);
  await driver.when.openFirstHotspot();
  await expect(page.getByText('Cụm tai nạn – đề xuất')).toBeVisible();
  await expect(page.getByText(/từ 2 vụ chết người trở lên/).first()).toBeVisible();
  await expect(page.getByText(/TT 26\/2012/).first()).toBeVisible();
  await driver.sees.isAccessible();
});

test('a planner sees how sure a dense stretch is, and whether its method foretells accidents', async ({
  page,
}) => {
  const driver = new PlanningDriver(page);
  await driver.given.signedInAs('quyhoach');
  await driver.when.openTab('Điểm nóng');
  await driver.when.chooseMethod('Mật độ theo đường');
  await expect(page.getByText(/cách tìm$/).first()).toBeVisible();
  await driver.sees.isAccessible();
  await driver.when.openFirstHotspot();
  await expect(page.getByText(/nơi như thế này xuất hiện 1 trên/)).toBeVisible();
  await expect(page.getByText(/trên \d cách tìm cùng chỉ ra nơi này/)).toBeVisible();
  await driver.sees.printsNoAbsentValue();
  await driver.sees.isAccessible();

  await page.getByRole('button', { name: 'Xem kiểm nghiệm dự báo' }).click();
  await expect(page.getByRole('table')).toContainText('Số vụ 3 năm gần nhất');
  await driver.sees.printsNoAbsentValue();
  await driver.sees.isAccessible();
});
