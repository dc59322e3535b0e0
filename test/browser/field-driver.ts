// What an officer does on a phone in the field; specs speak through this and never touch the page's insides.
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { type Fix, loseSight, type Position, passFixes, standAt } from './fake-walk.ts';

export class FieldDriver {
  readonly context: BrowserContext;
  page: Page;
  /** Addresses of everything that was sent, in order: one twice when it was sent twice. */
  readonly sent: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.context.on('request', (request) => {
      if (request.method() === 'PUT') this.sent.push(new URL(request.url()).pathname);
    });
  }

  private button = (name: string | RegExp) => this.page.getByRole('button', { name });
  private link = (name: string | RegExp) => this.page.getByRole('link', { name });

  private async withdraw(reason: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Lý do').fill(reason);
    await dialog.getByRole('button', { name: 'Rút lại', exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }

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
    },
  };

  when = {
    openSchool: async (name: string): Promise<void> => {
      await this.page.goto('/khao-sat');
      await this.link(new RegExp(name)).click();
      await expect(this.link(/Đi và ghi đường|Đi tiếp/)).toBeVisible();
    },
    stand: (place: Position): Promise<void> => standAt(this.page, place),
    /** The first answer to each question; the page is loaded anew before the sixth. */
    answerAtGate: async (): Promise<void> => {
      await this.page.locator('a[href*="/hoi/"]').first().click();
      for (let question = 1; question <= 12; question++) {
        if (question === 6) await this.page.reload();
        await expect(this.page.getByText(`Câu ${question}/12`)).toBeVisible();
        await this.page.locator('section button').first().click();
      }
      await expect(this.page.getByText('Đã trả lời hôm nay')).toBeVisible();
    },
    openRoute: (id: string): Promise<void> => this.page.locator(`a[href$="/tuyen/${id}"]`).click(),
    answerStretch: async (stretch: string): Promise<void> => {
      await this.link(`Trả lời ${stretch}`).click();
      for (let question = 1; question <= 6; question++) {
        await expect(this.page.getByText(`Câu ${question}/6`)).toBeVisible();
        await this.page.locator('section button').first().click();
      }
      await expect(this.page.getByText('Đã trả lời hôm nay')).toBeVisible();
    },
    answerAsBefore: async (stretch: string): Promise<void> => {
      await this.link(`Trả lời ${stretch}`).click();
      await this.button(/^Giống hết đoạn trước/).click();
      await expect(this.page.getByText('Đã trả lời hôm nay')).toHaveCount(2);
    },
    startWalk: async (): Promise<void> => {
      await loseSight(this.page);
      await this.link(/Đi và ghi đường|Đi tiếp/).click();
      await this.button(/Bắt đầu đi|Đi tiếp/).click();
    },
    walk: (fixes: readonly Fix[]): Promise<void> => passFixes(this.page, fixes),
    finishWalk: async (): Promise<void> => {
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
    remindOf: async (finding: { id: string; schoolId: string }): Promise<void> => {
      await this.page.goto(`/khao-sat/truong/${finding.schoolId}/viec/${finding.id}`);
      await this.button('Nhắc việc').click();
      await this.button('Lưu bước này').click();
      await expect(this.link(/Đi và ghi đường/)).toBeVisible();
    },
    recordSpot: async (vehicles: string): Promise<void> => {
      await this.link(/Ghi điểm vi phạm/).click();
      await this.button(/Trông, giữ xe/).click();
      await this.page.getByLabel('Số xe').fill(vehicles);
      await this.button('Lưu trên máy').click();
      await expect(this.page.getByText('Còn phải khảo sát')).toBeVisible();
    },
    withdrawPhotoOfFinding: async (id: string): Promise<void> => {
      await this.page.goto(`/cong-viec/bat-cap/${id}`);
      await this.button(/Trước khi xử lý, ảnh 1/).click();
      await this.button('Rút lại ảnh').click();
      await this.withdraw('Thấy rõ mặt người');
      await expect(this.page.getByText('Chưa có ảnh trước khi xử lý')).toBeVisible();
    },
    withdrawSighting: async (spotId: string): Promise<void> => {
      await this.page.goto(`/cong-viec/vi-pham/${spotId}`);
      await this.button('Rút lại').first().click();
      await this.withdraw('Ghi trùng');
    },
    goHome: (): Promise<void> => this.link('Quay lại').click(),
    killTab: async (): Promise<void> => {
      await this.page.close();
      this.page = await this.context.newPage();
    },
    comeBackToTheNetwork: async (): Promise<void> => {
      await this.context.setOffline(false);
      await this.page.goto('/khao-sat/hop-gui');
    },
  };

  sees = {
    /** By what was taken along: there is no network. */
    nextWalk: async (): Promise<void> => {
      await expect(this.page.getByText(/Nên đi trước: .* theo dữ liệu tải/)).toBeVisible();
    },
    standsOn: async (stretch: string): Promise<void> => {
      await expect(this.page.getByText(`Bạn đang ở ${stretch}`)).toBeVisible();
    },
    kept: async (fixes: number): Promise<void> => {
      await expect(this.page.getByText(new RegExp(`, ${fixes} điểm`))).toBeVisible();
    },
    gaps: async (shown: number): Promise<void> => {
      await expect(this.page.getByText(`${shown} đoạn mất vị trí`)).toBeVisible();
    },
    unsent: async (shown: number): Promise<void> => {
      await expect(this.page.getByText(`${shown} chưa gửi`)).toBeVisible();
    },
    onPhoneOnly: async (): Promise<void> => {
      await expect(this.page.getByText(/Trong đó .* mới chỉ có trên máy này, chưa gửi/)).toBeVisible();
    },
    allSent: async (): Promise<void> => {
      await expect(this.page.getByText('Đã gửi hết').first()).toBeVisible({ timeout: 45_000 });
    },
  };

  /** Ids of the records of a kind ("surveys") that were sent, each as often as it was sent. */
  idsSent(noun: string): string[] {
    return this.sent.flatMap((path) => {
      const [, , kind, id, ...more] = path.split('/');
      return kind === noun && id !== undefined && more.length === 0 ? [id] : [];
    });
  }
}
