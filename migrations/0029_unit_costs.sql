-- What the elements of gate plans cost for a piece or a metre, as a preset that provinces edit like the catalogue of measures.
alter table preset drop constraint preset_kind;
alter table preset add constraint preset_kind check (
  kind in ('legal_rule', 'risk_parameters', 'severity_weights', 'calibration', 'measures', 'gate_checklist', 'unit_costs'));
