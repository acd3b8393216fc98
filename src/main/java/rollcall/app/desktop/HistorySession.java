package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.Retention;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.ui.model.PresenceFeed;
import rollcall.watch.WatchList;

/// The history that the window has open: to record into or, when a newer Rollcall made it, to look
/// at only.
///
/// Lane: desk.
final class HistorySession {
  private final HistoryWorker journal;
  private final PresenceFeed feed;
  private final HistoryLoader pasts;
  // Set while a history is open that only a newer Rollcall may change.
  private HistoryException.@Nullable Newer newer;

  HistorySession(HistoryWorker journal, PresenceFeed feed, HistoryLoader pasts) {
    this.journal = journal;
    this.feed = feed;
    this.pasts = pasts;
  }

  /// Opens the history that was written last, and shows it.
  ///
  /// @param people whose past to show
  /// @return whose it is, or nothing when there is none yet
  /// @throws IOException when it can be neither recorded into nor read, with a sentence
  Optional<Workspace> openLatest(ProfilePaths site, Collection<UserId> people) throws IOException {
    Optional<Path> latest = site.latestHistory();
    Optional<Workspace> workspace = latest.isEmpty() ? Optional.empty() : workspace(latest.get());
    if (workspace.isPresent()) {
      try {
        PresenceSnapshot board = journal.open(latest.get(), workspace.get(), List::of);
        feed.onPresence(board, List.of());
        pasts.showAll(people);
      } catch (HistoryException.Newer e) {
        read(latest.get(), people, e);
      }
    }
    return workspace;
  }

  /// Opens a history to look at it only, and shows it.
  ///
  /// @param why it is not recorded into
  void read(Path history, Collection<UserId> people, HistoryException.Newer why)
      throws IOException {
    feed.onPresence(journal.query(history), List.of());
    pasts.showAll(people);
    newer = why;
  }

  /// Whether nothing may be recorded or changed.
  boolean isReadOnly() {
    return newer != null;
  }

  /// @throws HistoryException.Newer when nothing may be recorded or changed
  void requireOurs() throws HistoryException.Newer {
    if (newer != null) {
      throw newer;
    }
  }

  /// Closes it in order.
  void close() {
    newer = null;
    journal.detach();
  }

  /// Of whom nothing is recorded is nobody on the list.
  WatchList isAllowed(WatchList list) {
    return list.without(journal.blocked());
  }

  /// Notes that a person is to be erased: from then on it is done whatever happens.
  void planErasing(UserId person, boolean block) throws IOException {
    waitFor(
        journal.ask(open -> {
          open.maintenance().planErasing(person, block);
          return person;
        }));
  }

  /// Erases a person who is on no list any more.
  ///
  /// @return how many sightings there were
  long erase(UserId person, boolean block) throws IOException {
    return waitFor(journal.erase(person, block)).sightings();
  }

  /// Erases everybody.
  ///
  /// @return how many sightings there were
  long eraseAll() throws IOException {
    return waitFor(journal.eraseAll());
  }

  /// Keeps everything so long from now on.
  ///
  /// @return of how many people something was older
  int setRetention(Retention wanted) throws IOException {
    return waitFor(journal.keep(wanted));
  }

  /// Sets aside what was recorded by a clock that was ahead.
  Optional<Maintenance.Aside> setAside() throws IOException {
    return waitFor(journal.setAside());
  }

  /// Lets a person be recorded again.
  void unblock(UserId person) throws IOException {
    waitFor(journal.unblock(person));
  }

  /// Shows what is left after something was erased.
  void refresh(Collection<UserId> people) throws IOException {
    feed.onPresence(waitFor(journal.ask(History::snapshot)), List.of());
    pasts.showAll(people);
  }

  /// Shows who of these people is never recorded.
  void showBlocked(Collection<Person> directory) {
    feed.onBlocked(
        directory.stream().map(Person::id).filter(journal.blocked()).collect(Collectors.toSet()));
  }

  private static Optional<Workspace> workspace(Path file) throws IOException {
    try (History history = History.openReadOnly(file)) {
      return history.workspace();
    }
  }

  private static <T> T waitFor(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }
}
