/// Presence screen: the people with their current state, and a lane per person.
///
/// The logic ([TimelineModel][rollcall.ui.presence.TimelineModel],
/// [PresenceScreenModel][rollcall.ui.presence.PresenceScreenModel]) does not depend on a window.
/// Thread: FX.
package rollcall.ui.presence;
