// A leader signs in, finds the worst school of the province and why, takes the table along, and chooses pilots: one per
// level, against the suggestion where there is a reason, sealed for good.
import { expect, type Page } from '@playwright/test';
import { PlanningDriver, password } from './planning-driver.ts';
import { test, townNow } from './town-day.ts';

async function signedInAt(page: Page, address: string): Promise<PlanningDriver> {
  const driver = new PlanningDriver(page);
  await page.goto(address);
  await driver.when.signIn('lanhdao', password);
  return driver;
}

test('a leader finds the worst school, understands why, and exports the table', async ({ page }) => {
  const driver = await signedInAt(page, '/tong-quan');
  await expect(page.getByText(/Nguy cơ cao nhất: .*hạng 1, khoảng 1–\d+ trong \d+ trường/)).toBeVisible();
  await driver.sees.saysInvented();
  await driver.sees.isAccessible();

  await page.getByRole('button', { name: 'Xuất tệp' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /xlsx/i }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);

  await page.getByRole('link', { name: 'Trường Tiểu học Cầu Ván' }).first().click();
  await expect(page.getByRole('heading', { name: 'Trường Tiểu học Cầu Ván', level: 1 })).toBeVisible();
  await driver.sees.isAccessible();
  await page.getByRole('button', { name: /Tai nạn đã ghi nhận/ }).click();
  await expect(page.getByRole('link', { name: /^Chết người, .*gần cổng .* × mới/ }).first()).toBeVisible();
  await driver.sees.printsNoAbsentValue();
});

test('a leader sees one pilot per level, weighs for himself, and seals another with a reason', async ({
  page,
}, { project }) => {
  // The two journeys share a town, and a level has one pilot in a year: the phone chooses three years on.
  const year = new Date(townNow()).getFullYear() + (project.name === 'phone' ? 3 : 0);
  const driver = await signedInAt(page, `/truong-diem?year=${year}`);
  const levels = page.getByRole('region', { name: `Mỗi cấp một trường, năm ${year}` }).getByRole('link');
  await expect(levels).toHaveText([/^Mầm non/, /^Tiểu học/, /^THCS/, /^THPT/]);
  await driver.sees.isAccessible();
  await levels.nth(1).click();

  const rows = page.getByRole('region', { name: 'Ứng viên cấp Tiểu học' }).getByRole('listitem');
  const first = rows.filter({ hasText: 'Trường Tiểu học Cầu Ván' }).first();
  const second = rows.filter({ hasText: 'Trường Tiểu học Bến Sỏi' }).first();
  await expect(first).toContainText(/Đứng đầu trong \d+% cách cân nhắc/);
  await expect(second).toContainText(/\(\d+ điểm\)/);
  const before = await second.innerText();
  await page.getByRole('button', { name: 'Ngang nhau' }).click();
  await expect(second).not.toHaveText(before);

  await second.getByRole('button', { name: 'Chọn trường này' }).click();
  const dialog = page.getByRole('dialog');
  const seal = dialog.getByRole('button', { name: 'Quyết định và niêm phong' });
  await expect(seal).toBeDisabled();
  await driver.sees.isAccessible();
  await dialog
    .getByRole('textbox', { name: 'Lý do' })
    .fill('Cầu Ván chờ mở rộng quốc lộ, năm nay chưa làm được');
  await seal.click();

  const sealed = page.getByRole('article').filter({ hasText: 'Trường Tiểu học Bến Sỏi' });
  await expect(sealed).toContainText('Lý do: Cầu Ván chờ mở rộng quốc lộ');
  await expect(sealed).toContainText('nguyên vẹn');
  await driver.sees.isAccessible();
  await sealed.getByRole('link', { name: 'Bản in để ký' }).click();
  const paper = page.getByRole('article', { name: 'Bản in để ký' });
  await expect(paper).toContainText('1. Chọn Trường Tiểu học Bến Sỏi');
  await expect(paper).toContainText(/Lần xếp [0-9a-f-]{36}.*Dấu niêm phong \(SHA-256\): [0-9a-f]{12}…/);
  await driver.sees.printsNoAbsentValue();
  await driver.sees.isAccessible();
});
