/// The past: append-only sightings in an embedded database, and copies in PostgreSQL.
///
/// The only package with SQL. Facts are stored, intervals are derived: a
/// [History][rollcall.history.History] takes [sightings][rollcall.presence.Sighting] and returns
/// them unchanged, as spans, or as a snapshot.
package rollcall.history;
