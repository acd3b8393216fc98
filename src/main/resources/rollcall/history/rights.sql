-- Viewers read and change nothing; recorders own no tables. Without the right to create roles, an administrator creates
-- rollcall_viewer and rollcall_recorder.
do $$
declare
  name text;
begin
  foreach name in array array['rollcall_viewer', 'rollcall_recorder'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin', name);
    end if;
  end loop;
exception when insufficient_privilege then null;
end $$;
do $$ begin
  if exists (select from pg_roles where rolname = 'rollcall_viewer') then
    grant usage on schema rollcall to rollcall_viewer;
    grant select on rollcall.format, rollcall.origin, rollcall.workspace, rollcall.person, rollcall.session,
      rollcall.sighting, rollcall.happening, rollcall.recorder, rollcall.wanted, rollcall.lease, rollcall.feed,
      rollcall.change to rollcall_viewer;
  end if;
  if exists (select from pg_roles where rolname = 'rollcall_recorder') then
    grant usage on schema rollcall to rollcall_recorder;
    grant select on all tables in schema rollcall to rollcall_recorder;
    grant insert, update on rollcall.origin, rollcall.workspace to rollcall_recorder;
    grant insert, update, delete on rollcall.person, rollcall.session, rollcall.sighting, rollcall.happening,
      rollcall.blocked, rollcall.recorder, rollcall.wanted, rollcall.lease, rollcall.change, rollcall.erasure,
      rollcall.erasure_done, rollcall.forgotten, rollcall.forgotten_erasure to rollcall_recorder;
    grant update on rollcall.feed to rollcall_recorder;
    grant execute on function rollcall.add_month, rollcall.drop_empty_months to rollcall_recorder;
  end if;
end $$;
