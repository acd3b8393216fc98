package rollcall.ui.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.UserId;

/// Row of a watched person: the object stays the same while its state changes. Thread: FX.
public final class PersonRow {
  private final UserId id;
  private PersonState state;
  private PresenceTimeline timeline;
  private SlackStatusTimeline slackStatuses;
  // Computed again only when the timeline has changed: updates of the whole list are frequent.
  private @Nullable StateStart start;
  private int startRevision;
  private Duration startBridge;

  PersonRow(
      Person person,
      PresenceSnapshot snapshot,
      PresenceTimeline timeline,
      SlackStatusTimeline slackStatuses,
      Duration bridge,
      @Nullable Cause pauseCause) {
    id = person.id();
    this.timeline = timeline;
    this.slackStatuses = slackStatuses;
    start = StateStart.of(timeline, bridge);
    startRevision = timeline.revision();
    startBridge = bridge;
    state = PersonState.of(person, snapshot, start, timeline.revision(), pauseCause);
  }

  public UserId id() {
    return id;
  }

  /// The loaded history of the person and all sightings since.
  public PresenceTimeline timeline() {
    return timeline;
  }

  /// The Slack statuses that the settings enable: Do Not Disturb, status, huddles.
  public SlackStatusTimeline slackStatuses() {
    return slackStatuses;
  }

  /// The state; changes with the person or the timeline, but not with time.
  public PersonState state() {
    return state;
  }

  /// Updates the row.
  ///
  /// @return whether the person, or the object of the timeline or the Slack statuses, is another
  ///   one
  boolean update(
      Person person,
      PresenceSnapshot snapshot,
      PresenceTimeline newTimeline,
      SlackStatusTimeline newSlackStatuses,
      Duration bridge,
      @Nullable Cause pauseCause) {
    if (timeline != newTimeline
        || startRevision != newTimeline.revision()
        || !startBridge.equals(bridge)) {
      start = StateStart.of(newTimeline, bridge);
      startRevision = newTimeline.revision();
      startBridge = bridge;
    }
    boolean replaced =
        timeline != newTimeline
            || slackStatuses != newSlackStatuses
            || !state.person().equals(person);
    timeline = newTimeline;
    slackStatuses = newSlackStatuses;
    state = PersonState.of(person, snapshot, start, newTimeline.revision(), pauseCause);
    return replaced;
  }
}
