package rollcall.ui.presence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.testkit.RecordedActions;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.GroupingModel;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TimelineRow;

/// Test fixture: models with the people of [SampleTimelines].
public final class SampleModels {
  private SampleModels() {}

  /// The presence of this many people.
  public static PresenceModel presence(int people) {
    List<TimelineRow> rows = SampleTimelines.rows(people);
    var model = new PresenceModel(SampleTimelines.NOW, SampleTimelines.BERLIN);
    model.setUserList(
        new UserList(rows.stream().map(TimelineRow::person).toList(), 0, UserList.State.COMPLETE));
    PresenceModels.watching(model, rows.stream().map(TimelineRow::user));
    model.onHistory(rows.stream().map(TimelineRow::timeline).toList());
    List<Sighting> last =
        rows.stream().map(TimelineRow::timeline).flatMap(lane -> last(lane).stream()).toList();
    model.addSightings(List.of(), PresenceSnapshot.EMPTY.with(last));
    return model;
  }

  /// The Presence screen of a model.
  static PresenceView view(
      PresenceScreenModel screen, RecordedCommands commands, RecordedActions actions) {
    var grouping = new GroupingModel(screen.presence(), commands);
    return new PresenceView(screen, grouping, commands, actions);
  }

  private static Optional<Sighting> last(PresenceTimeline lane) {
    return lane.spanAt(SampleTimelines.NOW.minus(Duration.ofSeconds(1)), SampleTimelines.NOW)
        .map(span ->
            Sighting.of(
                span.user(), span.presence(), span.start(), span.source(), span.startCause()));
  }

  /// A grouping with these groups, each with the people whose name begins with its letter.
  static Grouping byLetter(PresenceModel model, String... letters) {
    List<PersonGroup> groups =
        Stream.of(letters)
            .map(letter ->
                new PersonGroup(
                    letter,
                    model.rows().stream()
                        .filter(row -> row.state().person().name().startsWith(letter))
                        .map(row -> row.id().value())
                        .collect(Collectors.toCollection(TreeSet::new))))
            .toList();
    return Grouping.byOwnGroups(new GroupingSettings(GroupBy.MINE, groups));
  }

  /// The names of the rows; groups in brackets.
  static List<String> names(PresenceScreenModel screen) {
    return screen.items().stream()
        .map(item ->
            switch (item) {
              case RowItem.Group group -> "[" + group.name() + "]";
              case RowItem.Member member -> member.person().state().person().name();
            })
        .toList();
  }
}
