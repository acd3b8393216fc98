-- Least rights of recorders: they append, and what they change or delete goes through functions of the owner, which check
-- the leases. A recorder belongs to the user that registered it.
alter table rollcall.recorder add column login name;
alter table rollcall.recorder alter column login set default session_user;
create function rollcall.require_own(own integer) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from rollcall.recorder where n = own and (login is null or login = session_user)) then
    raise exception 'recorder % belongs to another user', own using errcode = 'insufficient_privilege';
  end if;
end $$;
-- The first recorder makes this a record of recorders; another one waits for its workspace.
create function rollcall.begin_record() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(1383033965, 0) where not exists (select from rollcall.origin);
  insert into rollcall.origin (source, complete) select 'recorders', true where not exists (select from rollcall.origin)
$$;
create function rollcall.change_sightings(own integer, who integer[], keys bigint[], whats bigint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform rollcall.require_own(own);
  insert into rollcall.sighting (person, key, what)
  select seen.person, seen.key, seen.what from unnest(who, keys, whats) as seen (person, key, what)
  where exists (
    select from rollcall.person as one join rollcall.lease on lease.person = one.id
    where one.n = seen.person and lease.recorder = own
      and seen.key >= lease.since * 16 and (lease.until is null or seen.key < lease.until * 16))
  on conflict (person, key) do update set what = excluded.what;
end $$;
create function rollcall.delete_sightings(own integer, who integer, first_key bigint, end_key bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  deleted bigint;
begin
  perform rollcall.require_own(own);
  delete from rollcall.sighting as seen
  where seen.person = who and seen.key >= first_key and seen.key < end_key and exists (
    select from rollcall.person as one join rollcall.lease on lease.person = one.id
    where one.n = seen.person and lease.recorder = own
      and seen.key >= lease.since * 16 and (lease.until is null or seen.key < lease.until * 16));
  get diagnostics deleted = row_count;
  return deleted;
end $$;
-- Moves the row 'unknown' between two leases. It replaces no state that was observed.
create function rollcall.move_gap(who integer, old_key bigint, new_key bigint, gap bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if gap & 7 <> 2 then
    raise exception 'the state of a gap is unknown' using errcode = 'insufficient_privilege';
  end if;
  delete from rollcall.sighting as seen where seen.person = who and seen.key = old_key and seen.what = gap;
  if new_key is not null then
    insert into rollcall.sighting as seen (person, key, what) values (who, new_key, gap)
    on conflict (person, key) do update set what = excluded.what where seen.what & 7 > 1;
  end if;
end $$;
-- Ends the time between two leases of people that no recorder has or wants, and who have no later row.
create function rollcall.end_gaps(gap bigint, ended bigint) returns table (n integer, at bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if gap & 7 <> 2 or ended & 7 <> 3 then
    raise exception 'a gap is unknown, and is not watched after its end' using errcode = 'insufficient_privilege';
  end if;
  return query update rollcall.sighting as seen set what = ended
  from rollcall.person as one cross join lateral (
    select key, what from rollcall.sighting where person = one.n order by key desc limit 1) as last
  where last.what = gap and seen.person = one.n and seen.key = last.key and seen.what = gap
    and not exists (select from rollcall.wanted where wanted.person = one.id)
    and not exists (select from rollcall.lease where lease.person = one.id and until is null)
  returning seen.person, seen.key / 16;
end $$;
-- Deletes rows of a recorder that exists no more, beyond the retention of another one.
create function rollcall.delete_abandoned(gone integer, who integer, first_key bigint, end_key bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  deleted bigint;
begin
  delete from rollcall.sighting as seen
  where seen.person = who and seen.key >= first_key and seen.key < end_key and exists (
    select from rollcall.person as one join rollcall.lease on lease.person = one.id
    where one.n = seen.person and lease.recorder = gone and lease.until is not null
      and not exists (select from rollcall.recorder as living where living.n = lease.recorder)
      and seen.key >= lease.since * 16 and seen.key < lease.until * 16);
  get diagnostics deleted = row_count;
  return deleted;
end $$;
-- Deletes generations that ended before a time of each person, and in which no row is or will be. The last one of a
-- person stays while the person is watched, because its number must not come again, and in a record that has or had
-- other recorders: their files may have rows that were refused, and that would be stored without any lease.
create function rollcall.delete_ended_leases(people text[], before bigint[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with old as (
    select one.person, one.fence from rollcall.lease as one
    join unnest(people, before) as expired (person, cut) on expired.person = one.person
    where one.until < least(expired.cut, extract(epoch from now())::bigint * 1000 - 86400000)
      and (exists (select from rollcall.lease as later where later.person = one.person and later.fence > one.fence)
        or not exists (
          select from rollcall.wanted where wanted.person = one.person
          union all select from rollcall.recorder as other where other.n <> one.recorder
          union all select from rollcall.forgotten as other where other.n <> one.recorder))
      and not exists (select from rollcall.recorder where n = one.recorder and known_until < one.until)
      and (select 1 from rollcall.person join rollcall.sighting on sighting.person = n
        where id = one.person and key >= one.since * 16 and key < one.until * 16 limit 1) is null
    order by one.person, one.fence for update of one skip locked)
  delete from rollcall.lease using old where lease.person = old.person and lease.fence = old.fence
$$;
-- Erases everything about a person; "salted" is the salted hash of the ID, for recorders that were removed. An order
-- that was lost keeps its number "lost", so that other answers to it count; 0 for a new one.
create function rollcall.erase_person(user_id text, block boolean, salted bytea, lost bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  numbers integer[] := array(select n from rollcall.person where id || '' = user_id);
  deleted bigint;
begin
  delete from rollcall.sighting where person = any (numbers);
  get diagnostics deleted = row_count;
  delete from rollcall.happening where person = any (numbers);
  delete from rollcall.person where n = any (numbers);
  delete from rollcall.wanted where person = user_id;
  delete from rollcall.lease where person = user_id;
  if lost > 0 and not exists (select from rollcall.erasure where n = lost) then
    insert into rollcall.erasure (n, person, blocks) overriding system value values (lost, user_id, block);
    perform setval('rollcall.erasure_n_seq', greatest(lost, nextval('rollcall.erasure_n_seq')));
  else
    insert into rollcall.erasure (person, blocks) values (user_id, block);
  end if;
  insert into rollcall.forgotten_erasure (recorder, mark, blocks) select id, salted, block from rollcall.forgotten;
  return deleted;
end $$;
-- Removes blocked people from the lists of all recorders.
create function rollcall.delete_wanted(who text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from rollcall.wanted where person = any (who)
$$;
create function rollcall.finish_erasures() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from rollcall.erasure where not exists (select from rollcall.recorder where not exists (
    select from rollcall.erasure_done where erasure_done.erasure = erasure.n and erasure_done.recorder = recorder.n))
$$;
create function rollcall.delete_unseen(user_id text) returns setof integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from rollcall.person where id = user_id
    and not exists (select from rollcall.sighting where person = n)
    and not exists (select from rollcall.happening where happening.person = person.n)
  returning n
$$;
revoke execute on function rollcall.begin_record, rollcall.change_sightings, rollcall.delete_sightings, rollcall.move_gap,
  rollcall.end_gaps, rollcall.delete_abandoned, rollcall.delete_ended_leases, rollcall.delete_wanted, rollcall.erase_person,
  rollcall.finish_erasures, rollcall.delete_unseen from public;
-- All read; each user changes the rows of the own recorders, and no one but the owner removes a recorder.
alter table rollcall.recorder enable row level security;
create policy reading on rollcall.recorder for select using (true);
create policy registering on rollcall.recorder for insert with check (login = session_user);
create policy changing on rollcall.recorder for update using (login is null or login = session_user);
alter table rollcall.wanted enable row level security;
create policy reading on rollcall.wanted for select using (true);
create policy changing on rollcall.wanted using (
  recorder in (select n from rollcall.recorder where login is null or login = session_user));
alter table rollcall.session enable row level security;
create policy reading on rollcall.session for select using (true);
create policy changing on rollcall.session using (
  recorder in (select n from rollcall.recorder where login is null or login = session_user));
create policy tidying on rollcall.session for delete using (recorder not in (select n from rollcall.recorder));
alter table rollcall.happening enable row level security;
create policy reading on rollcall.happening for select using (true);
create policy changing on rollcall.happening using (
  recorder in (select n from rollcall.recorder where login is null or login = session_user));
create policy tidying on rollcall.happening for delete using (recorder not in (select n from rollcall.recorder));
update rollcall.format set version = 4;
