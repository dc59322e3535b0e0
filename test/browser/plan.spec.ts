// A planner draws a plan at a gate, goes back and forth, breaks a rule, mends it, sees what the plan would change beside
// another one, gives way to somebody who changed it too, and opens the print.
import { expect } from '@playwright/test';
import { PlanDriver } from './plan-driver.ts';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

// Walks through the whole editor and draws a map for paper, which is slow without a graphics card.
test.describe.configure({ timeout: 180_000 });

test('a planner draws, breaks a rule, mends it, sees the effect and prints', async ({ page }) => {
  const planning = new PlanningDriver(page);
  const plan = new PlanDriver(page);
  await planning.given.signedInAs('quyhoach');
  await plan.when.startPlan('Cầu Ván');

  await plan.when.putInMiddle('Gờ, gồ giảm tốc');
  await plan.when.drawByHand('Vạch cấm dừng, đỗ', [
    [-120, 60],
    [120, 60],
    [120, 60],
  ]);
  // Before the gate nobody may stop (Luật 36/2024/QH15, article 18 clause 4).
  await plan.when.putInMiddle('Chỗ đón trả');
  await plan.sees.drawn(3);
  await plan.when.undo('button');
  await plan.sees.drawn(2);
  await plan.when.undo('key');
  await plan.sees.drawn(1);
  await plan.when.redo('key');
  await plan.when.redo('button');
  await plan.sees.drawn(3);
  await plan.when.openTab(/^Kiểm tra/);
  await plan.sees.broken(/phải từ 5 m trở lên/);
  await planning.sees.isAccessible();

  await plan.when.openDrawn('Chỗ đón trả');
  await plan.when.choose('Vị trí', 'ngoài đường');
  await plan.when.openTab(/^Kiểm tra/);
  await plan.sees.mended(/phải từ 5 m trở lên/);
  await plan.sees.saved();

  await plan.when.openTab(/^Tác dụng/);
  await expect(page.getByText(/Xác suất có lợi: /)).toBeVisible();
  await planning.sees.printsNoAbsentValue();

  await plan.when.openFromMenu('So sánh các phương án');
  await plan.sees.compared(2);

  await plan.given.renamedBy('canbo.anbinh', 'Phương án của xã');
  await plan.when.putInMiddle('Chốt trực');
  await plan.when.settleBy('Dùng bản của người kia');
  await plan.sees.named('Phương án của xã');
  await plan.sees.drawn(3);

  await plan.when.openPaper();
  await plan.sees.drawingOnPaper();
  await planning.sees.isAccessible();
});
