// What a planner does on the data pages; specs speak through this and never touch the page's insides.
import { expect, type Page } from '@playwright/test';

/** What is given to a file chooser: the path of a file, or a file made up on the spot. */
type Chosen = string | { name: string; mimeType: string; buffer: Buffer };

export class DataDriver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  when = {
    /** By the link in the head of the page; on a phone it lies in the account menu. */
    openData: async (): Promise<void> => {
      const link = this.page.getByRole('link', { name: 'Dữ liệu', exact: true });
      if (!(await link.isVisible())) await this.page.getByRole('button', { name: /^Tài khoản/ }).click();
      await link.click();
      await expect(this.page.getByRole('heading', { level: 1, name: 'Dữ liệu' })).toBeVisible();
    },
    startImport: async (): Promise<void> => {
      await this.page.getByRole('link', { name: 'Nhập tệp mới' }).click();
      await expect(this.page.getByRole('heading', { level: 1, name: 'Nhập tệp mới' })).toBeVisible();
    },
    openMapping: (chosen: Chosen) => this.chooseFile('Mở bảng ghép cột (.json)', chosen),
    openFile: (chosen: Chosen) => this.chooseFile('Chọn tệp', chosen),
    choose: async (label: string, option: string): Promise<void> => {
      await this.page.getByRole('combobox', { name: label, exact: true }).click();
      await this.page.getByRole('option', { name: option, exact: true }).click();
    },
    tryImport: async (): Promise<void> => {
      await this.page.getByRole('button', { name: 'Chạy thử (không ghi gì)' }).click();
      await expect(this.page.getByRole('heading', { name: /^Kết quả chạy thử/ })).toBeVisible();
    },
    import: async (): Promise<void> => {
      await this.importButton().click();
      await expect(this.page.getByText('Đã nhập', { exact: true })).toBeVisible();
    },
    undo: async (): Promise<void> => {
      await this.page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
      await this.page.getByRole('button', { name: 'Hoàn tác lần nhập' }).click();
      await expect(this.page.getByText('Đã hoàn tác', { exact: true })).toBeVisible();
    },
  };

  get = {
    /** The number beside "Thêm mới", "Giữ nguyên" and so on. */
    count: async (name: string): Promise<number> => {
      const pair = this.page.locator('main dl > div').filter({ hasText: name }).first();
      return Number((await pair.locator('dd').innerText()).replaceAll('.', ''));
    },
    refusedRow: async (number: number): Promise<string> =>
      this.page.getByRole('region', { name: 'Các hàng bị từ chối' }).getByRole('row').nth(number).innerText(),
  };

  sees = {
    mayImport: async (may: boolean): Promise<void> => {
      if (may) await expect(this.importButton()).toBeEnabled();
      else await expect(this.importButton()).toBeDisabled();
    },
  };

  private async chooseFile(button: string, chosen: Chosen): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(chosen);
  }

  private importButton() {
    return this.page.getByRole('button', { name: 'Nhập vào hệ thống' });
  }
}
