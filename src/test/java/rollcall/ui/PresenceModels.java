package rollcall.ui;

import java.time.Instant;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Test fixture: populated presence models.
public final class PresenceModels {
  private PresenceModels() {}

  /// A signed-in, live model with the people of Acme.
  public static PresenceModel acme() {
    return acme(Settings.DEFAULT);
  }

  /// The same with these settings.
  public static PresenceModel acme(Settings settings) {
    PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    model.setSettings(settings);
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T024BE7LD", "Acme"), "rollcall"));
    model.setUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
    watching(model, Acme.people().stream().map(Person::id));
    model.addSightings(List.of(), Acme.snapshot());
    model.onHistory(Acme.timelines());
    model.setStatus(new WatchStatus.Live(24, Acme.NOW.minusSeconds(12), Acme.NOW.minusSeconds(3)));
    return model;
  }

  /// Returns the numbers of active people in a time, each at its start and at each change in it.
  public static IntSummaryStatistics active(List<PersonRow> rows, Instant from, Instant until) {
    LongStream changes =
        rows.stream()
            .map(PersonRow::timeline)
            .flatMapToLong(lane -> IntStream.range(0, lane.size()).mapToLong(lane::startSecond))
            .filter(second -> from.getEpochSecond() < second && second <= until.getEpochSecond());
    return LongStream.concat(LongStream.of(from.getEpochSecond()), changes.distinct())
        .mapToInt(second ->
            (int)
                rows.stream()
                    .map(row -> row.timeline().presenceAt(Instant.ofEpochSecond(second)))
                    .filter(Presence.ACTIVE::equals)
                    .count())
        .summaryStatistics();
  }

  /// Sets the watched people.
  public static void watch(PresenceModel model, Set<UserId> people) {
    model.setWatched(people);
  }

  /// A model with this user list and watch list, without presence.
  public static PresenceModel with(UserList directory, String... watched) {
    PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    model.setUserList(directory);
    watching(model, Stream.of(watched).map(UserId::new));
    return model;
  }

  /// Sets the watch list.
  public static void following(PresenceModel model, WatchList list) {
    model.setWatchListState(WatchListState.of(list));
  }

  /// Sets the start of the history.
  public static void recordedSince(PresenceModel model, Instant first) {
    model.setRecordedSince(first);
  }

  /// Sets the block list.
  public static void block(PresenceModel model, String... people) {
    model.setBlocked(Stream.of(people).map(UserId::new).collect(Collectors.toSet()));
  }

  /// Adds an alert or a message that waits.
  public static void wait(PresenceModel model, OneTimeTrigger trigger) {
    model.setTriggers(model.triggers().get().with(trigger));
  }

  /// Sets the watch list to individually selected people.
  public static void watching(PresenceModel model, Stream<UserId> people) {
    model.setWatchListState(WatchListState.of(WatchList.of(people.collect(Collectors.toSet()))));
  }
}
