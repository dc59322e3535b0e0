// A planner at the gate with a phone: draws by finger, sees a rule broken, and mends it.
import { PlanDriver } from './plan-driver.ts';
import { PlanningDriver } from './planning-driver.ts';
import { test } from './town-day.ts';

test('a planner draws by touch, breaks a rule and mends it', async ({ page }) => {
  const planning = new PlanningDriver(page);
  const plan = new PlanDriver(page);
  await planning.given.signedInAs('quyhoach');
  await plan.when.startPlan('Cầu Ván');

  // Two ends of the long side, then the breadth: before the gate, where nobody may stand.
  await plan.when.drawByTouch('Hàng chờ xe máy', [
    [-60, 10],
    [60, 10],
    [60, 40],
  ]);
  await plan.when.openTab(/^Kiểm tra/);
  await plan.sees.broken(/phải từ 5 m trở lên/);

  await plan.when.openTab(/^Hạng mục/);
  await plan.when.choose('Vị trí', 'ngoài đường');
  await plan.when.openTab(/^Kiểm tra/);
  await plan.sees.mended(/phải từ 5 m trở lên/);
  await plan.sees.saved();
});
