// Every screen by night: it can be read and used by everybody, nothing of it lies beside the window, and nothing on it
// says that a value is missing in a programmer's word. And by day: it looks as it did.
import { expect, type Page } from '@playwright/test';
import { PlanningDriver, password } from './planning-driver.ts';
import { test } from './town-day.ts';

async function signIn(page: Page, login: string): Promise<void> {
  const reply = await page.request.post('/api/session', {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    data: { login, password },
  });
  expect(reply.ok()).toBe(true);
}

test('every screen is accessible, fits its window, names what is absent and looks as it did', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const driver = new PlanningDriver(page);
  await signIn(page, 'quantri');
  const read = async (path: string) => (await page.request.get(path)).json();
  const { schools } = await read('/api/risk');
  const { hotspots } = await read('/api/hotspots?method=network_kde');
  const { plans } = await read('/api/plans');
  const school = schools[0].schoolId;
  const hotspot = `hotspot:${hotspots[0].runId}:${hotspots[0].number}`;
  const screens = [
    ['overview', '/tong-quan', 'Tổng quan'],
    ['map', `/?tab=accidents&open=school:${school}`, 'Vì sao?'],
    ['hotspot', `/?tab=hotspots&method=network_kde&open=${hotspot}`, 'Có chắc không?'],
    ['school', `/truong/${school}`, 'Vì sao có điểm này'],
    ['comparison', '/so-sanh', 'Hai lần tính khác nhau ở đâu'],
    ['data', '/du-lieu', 'Dữ liệu'],
    [null, '/cong-viec', 'Việc cần làm'],
    [null, '/quy-hoach', 'Quy hoạch cổng'],
    ['plan', `/quy-hoach/${plans[0].id}`, plans[0].name],
    ['pilots', '/truong-diem', 'Trường điểm'],
    ['field', '/khao-sat', 'Khảo sát'],
  ] as const;
  for (const [picture, address, heading] of screens) {
    await test.step(address, async () => {
      if (picture === 'field') await signIn(page, 'canbo.anbinh');
      // The other tests look at the light screens.
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await page.goto(address);
      await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible({ timeout: 45_000 });
      await expect(page.getByRole('status').filter({ hasText: 'Đang tải' })).toHaveCount(0);
      await driver.sees.isAccessible();
      await driver.sees.printsNoAbsentValue();
      const overhang = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overhang).toBe(0);
      if (picture === null) return;
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      // One map shows whether maps are drawn as they were. Panels may lie on the others, so no mask hides those.
      if (picture === 'map') await driver.sees.mapIsDrawn();
      else await page.addStyleTag({ content: 'canvas { visibility: hidden; }' });
      // The survey is written in the letters of the machine.
      if (picture === 'field') await page.addStyleTag({ content: '* { color: transparent !important; }' });
      const tolerance = picture === 'map' ? { maxDiffPixelRatio: 0.03 } : {};
      await expect(page).toHaveScreenshot(`${picture}.png`, { ...tolerance, timeout: 45_000 });
    });
  }
});
