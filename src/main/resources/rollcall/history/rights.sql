-- Viewers read, and change nothing. Without the right to create roles, an administrator creates rollcall_viewer.
do $$ begin
  if not exists (select from pg_roles where rolname = 'rollcall_viewer') then
    create role rollcall_viewer nologin;
  end if;
exception when insufficient_privilege then null;
end $$;
do $$ begin
  if exists (select from pg_roles where rolname = 'rollcall_viewer') then
    grant usage on schema rollcall to rollcall_viewer;
    grant select on rollcall.format, rollcall.origin, rollcall.workspace, rollcall.person, rollcall.session,
      rollcall.sighting, rollcall.happening to rollcall_viewer;
  end if;
end $$;
