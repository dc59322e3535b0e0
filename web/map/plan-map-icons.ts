// Hands the plan map each symbol when it first needs it: those of plans, and those that all maps share.
import type { Map as MapLibre } from 'maplibre-gl';
import { iconImage, iconPixelRatio, shieldStretch } from './icons.ts';
import { planIconImage, planIconPixelRatio } from './plan-icons.ts';

export function addPlanIcons(map: MapLibre): void {
  map.setMissingStyleImageResolver((id) => {
    const own = planIconImage(id);
    if (own !== null) {
      map.addImage(id, own, { pixelRatio: planIconPixelRatio });
      return;
    }
    const shared = iconImage(id);
    if (shared === null) return;
    map.addImage(id, shared, { pixelRatio: iconPixelRatio, ...(id === 'shield' ? shieldStretch : {}) });
  });
}
