-- Usage comes as JSON too: a batch says what it was read as. What is there already was the text of sacct.
alter table usage.batch
  add column format      text not null default 'text' check (format in ('text', 'json')),
  add column api_version text check (api_version ~ '^v0\.0\.[0-9]{1,4}$'),
  -- What should be looked at, though everything could be read.
  add column warnings    text[] not null default '{}' check (warnings <@ array['VERSION_UNKNOWN']),
  add check (format = 'json' or (api_version is null and warnings = '{}'));
alter table usage.batch alter column format drop default;
alter table usage.batch alter column warnings drop default;
