/// Watcher: who is watched, from which source, and for which time there was no observation.
///
/// Converts Slack events into sightings; silence, sleep and outages become *unknown*.
package rollcall.watch;
