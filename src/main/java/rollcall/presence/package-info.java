/// What is true: people, sightings, spans, the board.
///
/// Pure values and folds over them. Nothing here does I/O, reads a clock, starts a thread, or knows
/// JavaFX or Slack. *Store facts, derive intervals*: a [Sighting][rollcall.presence.Sighting] is a
/// fact and is never edited; a [Span][rollcall.presence.Span], a
/// [PresenceSnapshot][rollcall.presence.PresenceSnapshot] and every total are folds that can be run
/// again.
package rollcall.presence;
