// The closed lists that both sides and the database use. A code is never renamed or reused.
import { z } from 'zod';

export const SchoolLevel = z.enum(['preschool', 'primary', 'lower_secondary', 'upper_secondary']);
export type SchoolLevel = z.infer<typeof SchoolLevel>;

export const UnitKind = z.enum(['nation', 'province', 'legacy_district', 'commune']);
export type UnitKind = z.infer<typeof UnitKind>;

export const Role = z.enum(['officer', 'planner', 'leader', 'administrator']);
export type Role = z.infer<typeof Role>;

export const Severity = z.enum(['fatal', 'serious', 'slight', 'property']);
export type Severity = z.infer<typeof Severity>;

export const LocationQuality = z.enum(['exact', 'street', 'area']);
export type LocationQuality = z.infer<typeof LocationQuality>;

export const YesNoUnknown = z.enum(['yes', 'no', 'unknown']);
export type YesNoUnknown = z.infer<typeof YesNoUnknown>;

export const TimePrecision = z.enum(['minute', 'hour', 'day']);
export type TimePrecision = z.infer<typeof TimePrecision>;

/** Where in a school day an accident falls: on the trip to or from school, during the school day, or else. */
export const TripWindow = z.enum(['trip', 'day', 'other']);
export type TripWindow = z.infer<typeof TripWindow>;

/** TT 26/2024/TT-BCA art. 5, from the gravest; `collision` is "va chạm giao thông". */
export const AccidentClass = z.enum([
  'extremely_serious',
  'very_serious',
  'serious',
  'less_serious',
  'collision',
]);
export type AccidentClass = z.infer<typeof AccidentClass>;

export const VictimMode = z.enum([
  'walking',
  'bicycle',
  'electric_bicycle',
  'moped',
  'motorcycle',
  'car',
  'school_bus',
  'bus',
  'truck',
  'other',
]);
export type VictimMode = z.infer<typeof VictimMode>;

/** Age bands follow the Vietnamese school levels; plan 1130 counts pupils from 6 to 18. */
export const AgeBand = z.enum(['under_6', '6_10', '11_14', '15_17', '18_over']);
export type AgeBand = z.infer<typeof AgeBand>;

/** Road classes of Luật Đường bộ 35/2024 art. 8, completed for town streets and paths. */
export const RoadClass = z.enum([
  'expressway',
  'national',
  'provincial',
  'district',
  'urban_main',
  'commune',
  'hamlet',
  'lane',
  'path',
  'special',
]);
export type RoadClass = z.infer<typeof RoadClass>;

export const GateKind = z.enum(['main', 'side', 'vehicle']);
export type GateKind = z.infer<typeof GateKind>;

export const SpotKind = z.enum(['stopping_parking', 'vehicle_keeping', 'encroachment']);
export type SpotKind = z.infer<typeof SpotKind>;

export const SpotState = z.enum(['open', 'handled', 'returned']);
export type SpotState = z.infer<typeof SpotState>;

/** Who must act on a finding. */
export const FindingOwner = z.enum(['school', 'commune', 'police', 'road_authority', 'parents']);
export type FindingOwner = z.infer<typeof FindingOwner>;

export const FindingState = z.enum(['open', 'recommended', 'accepted', 'done', 'verified', 'refused']);
export type FindingState = z.infer<typeof FindingState>;

/** What a survey answers about a gate or a stretch of route; the risk model knows each code. */
export const ObservationCode = z.enum([
  'speed',
  'footpath_none',
  'footpath_blocked',
  'footpath_ok',
  'crossing_none',
  'crossing_marked',
  'crossing_multilane',
  'crossing_raised',
  'sight_poor',
  'sight_ok',
  'lighting_none',
  'lighting_ok',
  'surface_good',
  'surface_medium',
  'surface_poor',
  'dropoff_types',
  'keeping_spots',
]);
export type ObservationCode = z.infer<typeof ObservationCode>;

export const Band = z.enum(['A', 'B', 'C', 'D', 'E']);
export type Band = z.infer<typeof Band>;

export const RunKind = z.enum(['hotspots', 'risk', 'prediction', 'sensitivity', 'pilots']);
export type RunKind = z.infer<typeof RunKind>;

export const RunStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type RunStatus = z.infer<typeof RunStatus>;

/** In the order of the product: the official list first, exploration last. */
export const HotspotMethod = z.enum(['legal_rule', 'network_kde', 'dbscan', 'gi_star', 'hdbscan']);
export type HotspotMethod = z.infer<typeof HotspotMethod>;

/** The history of a cell of the map, quarter by quarter. */
export const EmergingClass = z.enum([
  'new',
  'consecutive',
  'intensifying',
  'persistent',
  'diminishing',
  'sporadic',
  'oscillating',
  'historical',
  'none',
]);
export type EmergingClass = z.infer<typeof EmergingClass>;

export const ImportKind = z.enum([
  'units',
  'schools',
  'gates',
  'roads',
  'km_posts',
  'routes',
  'accidents',
  'spots',
  'observations',
  'findings',
  'walks',
]);
export type ImportKind = z.infer<typeof ImportKind>;

/** A calendar day, "2026-11-21". */
export const Day = z.iso.date();
/** A local wall-clock time, "06:30" or "06:30:00". */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
/** Unit ids are official codes; the pattern keeps a list of them safe to join with commas. */
export const UnitId = z.string().regex(/^[A-Za-z0-9._:-]{1,40}$/);
