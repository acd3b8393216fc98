package rollcall.ui.timeline;

import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.UserId;

/// Row of the timeline: a person with their presence.
///
/// @param overlays the enabled overlays
public record TimelineRow(Person person, PresenceTimeline timeline, Overlays overlays) {
  /// Whether this is the row of these objects.
  public boolean shows(Person other, PresenceTimeline lane, Overlays enabled) {
    return timeline == lane && overlays == enabled && person.equals(other);
  }

  public UserId user() {
    return person.id();
  }
}
