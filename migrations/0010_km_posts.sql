-- Km posts come from imports: they need the identity that every imported record has.
alter table km_post
  add column source text not null,
  add column source_key text not null;
alter table km_post drop column km;
alter table km_post add constraint km_post_source_unique unique (source, source_key);
alter table km_post add constraint km_post_nominal check (nominal_m between 0 and 3000000);
