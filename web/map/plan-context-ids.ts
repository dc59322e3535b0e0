// Facts around a gate that can be switched on the plan map; apart so that screens name them without loading the map.

export const planContextIds = ['accidents', 'no_stopping', 'zones', 'routes'] as const;
export type PlanContextId = (typeof planContextIds)[number];
