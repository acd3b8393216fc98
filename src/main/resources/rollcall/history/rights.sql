-- Viewers read and change nothing; recorders own no tables, and delete only by functions of the owner. Without the right to create roles, an administrator creates
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
    -- Rights that an older format gave.
    revoke all on all tables in schema rollcall from rollcall_recorder;
    grant select on all tables in schema rollcall to rollcall_recorder;
    grant insert on rollcall.sighting, rollcall.erasure, rollcall.erasure_done to rollcall_recorder;
    grant insert, update on rollcall.workspace, rollcall.person, rollcall.recorder, rollcall.lease to rollcall_recorder;
    grant insert, update, delete on rollcall.session, rollcall.happening to rollcall_recorder;
    grant insert, delete on rollcall.wanted, rollcall.blocked, rollcall.change to rollcall_recorder;
    grant update on rollcall.feed to rollcall_recorder;
    grant delete on rollcall.forgotten to rollcall_recorder;
    grant execute on function rollcall.add_month, rollcall.drop_empty_months, rollcall.begin_record,
      rollcall.change_sightings, rollcall.delete_sightings, rollcall.move_gap, rollcall.delete_abandoned,
      rollcall.delete_ended_leases, rollcall.delete_wanted, rollcall.erase_person, rollcall.finish_erasures,
      rollcall.delete_unseen, rollcall.end_gaps to rollcall_recorder;
  end if;
end $$;
