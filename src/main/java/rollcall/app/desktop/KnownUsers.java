package rollcall.app.desktop;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.UserListLoader;
import rollcall.presence.Person;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.slack.AuthTest;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.UserList;
import rollcall.watch.SlackAccess;

/// People of the workspace: those in the history and those loaded from Slack.
///
/// Thread: ui-commands; users loaded from Slack arrive on the loader's thread, which passes them to
/// the screen and the history.
final class KnownUsers {
  private final HistoryWorker historyWorker;
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final Consumer<AuthTest> onSignedIn;
  private final Consumer<UserList> onComplete;

  // Read by the loader's thread.
  private volatile List<Person> directory = List.of();
  private boolean complete;
  private @Nullable UserListLoader load;
  // Set by the loader's thread, and read when that has ended.
  private volatile UserList loaded = UserList.EMPTY;

  /// @param onSignedIn receives, on another thread, the identity of the token
  /// @param onComplete receives, on another thread, the complete user list
  KnownUsers(
      HistoryWorker historyWorker,
      PresenceFeed feed,
      InstantSource clock,
      Consumer<AuthTest> onSignedIn,
      Consumer<UserList> onComplete) {
    this.historyWorker = historyWorker;
    this.feed = feed;
    this.clock = clock;
    this.onSignedIn = onSignedIn;
    this.onComplete = onComplete;
  }

  /// Resets the list to people known without a request to Slack.
  void start(List<Person> already) {
    complete = false;
    directory = already;
    feed.onUserList(
        already.isEmpty() ? UserList.EMPTY : new UserList(already, 0, UserList.State.PARTIAL));
  }

  /// Starts loading the user list from Slack.
  void load(SlackAccess access) {
    cancel();
    load = new UserListLoader(access, clock, this::loaded, onSignedIn).start();
  }

  /// Cancels the loading.
  void cancel() {
    if (load != null) {
      load.cancel();
      load = null;
    }
  }

  /// Ends the loading on the user's request; what is loaded stays.
  void stopLoading() {
    if (load != null) {
      cancel();
      UserList last = loaded;
      if (last.state() == UserList.State.LOADING) {
        loaded(last.withState(UserList.State.PARTIAL));
      }
    }
  }

  private void loaded(UserList next) {
    // Slack does not tell the number of users: the last complete list is the estimate.
    UserList found = next.withExpected(directory.size());
    loaded = found;
    feed.onUserList(found);
    if (found.state() == UserList.State.COMPLETE) {
      historyWorker.savePeople(found.people());
      onComplete.accept(found);
    }
  }

  /// Handles the complete user list from Slack.
  void onUserList(UserList found) {
    directory = found.people();
    complete = true;
  }

  /// Returns the people loaded so far.
  List<Person> directory() {
    return directory;
  }

  /// Returns whether one of these users is missing in the complete user list.
  boolean isMissing(Collection<UserId> people) {
    Set<UserId> named = directory.stream().map(Person::id).collect(Collectors.toSet());
    return complete && !named.containsAll(people);
  }

  /// Returns the recording hours of each person, in the person's time zone as far as it is known,
  /// and the people who are paused.
  RecordingScheduleByPerson recordingSchedule(Settings settings) {
    List<Person> known = new ArrayList<>();
    if (!settings.hours().isAlways()) {
      known.addAll(historyWorker.storedPeople().join());
      known.addAll(directory);
    }
    return SettingsMapper.schedule(settings, known, complete);
  }
}
