// What an officer does on a phone in the field; specs speak through this and never touch the page's insides.
import { type BrowserContext, expect, type Page } from '@playwright/test';

type Position = [lon: number, lat: number];
/** A school with the line of one of its routes. */
export type SchoolOnTheWay = { name: string; path: Position[] };

const metresPerDegree = 111_000;

export class FieldDriver {
  readonly context: BrowserContext;
  page: Page;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
  }

  private button = (name: string | RegExp) => this.page.getByRole('button', { name });
  private link = (name: string | RegExp) => this.page.getByRole('link', { name });

  given = {
    signedIn: async (login: string): Promise<void> => {
      await this.page.goto('/khao-sat');
      await this.page.getByLabel('Tên đăng nhập').fill(login);
      await this.page.getByLabel('Mật khẩu').first().fill('cong-an-toan-demo');
      await this.button('Đăng nhập').click();
      await expect(this.page.getByText('Chưa tải dữ liệu của địa bàn')).toBeVisible();
    },
    /** The commune's data and the pages are on the phone, and then the network is gone. */
    downloadedAndCutOff: async (): Promise<void> => {
      await this.button(/^Tải .* về máy$/).click();
      await expect(this.page.getByText('Còn phải khảo sát')).toBeVisible();
      // As text: the specs are compiled without the names of a browser.
      await this.page.evaluate('navigator.serviceWorker.ready.then(() => null)');
      // Pages are taken over by the service worker from the next one on.
      await this.page.reload();
      await this.page.waitForFunction('navigator.serviceWorker.controller !== null');
      await this.context.setOffline(true);
      await this.page.reload();
      await expect(this.page.getByText('Còn phải khảo sát')).toBeVisible();
    },
  };

  when = {
    openSchool: async ({ name }: SchoolOnTheWay): Promise<void> => {
      await this.link(new RegExp(name)).click();
      await expect(this.link(/Đi và ghi đường/)).toBeVisible();
    },
    /** The first answer to each question; the page is loaded anew before the sixth. */
    answerTwelveQuestions: async (): Promise<void> => {
      await this.page.locator('a[href*="/hoi/"]').first().click();
      for (let question = 1; question <= 12; question++) {
        if (question === 6) await this.page.reload();
        await expect(this.page.getByText(`Câu ${question}/12`)).toBeVisible();
        await this.page.locator('section button').first().click();
      }
      await expect(this.page.getByText('Đã trả lời hôm nay')).toBeVisible();
    },
    /** Some steps with the noise of a phone, a page that dies on the way, and the end. */
    walk: async ({ path }: SchoolOnTheWay, steps: number): Promise<void> => {
      const places = along(path, steps, 15);
      await this.stand(places[0]!);
      await this.link(/Đi và ghi đường/).click();
      await this.button('Bắt đầu đi').click();
      for (const place of places) {
        await this.stand(place);
        // The page takes one fix a second at most.
        await this.page.waitForTimeout(1_200);
      }
      await this.page.reload();
      await expect(this.button('Đi tiếp')).toBeVisible();
      await this.button('Kết thúc và lưu').click();
      await expect(this.link(/Đi và ghi đường/)).toBeVisible();
    },
    recordFinding: async (reason: string): Promise<void> => {
      await this.link(/Ghi điểm bất cập/).click();
      await this.button(reason).click();
      await this.page.locator('input[type=file]').setInputFiles('data/pictures/map.png');
      const canvas = this.page.locator('canvas');
      await expect(canvas).toBeVisible();
      await canvas.hover();
      await this.page.mouse.down();
      await this.page.mouse.move(200, 300, { steps: 5 });
      await this.page.mouse.up();
      await this.button('Dùng ảnh này').click();
      await this.button('Lưu trên máy').click();
      await expect(this.link(/Đi và ghi đường/)).toBeVisible();
    },
    recordSpot: async (vehicles: string): Promise<void> => {
      await this.page.goto('/khao-sat/diem-vi-pham');
      await this.button(/Trông, giữ xe/).click();
      await this.page.getByLabel('Số xe').fill(vehicles);
      await this.button('Lưu trên máy').click();
      await expect(this.page.getByText('Còn phải khảo sát')).toBeVisible();
    },
    killTab: async (): Promise<void> => {
      await this.page.close();
      this.page = await this.context.newPage();
    },
    comeBackToTheNetwork: async (): Promise<void> => {
      await this.context.setOffline(false);
      await this.page.goto('/khao-sat/hop-gui');
      const send = this.button('Gửi ngay');
      if (await send.isVisible()) await send.click();
    },
  };

  sees = {
    unsent: async (): Promise<void> => {
      await expect(this.page.getByText(/chưa gửi/).first()).toBeVisible();
    },
    allSent: async (): Promise<void> => {
      await expect(this.page.getByText('Đã gửi hết').first()).toBeVisible({ timeout: 45_000 });
    },
  };

  get = {
    /** What the server holds of the officer's commune. */
    server: async () => {
      const read = async (path: string) => (await this.context.request.get(path)).json();
      const { schools, total, units } = await read('/api/coverage');
      const pack = await read(`/api/units/${units[0].unitId}/field-pack`);
      const least = pack.schools.find((one: { id: string }) => one.id === schools[0].schoolId);
      const { findings } = await read('/api/findings');
      const { spots } = await read('/api/spots');
      return {
        leastSurveyed: { name: least.name, path: least.routes[0].path.coordinates } as SchoolOnTheWay,
        surveyedMetres: Number(total.surveyedMetres),
        findings: findings as { id: string; photos: unknown[] }[],
        sightings: spots.reduce((sum: number, spot: { sightings: number }) => sum + spot.sightings, 0),
      };
    },
  };

  private async stand([longitude, latitude]: Position): Promise<void> {
    await this.context.setGeolocation({ longitude, latitude, accuracy: 6 });
  }
}

/** Places every `apartMetres` along a line, each some metres off it. */
function along(path: readonly Position[], count: number, apartMetres: number): Position[] {
  const places: Position[] = [];
  for (const [i, a] of path.entries()) {
    const b = path[i + 1];
    if (b === undefined) break;
    const metres = Math.hypot(b[0] - a[0], b[1] - a[1]) * metresPerDegree;
    for (let at = 0; at < metres && places.length < count; at += apartMetres) {
      const share = at / metres;
      const off = (places.length % 2 === 0 ? 3 : -3) / metresPerDegree;
      places.push([a[0] + (b[0] - a[0]) * share + off, a[1] + (b[1] - a[1]) * share]);
    }
  }
  return places;
}
