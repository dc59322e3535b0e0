// Every screen by night: it can be read and used by everybody, nothing of it lies beside the window, and nothing on it
// says that a value is missing in a programmer's word.
import { expect, test } from '@playwright/test';
import { PlanningDriver, password } from './planning-driver.ts';

test('every screen is accessible, fits its window and names what is absent', async ({ page }) => {
  test.slow();
  // The other tests look at the light screens.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const driver = new PlanningDriver(page);
  const signedIn = await page.request.post('/api/session', {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    data: { login: 'quantri', password },
  });
  expect(signedIn.ok()).toBe(true);
  const { schools } = await (await page.request.get('/api/risk')).json();
  const { hotspots } = await (await page.request.get('/api/hotspots?method=network_kde')).json();
  const hotspot = `hotspot:${hotspots[0].runId}:${hotspots[0].number}`;
  const screens = [
    ['/?tab=accidents', 'Bản đồ'],
    [`/?tab=hotspots&method=network_kde&open=${hotspot}`, 'Có chắc không?'],
    ['/tong-quan', 'Tổng quan'],
    [`/truong/${schools[0].schoolId}`, 'Vì sao có điểm này'],
    ['/so-sanh', 'Hai lần tính khác nhau ở đâu'],
    ['/du-lieu', 'Dữ liệu'],
    ['/cong-viec', 'Việc cần làm'],
    ['/quy-hoach', 'Quy hoạch cổng'],
    ['/truong-diem', 'Trường điểm'],
  ] as const;
  for (const [address, heading] of screens) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: 'Đang tải' })).toHaveCount(0);
      await driver.sees.isAccessible();
      await driver.sees.printsNoAbsentValue();
      const overhang = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overhang).toBe(0);
    });
  }
});
