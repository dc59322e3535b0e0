// What a person does on the map screen and what can be seen there; specs speak through this and never touch the page.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

declare global {
  /** The map of the page, put there by the application for tests. */
  var __map:
    | { loaded(): boolean; isMoving(): boolean; queryRenderedFeatures(): { source: string }[] }
    | undefined;
  /** What is used of a page's document. */
  var document: {
    getAnimations(): { playState: string; effect: { getComputedTiming(): { endTime: number } } }[];
  };
}

export const password = 'cong-an-toan-demo';

/** As a function: a text would be evaluated anew at each look, which the pages forbid. */
const nothingOnItsWay = (): boolean =>
  document
    .getAnimations()
    .every((one) => one.playState !== 'running' || one.effect.getComputedTiming().endTime === Infinity);

export class PlanningDriver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  given = {
    signedOut: async (): Promise<void> => {
      await this.page.goto('/');
      await expect(this.page.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
    },
    signedInAs: async (login: string): Promise<void> => {
      await this.given.signedOut();
      await this.when.signIn(login, password);
      await expect(this.page.getByRole('tab', { name: 'Trường' })).toBeVisible();
    },
  };

  when = {
    signIn: async (login: string, secret: string): Promise<void> => {
      await this.page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill(login);
      await this.page.locator('input[type=password]').fill(secret);
      await this.page.getByRole('button', { name: 'Đăng nhập' }).click();
    },
    openFirstSchool: async (): Promise<void> => {
      await this.schools().first().click();
      await expect(this.page.getByRole('heading', { name: 'Vì sao?' })).toBeVisible();
    },
    openRecordedAccidents: async (): Promise<void> => {
      await this.page.getByRole('button', { name: /Tai nạn đã ghi nhận/ }).click();
    },
    openFirstAccidentOfTheScore: async (): Promise<void> => {
      const accidents = this.page
        .getByRole('button', { name: /Tai nạn đã ghi nhận/ })
        .locator('xpath=following-sibling::ul[1]');
      await accidents.getByRole('button').first().click();
    },
    openTab: async (name: string): Promise<void> => {
      await this.page.getByRole('tab', { name }).click();
    },
    chooseMethod: async (name: string): Promise<void> => {
      await this.page.getByRole('combobox', { name: 'Cách tìm' }).click();
      await this.page.getByRole('option', { name }).click();
    },
    openFirstHotspot: async (): Promise<void> => {
      await this.page.locator('[data-kind=hotspot]').first().click();
    },
  };

  get = {
    schoolNames: async (): Promise<string[]> => {
      await expect(this.schools().first()).toBeVisible();
      return this.schools().locator('span[class*=title]').allInnerTexts();
    },
    /** Ids of the features that the map draws of one of its sources. */
    drawn: async (source: string): Promise<number> =>
      this.page.evaluate(
        (name) =>
          globalThis.__map?.queryRenderedFeatures().filter((feature) => feature.source === name).length ?? 0,
        source,
      ),
  };

  sees = {
    mapIsDrawn: async (): Promise<void> => {
      await this.page.waitForFunction(
        () => globalThis.__map?.loaded() === true && !globalThis.__map.isMoving(),
        undefined,
        { timeout: 45_000 },
      );
    },
    isAccessible: async (): Promise<void> => {
      // A colour on its way to another has no contrast to judge; what turns for ever is not on its way.
      await this.page.waitForFunction(nothingOnItsWay);
      const { violations } = await new AxeBuilder({ page: this.page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`),
      ).toEqual([]);
    },
    /** A value that is not there has a word, or its row is left out. */
    printsNoAbsentValue: async (): Promise<void> => {
      await expect(this.page.locator('body')).not.toContainText(/\b(null|NaN|undefined)\b/);
    },
    saysInvented: async (): Promise<void> => {
      await expect(this.page.getByText(/hư cấu/i).first()).toBeVisible();
    },
  };

  private schools() {
    return this.page.locator('[data-kind=school]');
  }
}
