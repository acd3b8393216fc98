package rollcall.app.desktop;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.UserListLoader;
import rollcall.history.History;
import rollcall.presence.HoursByPerson;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.UserList;
import rollcall.watch.SlackAccess;

/// People of the workspace: those in the history and those loaded from Slack.
///
/// Thread: ui-commands; users loaded from Slack arrive on the loader's thread, which passes them to
/// the screen and the history.
final class KnownUsers {
  private final HistoryWorker journal;
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final Consumer<String> signedIn;
  private final Consumer<UserList> described;

  private List<Person> directory = List.of();
  private boolean complete;
  private @Nullable UserListLoader load;

  /// @param signedIn hears, on another lane, as whom the token acts
  /// @param described hears, on another lane, who there is
  KnownUsers(
      HistoryWorker journal,
      PresenceFeed feed,
      InstantSource clock,
      Consumer<String> signedIn,
      Consumer<UserList> described) {
    this.journal = journal;
    this.feed = feed;
    this.clock = clock;
    this.signedIn = signedIn;
    this.described = described;
  }

  /// Begins anew, with those who are known without asking Slack.
  void start(List<Person> already) {
    complete = false;
    directory = already;
    feed.onUserList(
        already.isEmpty() ? UserList.EMPTY : new UserList(already, 0, UserList.State.PARTIAL));
  }

  /// Asks Slack who there is.
  void load(SlackAccess access) {
    cancel();
    load = UserListLoader.start(access, clock, this::loaded, signedIn);
  }

  /// Asks no more.
  void cancel() {
    if (load != null) {
      load.cancel();
      load = null;
    }
  }

  private void loaded(UserList found) {
    feed.onUserList(found);
    if (found.state() == UserList.State.COMPLETE) {
      journal.savePeople(found.people());
      described.accept(found);
    }
  }

  /// Slack has said who there is.
  void onUserList(UserList found) {
    directory = found.people();
    complete = true;
  }

  /// As far as Slack has said.
  List<Person> directory() {
    return directory;
  }

  /// Whether somebody of these is new to the workspace, and has no name here yet.
  boolean isMissing(Collection<UserId> people) {
    Set<UserId> named = directory.stream().map(Person::id).collect(Collectors.toSet());
    return complete && !named.containsAll(people);
  }

  /// When each person may be recorded, as far as is known by which clock.
  HoursByPerson recordingSchedule(Settings settings) {
    if (settings.hours().isAlways()) {
      return HoursByPerson.ALWAYS;
    }
    List<Person> known = new ArrayList<>(onRemembered());
    known.addAll(directory);
    return HoursByPerson.of(settings.hours(), known, settings.reportZone(), complete);
  }

  private List<Person> onRemembered() {
    return journal.ask(History::people).exceptionally(_ -> List.of()).join();
  }
}
