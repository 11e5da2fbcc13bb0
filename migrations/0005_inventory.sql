-- Inventory: the clusters runs come from.
create schema inventory;
grant usage on schema inventory to purser_app;

create table inventory.cluster (
  id         integer generated always as identity primary key,
  name       text not null unique check (length(name) between 1 and 255 and name = normalize(name, nfc)),
  time_zone  text not null, -- the zone sacct prints local times in, unless a batch names another
  created_at timestamptz not null default now()
);
grant select, insert, update (time_zone) on inventory.cluster to purser_app;
