package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.Retention;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// The disk lane: everything that touches the history, one thing after the other.
///
/// A disk that is slower than Slack presses back on whoever writes. What cannot be written is kept
/// in memory, in order, and tried again with the next batch or heartbeat. All methods may be called
/// from any lane; what they do happens on this one.
public final class HistoryWorker implements AutoCloseable {
  /// Reads or writes something.
  public interface Work<T> {
    T with(History history) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(HistoryWorker.class);

  private final InstantSource clock;
  private final Consumer<@Nullable UnsavedSightings> trouble;
  private final Consumer<String> unerased;
  private final DailyMaintenance daily;
  private final DatabaseExecutor disk = new DatabaseExecutor();
  private final PendingWrites unwritten = new PendingWrites();
  private @Nullable History history;
  private boolean reading;
  private volatile Predicate<UserId> blocked = _ -> false;
  private @Nullable Path file;
  private PresenceSnapshot board = PresenceSnapshot.EMPTY;
  private @Nullable Instant waitingSince;
  private volatile @Nullable String lost;

  /// @param trouble is told whenever something could not be written, and once when all is well
  ///   again
  /// @param unerased is told, as a sentence, when what is too old could not be deleted everywhere
  public HistoryWorker(
      InstantSource clock,
      Consumer<@Nullable UnsavedSightings> trouble,
      Consumer<String> unerased) {
    this.clock = clock;
    this.trouble = trouble;
    this.unerased = unerased;
    this.daily = new DailyMaintenance(clock);
  }

  /// Records into this file from now on; the one before is closed in order.
  ///
  /// @param beforeAll what to append first to a history that is new
  /// @return how everybody stood when the last recording ended
  public PresenceSnapshot open(
      Path newFile, Workspace workspace, Supplier<List<Sighting>> beforeAll) throws IOException {
    PresenceSnapshot before =
        disk.waitFor(() -> {
          if (reading || !newFile.equals(file)) {
            closeHistory();
            drain(
                newFile,
                History.open(newFile, clock.instant()),
                opened -> {
                  opened.belongTo(workspace);
                  reserveRoom(opened);
                  if (opened.firstSighting().isEmpty()) {
                    opened.append(beforeAll.get());
                  }
                  return opened.snapshot();
                });
          } else if (history != null) {
            resume(history, workspace);
          }
          return board;
        });
    execute(this::runMaintenance);
    return before;
  }

  private void resume(History open, Workspace workspace) throws HistoryException {
    if (!open.workspace().equals(Optional.of(workspace))) {
      open.belongTo(workspace);
    }
    open.resume(clock.instant());
  }

  /// Reads this file from now on and changes nothing in it; the one before is closed in order.
  ///
  /// @return how everybody stands, as far as somebody has looked
  public PresenceSnapshot query(Path newFile) throws IOException {
    return disk.waitFor(() -> {
      closeHistory();
      drain(
          newFile,
          History.openReadOnly(newFile),
          opened -> opened.snapshot().with(opened.pendingEvents()));
      reading = true;
      return board;
    });
  }

  /// Goes on with this history; one that says nothing is closed again.
  private void drain(Path newFile, History opened, Work<PresenceSnapshot> said) throws IOException {
    try {
      board = said.with(opened);
      blocked = opened.maintenance().blocked();
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    history = opened;
    file = newFile;
    daily.start();
  }

  /// Without space in reserve recording goes on; it is tried again at the next start.
  private static void reserveRoom(History opened) {
    try {
      opened.reserveRoom();
    } catch (HistoryException e) {
      LOG.warn("No disk space in reserve: {}", e.getMessage());
    }
  }

  /// Appends a batch; then, when a crash can no longer take it back, says so.
  ///
  /// @param written gets the batch and the board that it made; also when the disk is in trouble, so
  ///   that the screen stays true while the batch waits in memory. A file that another program has
  ///   locked is waited for first, at each try and for up to five seconds: so much later the screen
  ///   hears of it
  void append(List<Sighting> batch, Written written) {
    execute(() -> {
      unwritten.add(batch);
      save();
      board = board.with(batch);
      written.written(board, batch);
    });
  }

  /// Notes that what was last seen holds until then.
  void heartbeat(Instant until) {
    execute(() -> {
      if (save() && history != null) {
        history.heartbeat(until);
      }
      runMaintenance();
    });
  }

  /// Keeps what happened to our looking.
  ///
  /// @param noted runs then, on this lane; also when the disk is in trouble
  void note(List<AuditEvent> news, Runnable noted) {
    execute(() -> {
      unwritten.addNews(news);
      save();
      noted.run();
    });
  }

  /// Keeps what the directory says of these people.
  public void savePeople(Collection<Person> people) {
    execute(() -> {
      if (history != null) {
        history.savePeople(people);
      }
    });
  }

  /// How long everything is kept from now on; [Retention#UNKNOWN] until then. What a shorter time
  /// does not allow is deleted at once.
  ///
  /// @return of how many people something was; fails with an [IOException] whose message is for a
  ///   person, and then tells of the trouble, too
  public CompletableFuture<Integer> keep(Retention wanted) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    execute(() -> {
      try {
        boolean shorter = daily.setRetention(wanted);
        answer.complete(
            shorter && history != null && !reading ? daily.run(history).shortened() : 0);
      } catch (HistoryException | RuntimeException e) {
        answer.completeExceptionally(e);
        throw e;
      }
    });
    return answer;
  }

