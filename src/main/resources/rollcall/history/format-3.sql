-- Recorders that were removed: one that returns has the same number, and continues where it was.
create table rollcall.forgotten (
  id uuid primary key,
  n integer not null,
  known_until bigint not null,
  handed_over bigint not null);
-- Erasures that a removed recorder has not heard of: salt and hash of the ID.
create table rollcall.forgotten_erasure (
  recorder uuid not null references rollcall.forgotten on delete cascade,
  mark bytea not null,
  blocks boolean not null);
update rollcall.format set version = 3;
