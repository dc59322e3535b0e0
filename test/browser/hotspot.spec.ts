// A planner looks at proposed hotspots: the clause of the rule one meets, how sure another is, and what its method foretold.
import { expect } from '@playwright/test';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

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
