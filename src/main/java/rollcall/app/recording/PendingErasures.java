package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.presence.UserId;
import rollcall.settings.SettingsFile;
import rollcall.watch.WatchList;

/// Erasures that were begun and are not finished, in all histories of a site: at each start they
/// come before anything else. Lane: disk.
public record PendingErasures(ProfilePaths site) {
  /// Goes on with them.
  ///
  /// @throws IOException with a sentence when the settings name a person where they cannot be read
  public Result finish() throws IOException {
    List<Path> histories;
    try {
      histories = site.allErasable();
    } catch (IOException e) {
      // Whoever opens a history next says so.
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
      forgetInSettings(site.settings(), people.keySet());
    }
    Maintenance.Erased erased = new Maintenance.Erased(0, 0);
    for (Path file : histories) {
      try {
        if (!people.isEmpty() || Maintenance.untidy(file)) {
          erased = erased.and(History.finishErasing(file, people));
        }
      } catch (HistoryException.InUse e) {
        // Whoever records into it goes on with it.
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

  private static Set<UserId> stillThere(Path file, Set<UserId> asked) {
    try {
      return Maintenance.unerased(file).keySet();
    } catch (HistoryException e) {
      return asked;
    }
  }

  /// Takes people out of the settings, and out of the copies of the settings beside them.
  ///
  /// @throws IOException with a sentence when they are still named there
  public static void forgetInSettings(SettingsFile file, Set<UserId> people) throws IOException {
    file.forget(people.stream().map(UserId::value).toList());
  }

  /// Whether what is followed would bring a person back by itself.
  public static boolean comesBack(WatchList list, UserId user) {
    return !list.without(user::equals).followed().equals(list.followed());
  }

  /// What became of them.
  ///
  /// @param gone who is erased now
  /// @param erased what there was
  /// @param complaints why something is left, each a sentence
  public record Result(Set<UserId> gone, Maintenance.Erased erased, List<String> complaints) {}
}
