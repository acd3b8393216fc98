package rollcall.ui;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Models of the screen with something in them, for the tests of the screens.
public final class PresenceModels {
  private PresenceModels() {}

  /// The people of Acme on an afternoon, signed in and live.
  public static PresenceModel acme() {
    return acme(Settings.DEFAULT);
  }

  /// The same, with these wishes.
  public static PresenceModel acme(Settings settings) {
    PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    model.settings(settings);
    model.account(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T024BE7LD", "Acme"), "rollcall"));
    model.directory(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
    watching(model, Acme.people().stream().map(Person::id));
    model.seen(List.of(), Acme.snapshot());
    model.onHistory(Acme.timelines());
    model.status(new WatchStatus.Live(24, Acme.NOW.minusSeconds(12), Acme.NOW.minusSeconds(3)));
    return model;
  }

  /// Exactly these people are watched from now on.
  public static void watch(PresenceModel model, Set<UserId> people) {
    model.watched(people);
  }

  /// Nobody seen yet, with these people to choose from and these watched.
  public static PresenceModel with(UserList directory, String... watched) {
    PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    model.directory(directory);
    watching(model, Stream.of(watched).map(UserId::new));
    return model;
  }

  /// This is the list from now on.
  public static void following(PresenceModel model, WatchList list) {
    model.following(WatchListState.of(list));
  }

  /// The history begins then.
  public static void recordedSince(PresenceModel model, Instant first) {
    model.recordedSince(first);
  }

  /// These were erased and are not to be recorded again.
  public static void block(PresenceModel model, String... people) {
    model.blocked(Stream.of(people).map(UserId::new).collect(Collectors.toSet()));
  }

  /// From now on these are watched, chosen one by one.
  public static void watching(PresenceModel model, Stream<UserId> people) {
    model.following(WatchListState.of(WatchList.of(people.collect(Collectors.toSet()))));
  }
}
