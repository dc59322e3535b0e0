// A planner brings files in: by a ready mapping, and by hand with a trial that names what is wrong; then takes it back.
import { expect } from '@playwright/test';
import { DataDriver } from './data-driver.ts';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

// Each walks through the whole form and has it checked for accessibility, which is slow on long pages.
test.describe.configure({ timeout: 120_000 });

/** Three sightings, the last of a day that no month has. */
const sightings = [
  'Mã lượt;Loại điểm;Ngày thấy;Giờ thấy;Số xe;Kinh độ;Vĩ độ',
  'T-1;Đỗ xe trước cổng;05/10/2026;06:40;4;108,7120;15,0480',
  'T-2;Lấn chiếm lòng đường, vỉa hè;06/10/2026;16:50;2;108,7160;15,0510',
  'T-3;Đỗ xe trước cổng;31/02/2026;06:40;4;108,7190;15,0530',
].join('\r\n');

test('a planner imports a file again by its mapping, and nothing changes', async ({ page }) => {
  const planning = new PlanningDriver(page);
  const data = new DataDriver(page);
  await planning.given.signedInAs('quyhoach');
  await data.when.openData();
  await planning.sees.isAccessible();
  await data.when.startImport();
  await data.when.openMapping('data/town/spots.mapping.json');
  await data.when.openFile('data/town/spots.csv');
  await expect(page.getByRole('combobox', { name: 'Tình trạng' })).toHaveValue('Tình trạng');
  await planning.sees.isAccessible();

  await data.when.tryImport();
  expect(await data.get.count('Thêm mới')).toBe(0);
  await data.when.import();
  expect(await data.get.count('Giữ nguyên')).toBeGreaterThan(10);
  for (const name of ['Thêm mới', 'Thay đổi', 'Bị từ chối']) expect(await data.get.count(name)).toBe(0);
});

test('a planner maps a file by hand, tries, imports and undoes', async ({ page }) => {
  const planning = new PlanningDriver(page);
  const data = new DataDriver(page);
  await planning.given.signedInAs('quyhoach');
  await data.when.openData();
  await data.when.startImport();
  await data.when.choose('Loại dữ liệu', 'Điểm vi phạm');
  const buffer = Buffer.from(sightings);
  await data.when.openFile({ name: 'diem-do-thang-10.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('“05/10/2026” là ngày 05/10/2026.')).toBeVisible();
  await data.when.choose('“Đỗ xe trước cổng” nghĩa là', 'Dừng, đỗ xe trái quy định');
  await data.sees.mayImport(false);

  await data.when.tryImport();
  expect(await data.get.count('Thêm mới')).toBe(2);
  expect(await data.get.refusedRow(1)).toMatch(/^4\s.*31\/02\/2026.*không phải là ngày/s);
  await planning.sees.isAccessible();
  // A trial of one thing allows no import of another.
  await page.getByRole('textbox', { name: 'Tên nguồn' }).fill('kiem-tra-thang-10');
  await data.sees.mayImport(false);
  await data.when.tryImport();
  await data.sees.mayImport(true);

  await data.when.import();
  expect(await data.get.count('Thêm mới')).toBe(2);
  expect(await data.get.refusedRow(1)).toMatch(/^4\s.*31\/02\/2026/s);
  await planning.sees.isAccessible();
  await data.when.undo();
  await planning.sees.printsNoAbsentValue();
  await data.when.openData();
  await expect(page.getByRole('listitem').first()).toContainText('diem-do-thang-10.csv');
  await expect(page.getByRole('listitem').first()).toContainText('Đã hoàn tác');
});
