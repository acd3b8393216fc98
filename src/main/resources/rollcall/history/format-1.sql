-- The record of one workspace. A "key" is milliseconds since 1970 times 16; "what" is a state with its source and cause.
create schema rollcall;
create table rollcall.format (version integer not null);
insert into rollcall.format values (1);
create table rollcall.origin (source text not null, complete boolean not null);
create table rollcall.workspace (id text primary key, name text not null);
create table rollcall.person (
  n integer primary key,
  id text not null unique,
  name text not null,
  real_name text not null,
  title text not null,
  zone text,
  bot boolean not null,
  deactivated boolean not null);
create table rollcall.session (
  n integer primary key,
  started bigint not null,
  known_until bigint not null,
  ended bigint);
create table rollcall.sighting (
  person integer not null,
  key bigint not null,
  what bigint not null,
  primary key (person, key)) partition by range (key);
create table rollcall.happening (
  n bigint primary key,
  at bigint not null,
  type integer not null,
  person integer,
  source integer not null,
  note text not null);
create index happening_at on rollcall.happening (at);
create index happening_person on rollcall.happening (person, at) where person is not null;
create table rollcall.blocked (salt bytea not null, hash bytea not null);