  /// Erases everything about a person for ever, in the history and its backups. Whoever is still
  /// watched will be seen again: take them off the list first.
  ///
  /// @param block whether to refuse to watch the person again
  public CompletableFuture<Maintenance.Erased> erase(UserId user, boolean block) {
    return ask(open -> {
      unwritten.forget(user);
      board = board.without(user);
      try {
        return open.maintenance().erase(user, block);
      } finally {
        blocked = open.maintenance().blocked();
      }
    });
  }

  /// Lets a person be recorded again.
  ///
  /// @return whether that was refused before
  public CompletableFuture<Boolean> unblock(UserId user) {
    return ask(open -> {
      boolean before = open.maintenance().unblock(user);
      blocked = open.maintenance().blocked();
      return before;
    });
  }

  /// Of whom nothing is recorded, as far as is known now.
  public Predicate<UserId> blocked() {
    return blocked;
  }

  /// Erases everything about everybody for ever, in the history and its backups. Who is blocked
  /// stays blocked.
  ///
  /// @return how many sightings there were
  public CompletableFuture<Long> eraseAll() {
    return ask(open -> {
      unwritten.forgetAll();
      board = PresenceSnapshot.EMPTY;
      return open.maintenance().eraseAll(clock.instant());
    });
  }

  /// Sets aside what was recorded by a clock that was ahead and is right now.
  public CompletableFuture<Optional<Maintenance.Aside>> setAside() {
    return ask(open -> {
      flush();
      try {
        return open.maintenance().setAside(clock.instant());
      } finally {
        board = open.snapshot();
      }
    });
  }

  /// Does something with the history that is open, after all that was asked before.
  ///
  /// @return fails with an [IOException] whose message is for a person
  public <T> CompletableFuture<T> ask(Work<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    disk.execute(() -> {
      try {
        if (history == null) {
          throw new IOException("No history is open yet. Connect to a workspace first.");
        }
        answer.complete(work.with(history));
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /// Which file is open.
  ///
  /// @return fails with an [IOException] whose message is for a person
  public CompletableFuture<Path> path() {
    return ask(_ -> Objects.requireNonNull(file));
  }

  /// Closes the history in order: what is asked from now on finds none until the next is opened.
  public void detach() {
    execute(() -> {
      try {
        closeHistory();
      } finally {
        release();
      }
    });
  }

  /// Leaves the history, and ends. Returns when that is on the disk.
  @Override
  public void close() {
    if (!disk.closed()) {
      detach();
      disk.close();
    }
  }

  /// Things that wait in memory for the disk.
  ///
  /// @param sentence why, for a person
  public record UnsavedSightings(String sentence, Instant since) {}

  /// Who wants to know what is on record.
  interface Written {
    void written(PresenceSnapshot board, List<Sighting> batch);
  }

  /// What was let go of without being written, as a sentence; empty when all was written.
  public Optional<String> lost() {
    return Optional.ofNullable(lost);
  }

  private boolean save() {
    try {
      flush();
      if (waitingSince != null) {
        waitingSince = null;
        trouble.accept(null);
      }
      return true;
    } catch (HistoryException e) {
      hasProblem(e);
      return false;
    }
  }

  private void hasProblem(HistoryException e) {
    hasProblem(String.valueOf(e.getMessage()));
  }

  private void hasProblem(String sentence) {
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
    trouble.accept(new UnsavedSightings(sentence, waitingSince));
  }

  private void flush() throws HistoryException {
    if (history != null) {
      unwritten.into(history);
    }
  }

  private void runMaintenance() throws HistoryException {
    if (history != null && !reading) {
      daily.runIfDue(history);
    }
  }

  /// Nothing is let go of that could not be written.
  private void closeHistory() throws HistoryException {
    if (history != null && !reading) {
      try {
        sayGoodbye(history);
      } catch (HistoryException.DiskFull e) {
        history.makeRoom();
        sayGoodbye(history);
      }
    }
    release();
  }

  private void sayGoodbye(History open) throws HistoryException {
    flush();
    open.close(clock.instant());
  }

  /// Closes a history that may have taken no goodbye: the next session will then find that this one
  /// ended at its last heartbeat. What could not be written is given up, since it came after that.
  private void release() throws HistoryException {
    if (!unwritten.isEmpty()) {
      lost =
          "%s sightings could not be written to %s and are lost: from %s on that time is unknown. Free some space or check the disk before the next start."
              .formatted(unwritten.sightings(), file, waitingSince);
      LOG.error("{}", lost);
    }
    History open = history;
    history = null;
    reading = false;
    blocked = _ -> false;
    file = null;
    board = PresenceSnapshot.EMPTY;
    unwritten.forgetAll();
    if (open != null) {
      open.close();
    }
  }

  /// Something to write, whose failing is told; what was to be appended is tried again.
  private interface Writing {
    void write() throws HistoryException;
  }

  private void execute(Writing writing) {
    disk.execute(() -> {
      try {
        writing.write();
      } catch (HistoryException.Unerased e) {
        unerased.accept(String.valueOf(e.getMessage()));
      } catch (HistoryException e) {
        hasProblem(e);
      } catch (RuntimeException e) {
        LOG.error("The disk lane hit a bug", e);
        hasProblem("Rollcall hit a bug in itself while writing the history: " + e);
      }
    });
  }
}
