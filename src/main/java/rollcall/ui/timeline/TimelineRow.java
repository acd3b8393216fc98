package rollcall.ui.timeline;

import rollcall.presence.Person;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.UserId;

/// Row of the timeline: a person with their presence.
///
/// @param slackStatuses the enabled Slack statuses
public record TimelineRow(
    Person person, PresenceTimeline timeline, SlackStatusTimeline slackStatuses) {
  /// Whether this is the row of these objects.
  public boolean shows(Person other, PresenceTimeline lane, SlackStatusTimeline enabled) {
    return timeline == lane && slackStatuses == enabled && person.equals(other);
  }

  public UserId user() {
    return person.id();
  }
}
