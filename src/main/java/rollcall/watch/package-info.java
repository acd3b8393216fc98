/// The watcher: whom we watch, by which means, and when we were really looking.
///
/// Turns what Slack says into sightings; silence, sleep and outages into *unknown*.
package rollcall.watch;
