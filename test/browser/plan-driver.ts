// What a planner does in the editor of gate plans; specs speak through this and never touch the page's insides.
import { expect, type Page, request } from '@playwright/test';
import { password } from './planning-driver.ts';

export class PlanDriver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  given = {
    /** Somebody else, at another desk, gives the plan on the page another name. */
    renamedBy: async (login: string, name: string): Promise<void> => {
      const { origin: baseURL, pathname } = new URL(this.page.url());
      const path = `/api/plans/${pathname.split('/').at(-1)}`;
      const desk = await request.newContext({
        baseURL,
        extraHTTPHeaders: { 'sec-fetch-site': 'same-origin' },
      });
      await desk.post('/api/session', { data: { login, password } });
      const { content, revision } = await (await desk.get(path)).json();
      const saved = await desk.put(path, { data: { content: { ...content, name }, baseRevision: revision } });
      expect(saved.ok()).toBe(true);
      await desk.dispose();
    },
  };

  when = {
    /** From an empty drawing, unless something else is named. */
    startPlan: async (school: string, from = 'Bản trống'): Promise<void> => {
      await this.page.goto('/quy-hoach');
      await this.page.getByRole('button', { name: 'Lập phương án' }).click();
      await this.page.getByRole('combobox', { name: 'Trường' }).fill(school);
      await this.page.getByRole('option', { name: new RegExp(school) }).click();
      await this.when.choose('Bắt đầu từ', from);
      await this.page.getByRole('button', { name: 'Bắt đầu vẽ' }).click();
      await expect(this.page.getByRole('heading', { level: 1, name: /^Phương án/ })).toBeVisible();
      await this.page.waitForFunction(() => globalThis.__map?.loaded() === true, undefined, {
        timeout: 45_000,
      });
    },
    /** By the button that stands for it on a keyboard: in the middle of the map, where the gate is. */
    putInMiddle: async (element: string): Promise<void> => {
      await this.take(element);
      await this.page.getByRole('button', { name: 'Đặt giữa bản đồ' }).click();
      await expect(this.page.getByRole('heading', { level: 2, name: element })).toBeVisible();
    },
    /** By hand: clicks at pixels from the middle of what is seen of the map. */
    drawByHand: async (element: string, clicks: readonly (readonly [number, number])[]): Promise<void> => {
      await this.take(element);
      const middle = await this.middleOfMap();
      for (const [x, y] of clicks) {
        await this.page.mouse.move(middle.x + x, middle.y + y, { steps: 3 });
        await this.page.mouse.click(middle.x + x, middle.y + y);
      }
      await expect(this.page.getByRole('heading', { level: 2, name: element })).toBeVisible();
    },
    /** By a finger: taps at pixels from the middle of what is seen of the map. */
    drawByTouch: async (element: string, taps: readonly (readonly [number, number])[]): Promise<void> => {
      await this.take(element);
      const middle = await this.middleOfMap();
      for (const [x, y] of taps) {
        await this.page.touchscreen.tap(middle.x + x, middle.y + y);
        // Two taps that follow each other at once are a double tap, which zooms.
        await this.page.waitForTimeout(400);
      }
      await expect(this.page.getByRole('heading', { level: 2, name: element })).toBeVisible();
    },
    /** From the list of what is drawn. */
    openDrawn: async (element: string): Promise<void> => {
      await this.page
        .getByRole('region', { name: /^Đã vẽ/ })
        .getByRole('button', { name: element })
        .click();
    },
    openTab: async (name: RegExp): Promise<void> => {
      await this.page.getByRole('tab', { name }).click();
    },
    choose: async (label: string, option: string): Promise<void> => {
      await this.page.getByRole('combobox', { name: label }).click();
      await this.page.getByRole('option', { name: option }).click();
    },
    undo: async (by: 'button' | 'key'): Promise<void> => {
      if (by === 'key') await this.page.keyboard.press('Control+z');
      else await this.page.getByRole('button', { name: 'Hoàn tác' }).click();
    },
    redo: async (by: 'button' | 'key'): Promise<void> => {
      if (by === 'key') await this.page.keyboard.press('Control+Shift+z');
      else await this.page.getByRole('button', { name: 'Làm lại' }).click();
    },
    openFromMenu: async (name: string): Promise<void> => {
      await this.page.getByRole('button', { name: 'Việc khác' }).click();
      await this.page.getByRole('menuitem', { name }).click();
    },
    /** In the dialog that two people's changes open. */
    settleBy: async (choice: string): Promise<void> => {
      const dialog = this.page.getByRole('dialog', { name: 'Hai người cùng sửa phương án này' });
      await dialog.getByRole('button', { name: choice }).click();
      await expect(dialog).toBeHidden();
    },
    openPaper: async (): Promise<void> => {
      const link = this.page.getByRole('link', { name: 'In, xuất tệp' });
      if (await link.isVisible()) await link.click();
      else await this.when.openFromMenu('In, xuất tệp');
    },
  };

  sees = {
    drawn: async (count: number): Promise<void> => {
      if (this.isPhone()) await this.when.openTab(/^Vẽ/);
      await expect(this.page.getByRole('heading', { name: `Đã vẽ (${count})` })).toBeVisible();
    },
    saved: async (): Promise<void> => {
      await expect(this.page.getByText(/Đã lưu \d/)).toBeVisible();
    },
    broken: async (sentence: RegExp): Promise<void> => {
      await expect(this.page.getByRole('listitem').filter({ hasText: sentence })).toBeVisible();
    },
    mended: async (sentence: RegExp): Promise<void> => {
      await expect(this.page.getByRole('listitem').filter({ hasText: sentence })).toHaveCount(0);
    },
    named: async (name: string): Promise<void> => {
      await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
    },
    /** At least so many alternatives of the school side by side, each with its scores; the dialog is closed again. */
    compared: async (count: number): Promise<void> => {
      const dialog = this.page.getByRole('dialog', { name: 'Các phương án của trường, đặt cạnh nhau' });
      const rows = dialog.getByRole('row').filter({ hasText: /\d+ → \d+ điểm/ });
      await expect(rows.nth(count - 1)).toBeVisible();
      await this.page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    },
    drawingOnPaper: async (): Promise<void> => {
      await expect(this.page.getByRole('img', { name: /^Hình 1\. Mặt bằng.*tỷ lệ 1:/ })).toBeVisible({
        timeout: 40_000,
      });
    },
  };

  private isPhone(): boolean {
    return (this.page.viewportSize()?.width ?? 0) < 992;
  }

  private async middleOfMap(): Promise<{ x: number; y: number }> {
    const box = await this.page.locator('canvas.maplibregl-canvas').boundingBox();
    if (box === null) throw new Error('the map is not on the page');
    // On a phone the low sheet covers 112 pixels.
    return { x: box.x + box.width / 2, y: box.y + (box.height - (this.isPhone() ? 112 : 0)) / 2 };
  }

  private async take(element: string): Promise<void> {
    if (this.isPhone()) await this.when.openTab(/^Vẽ/);
    await this.page
      .getByRole('region', { name: 'Công cụ vẽ' })
      .getByRole('button', { name: element })
      .click();
    // The pen is in hand, and the map lies still under it.
    await expect(this.page.getByRole('status').filter({ hasText: `${element}:` })).toBeVisible();
    await this.page.waitForFunction(
      () => globalThis.__map?.loaded() === true && !globalThis.__map.isMoving(),
      undefined,
      { timeout: 45_000 },
    );
  }
}
