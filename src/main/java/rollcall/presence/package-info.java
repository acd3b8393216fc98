/// Domain model: people, sightings, spans, timelines, causes.
///
/// Pure values and folds over them. Nothing here does I/O, reads a clock, starts a thread, or
/// depends on JavaFX or Slack. *Store facts, derive intervals*: a
/// [Sighting][rollcall.presence.Sighting] is a fact and is never edited; a
/// [Span][rollcall.presence.Span], a [PresenceSnapshot][rollcall.presence.PresenceSnapshot] and
/// every total are folds that can be recomputed.
package rollcall.presence;
