package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.RetentionPolicy;
import rollcall.presence.UserId;
import rollcall.settings.TriggersFile;
import rollcall.watch.WatchList;

/// Unfinished erasures in all histories of a profile: run at each start before anything else.
/// Thread: database.
public record PendingErasures(ProfilePaths profile) {
  /// Runs the erasures.
  ///
  /// @throws IOException with a sentence when a person has to be removed from the settings or
  ///   triggers, and they cannot be accessed
  public Result finish() throws IOException {
    List<Path> histories;
    try {
      histories = profile.allErasable();
    } catch (IOException e) {
      // The next attempt to open a history reports the problem.
      return new Result(Set.of(), new Maintenance.Erased(0, 0), List.of());
    }
    List<String> complaints = new ArrayList<>();
    Map<UserId, Boolean> people = new TreeMap<>();
    for (Path file : histories) {
      try {
        people.putAll(Maintenance.unerased(file));
      } catch (HistoryException e) {
        complaints.add(ErrorText.of(e));
      }
    }
    if (!people.isEmpty()) {
      forgetChoices(profile, people.keySet());
    }
    Maintenance.Erased erased = new Maintenance.Erased(0, 0);
    @Nullable RetentionPolicy retention = null;
    for (Path file : histories) {
      try {
        if (!people.isEmpty() || Maintenance.untidy(file)) {
          retention = retention == null ? retention(complaints) : retention;
          erased = erased.and(History.finishErasing(file, people, retention));
        }
      } catch (HistoryException.InUse e) {
        // The program that records into it finishes the erasure.
      } catch (HistoryException e) {
        complaints.add(ErrorText.of(e));
      }
    }
    Set<UserId> gone = new TreeSet<>(people.keySet());
    for (Path file : histories) {
      gone.removeAll(stillThere(file, people.keySet()));
    }
    return new Result(gone, erased, complaints);
  }

  /// Returns the retention; if the settings cannot be read, the one that deletes nothing.
  private RetentionPolicy retention(List<String> complaints) {
    try {
      return SettingsMapper.retention(profile.settings().load().settings());
    } catch (IOException e) {
      complaints.add(ErrorText.of(e));
      return RetentionPolicy.UNKNOWN;
    }
  }

  private static Set<UserId> stillThere(Path file, Set<UserId> asked) {
    try {
      return Maintenance.unerased(file).keySet();
    } catch (HistoryException e) {
      return asked;
    }
  }

  /// Removes people from the settings, from the triggers of all workspaces, and from the copies of
  /// both.
  ///
  /// @throws IOException with a sentence when they could not be removed everywhere
  public static void forgetChoices(ProfilePaths profile, Set<UserId> people) throws IOException {
    profile.settings().forget(people.stream().map(UserId::value).toList());
    for (Path folder : profile.workspaces()) {
      new TriggersFile(folder).forget(people);
    }
  }

  /// Returns whether the membership sync would add the person again.
  public static boolean comesBack(WatchList list, UserId user) {
    return !list.without(user::equals).followed().equals(list.followed());
  }

  /// Result of the erasures.
  ///
  /// @param gone people who are now erased
  /// @param erased number of erased entries
  /// @param complaints reasons why something is not erased, each a sentence
  public record Result(Set<UserId> gone, Maintenance.Erased erased, List<String> complaints) {}
}
