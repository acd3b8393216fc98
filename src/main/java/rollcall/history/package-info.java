/// The past: append-only sightings in an embedded database.
///
/// The only room that knows SQL. Facts are stored, intervals derived: a
/// [History][rollcall.history.History] takes [sightings][rollcall.presence.Sighting] and gives them
/// back, as they were or folded into spans and the board.
package rollcall.history;
