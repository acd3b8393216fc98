package rollcall.ui.timeline;

import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.UserId;

/// A person and their past, as the timeline shows them.
///
/// @param overlays what lies over their presence, as far as it is wished for
public record TimelineRow(Person person, PresenceTimeline timeline, Overlays overlays) {
  /// Nothing lies over it.
  public TimelineRow(Person person, PresenceTimeline timeline) {
    this(person, timeline, Overlays.NONE);
  }

  /// Whose row it is.
  public UserId user() {
    return person.id();
  }
}
