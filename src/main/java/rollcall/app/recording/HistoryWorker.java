package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.files.IoFunctions;
import rollcall.history.ErasureOrder;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.RetentionPolicy;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Database worker: runs all access to the history on the database thread, in order.
///
/// A disk that is slower than Slack blocks the producer. Failed writes are kept in memory, in
/// order, and retried with the next batch or heartbeat. All methods may be called from any thread.
public final class HistoryWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWorker.class);

  private final InstantSource clock;
  private final Consumer<@Nullable UnsavedSightings> onUnsaved;
  private final Consumer<String> onNotice;
  private final DailyMaintenance maintenance;
  private final DatabaseExecutor databaseThread = new DatabaseExecutor();
  private final PendingWrites pendingWrites = new PendingWrites();
  private @Nullable History history;
  private boolean reading;
  private volatile Predicate<UserId> blocked = _ -> false;
  private final Set<UserId> refused = ConcurrentHashMap.newKeySet();
  private @Nullable Path file;
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
  private @Nullable Instant waitingSince;
  private volatile @Nullable String lost;
  private volatile Runnable onExpired = () -> {};
  private final AtomicBoolean maintaining = new AtomicBoolean();

  /// @param onUnsaved receives each failed write, and null once when all is written again
  /// @param onNotice receives a sentence when data beyond the retention could not be deleted
  ///   everywhere, or when a deleted history was written again
  public HistoryWorker(
      InstantSource clock,
      Consumer<@Nullable UnsavedSightings> onUnsaved,
      Consumer<String> onNotice) {
    this.clock = clock;
    this.onUnsaved = onUnsaved;
    this.onNotice = onNotice;
    this.maintenance = new DailyMaintenance(clock);
  }

  /// Opens this file for recording, and runs its maintenance; closes the one before in order.
  ///
  /// @param beforeAll first sightings of a new history
  /// @return presence of all people at the end of the last recording
  public PresenceSnapshot open(
      Path newFile, Workspace workspace, Supplier<List<Sighting>> beforeAll) throws IOException {
    PresenceSnapshot before = openOnly(newFile, workspace, beforeAll);
    maintain();
    return before;
  }

  /// Opens this file for recording, so that it can be shown before its maintenance, which may take
  /// long: the caller runs that afterwards with [#maintain].
  public PresenceSnapshot openOnly(
      Path newFile, Workspace workspace, Supplier<List<Sighting>> beforeAll) throws IOException {
    return databaseThread.waitFor(() -> {
      if (reading || !newFile.equals(file)) {
        closeHistory();
        use(
            newFile,
            History.open(newFile, clock.instant()),
            opened -> {
              opened.setWorkspace(workspace);
              reserveSpace(opened);
              if (opened.firstSighting().isEmpty()) {
                opened.append(beforeAll.get());
              }
              return opened.snapshot();
            });
      } else if (history != null) {
        resume(history, workspace);
      }
      return snapshot;
    });
  }

  /// Sets what runs, on the database thread, after the daily maintenance has deleted entries.
  public void onExpired(Runnable listener) {
    onExpired = listener;
  }

  /// Retries failed writes, runs the daily maintenance if it is due, and frees the memory of what
  /// was read, after everything that was requested before. Does nothing while an earlier call
  /// waits.
  public void maintain() {
    if (maintaining.compareAndSet(false, true)) {
      execute(() -> {
        maintaining.set(false);
        if (!pendingWrites.isEmpty() || isDeleted()) {
          save();
        }
        runMaintenance();
      });
    }
  }

  private void resume(History open, Workspace workspace) throws HistoryException {
    if (!open.workspace().equals(Optional.of(workspace))) {
      open.setWorkspace(workspace);
    }
    open.resume(clock.instant());
  }

  /// Opens this file read-only; closes the one before in order.
  ///
  /// @return last observed presence of all people
  public PresenceSnapshot openReadOnly(Path newFile) throws IOException {
    return databaseThread.waitFor(() -> {
      closeHistory();
      use(
          newFile,
          History.openReadOnly(newFile),
          opened -> opened.snapshot().with(opened.pendingSightings()));
      reading = true;
      return snapshot;
    });
  }

  /// Makes this the open history; closes it again when its state cannot be read.
  private void use(
      Path newFile, History opened, IoFunctions.Function<History, PresenceSnapshot> snapshotOf)
      throws IOException {
    try {
      snapshot = snapshotOf.apply(opened);
      blocked = opened.maintenance().blocked();
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    history = opened;
    file = newFile;
    maintenance.start();
  }

  /// Reserves disk space. Recording continues without it; the next start retries.
  private static void reserveSpace(History opened) {
    try {
      opened.reserveSpace();
    } catch (HistoryException e) {
      LOG.warn("No disk space in reserve: {}", e.getMessage());
    }
  }

  /// Appends a batch, and reports it when it is stored durably.
  ///
  /// @param written receives the batch and the new snapshot; also after a failed write, so that the
  ///   screen stays current while the batch is in memory. While another program has the file
  ///   locked, each try waits up to five seconds, and the report is delayed by that
  void append(List<Sighting> batch, BiConsumer<PresenceSnapshot, List<Sighting>> written) {
    execute(() -> {
      pendingWrites.add(batch);
      save();
      snapshot = snapshot.with(batch);
      written.accept(snapshot, batch);
    });
  }

  /// Stores the latest instant until which the last observed states are confirmed.
  void heartbeat(Instant until) {
    execute(() -> {
      save();
      // A history that cannot be written to its path again still takes writes.
      if (history != null && pendingWrites.isEmpty() && !isUnlocked()) {
        history.heartbeat(until);
      }
      runMaintenance();
    });
  }

  /// Stores audit events.
  ///
  /// @param noted runs then, on the database thread; also after a failed write
  void note(List<AuditEvent> events, Runnable noted) {
    execute(() -> {
      pendingWrites.addAuditEvents(events);
      save();
      noted.run();
    });
  }

  /// Stores the user list's details of these people.
  public void savePeople(Collection<Person> people) {
    execute(() -> {
      if (history != null) {
        history.savePeople(people);
      }
    });
  }

  /// Sets the retention, which is [RetentionPolicy#UNKNOWN] until then. Older data is deleted
  /// immediately.
  ///
  /// @return number of people with deleted entries; fails with an [IOException] whose message is a
  ///   sentence, after the failure was reported
  public CompletableFuture<Integer> setRetention(RetentionPolicy wanted) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    execute(() -> {
      try {
        boolean shorter = maintenance.setRetention(wanted);
        if (shorter) {
          restoreDeleted();
        }
        answer.complete(shorter && history != null && !reading ? maintenance.run(history) : 0);
      } catch (HistoryException | RuntimeException | Error e) {
        answer.completeExceptionally(e);
        throw e;
      }
    });
    return answer;
  }

  /// Returns the retention after all tasks added before.
  CompletableFuture<RetentionPolicy> retention() {
    return ask(_ -> maintenance.retention());
  }

  /// Plans the erasure of a person, which then also survives a crash; [#erase] starts with it, too.
  public CompletableFuture<Boolean> planErasing(UserId user, boolean block) {
    return change(open -> {
      open.maintenance().planErasing(user, block);
      return true;
    });
  }

  /// Erases everything about a person permanently, in the history and its backups. A watched person
  /// has to be removed from the watch list first, or is recorded again. Fails while another file is
  /// at the path of the history: the person would be in that one at the next start.
  ///
  /// @param block whether to refuse to watch the person again
  public CompletableFuture<Maintenance.Erased> erase(UserId user, boolean block) {
    if (block) {
      refuse(user);
    }
    return erase(user, history -> history.maintenance().erase(user, block));
  }

  /// Erases a person as a shared record orders; otherwise as [#erase].
  CompletableFuture<Maintenance.Erased> eraseAsOrdered(UserId user, ErasureOrder order) {
    return erase(user, history -> history.maintenance().eraseAsOrdered(user, order));
  }

  private CompletableFuture<Maintenance.Erased> erase(
      UserId user, IoFunctions.Function<History, Maintenance.Erased> erasure) {
    return change(
            open -> {
              pendingWrites.discard(user);
              snapshot = snapshot.without(user);
              try {
                return erasure.apply(open);
              } finally {
                blocked = open.maintenance().blocked();
              }
            })
        .whenComplete((_, failure) -> {
          // What failed stays planned, and it may be that the block is not stored yet.
          if (failure == null) {
            refused.remove(user);
          }
        });
  }

  /// Counts a person as blocked from now until the end of the erasure that follows, so that no one
  /// puts them back on the list during it; after a failure until the next erasure or [#unblock].
  void refuse(UserId user) {
    refused.add(user);
  }

  /// Allows a person to be recorded again.
  ///
  /// @return whether the person was blocked before
  public CompletableFuture<Boolean> unblock(UserId user) {
    return change(open -> {
      boolean before = open.maintenance().unblock(user);
      refused.remove(user);
      blocked = open.maintenance().blocked();
      return before;
    });
  }

  /// Returns the test for blocked people, as of now.
  public Predicate<UserId> blocked() {
    Predicate<UserId> stored = blocked;
    return user -> refused.contains(user) || stored.test(user);
  }

  /// Plans the erasure of all people, which then also survives a crash; [#eraseAll] starts with it,
  /// too.
  ///
  /// @return the instant of the plan
  public CompletableFuture<Instant> planErasingAll() {
    return change(open -> {
      Instant now = clock.instant();
      open.maintenance().planErasingAll(now);
      return now;
    });
  }

  /// Erases everything about all people permanently, in the history and its backups. Blocked people
  /// stay blocked.
  ///
  /// @return number of erased sightings
  public CompletableFuture<Long> eraseAll() {
    return change(open -> {
      pendingWrites.discardAll();
      snapshot = PresenceSnapshot.EMPTY;
      return open.maintenance().eraseAll(clock.instant());
    });
  }

  /// Discards the entries dated in the future.
  public CompletableFuture<Optional<Maintenance.Aside>> setAside() {
    return ask(open -> {
      flush();
      try {
        return open.maintenance().setAside(clock.instant());
      } finally {
        snapshot = open.snapshot();
      }
    });
  }

  /// Runs a task, as [#ask], that fails while another file is at the path of the history.
  private <T> CompletableFuture<T> change(IoFunctions.Function<History, T> work) {
    return ask(_ -> {
      restoreDeleted();
      return work.apply(openHistory());
    });
  }

  /// Runs a task with the open history after all tasks added before.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  public <T> CompletableFuture<T> ask(IoFunctions.Function<History, T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    databaseThread.execute(() -> {
      try {
        if (history == null) {
          throw new SentenceException("No history is open yet. Connect to a workspace first.");
        }
        answer.complete(work.apply(history));
      } catch (IOException | RuntimeException | Error e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /// Returns the people of the open history; none while it cannot be read.
  public CompletableFuture<List<Person>> storedPeople() {
    return ask(History::people).exceptionally(_ -> List.of());
  }

  /// Waits for an answer of the database thread.
  ///
  /// @throws IOException the failure of the answer
  public static <T> T waitFor(CompletableFuture<T> answer) throws IOException {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /// Returns the path of the open history.
  ///
  /// @return fails with an [IOException] whose message is a sentence
  public CompletableFuture<Path> path() {
    return ask(_ -> Objects.requireNonNull(file));
  }

  /// Closes the history in order: later tasks find none until the next is opened.
  public void detach() {
    execute(() -> {
      try {
        closeHistory();
      } finally {
        release();
      }
    });
  }

  /// Closes the history and ends; returns when everything is on the disk.
  @Override
  public void close() {
    if (!databaseThread.closed()) {
      detach();
      databaseThread.close();
    }
  }

  /// Report of writes that are waiting in memory.
  ///
  /// @param sentence reason
  public record UnsavedSightings(Sentence sentence, Instant since) {}

  /// Sentence about sightings that could not be written before the end; empty when all were.
  public Optional<String> unsavedSentence() {
    return Optional.ofNullable(lost);
  }

  private void save() {
    try {
      flush();
      restoreDeleted();
      if (waitingSince != null) {
        waitingSince = null;
        onUnsaved.accept(null);
      }
    } catch (HistoryException e) {
      reportUnsaved(e.sentence());
    }
  }

  private void reportUnsaved(Sentence sentence) {
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
    onUnsaved.accept(new UnsavedSightings(sentence, waitingSince));
  }

  private void flush() throws HistoryException {
    if (isUnlocked()) {
      restoreDeleted();
    }
    if (history != null) {
      pendingWrites.writeTo(history);
    }
  }

  private void runMaintenance() throws HistoryException {
    // The backups of today are those of the file at the path.
    if (history != null && !reading && !isDeleted()) {
      maintenance.runIfDue(history, onExpired);
      history.maintenance().releaseMemory();
    }
  }

  /// Writes a history whose file or lock was deleted or moved away to its path again.
  private void restoreDeleted() throws HistoryException {
    if (!isDeleted()) {
      return;
    }
    History open = openHistory();
    boolean onlyLock = open.isAtPath();
    history = open.restore(clock.instant());
    blocked = openHistory().maintenance().blocked();
    if (!onlyLock) {
      reserveSpace(openHistory());
      Sentence sentence =
          Sentence.of(
              "The history %s was deleted or moved away while it was recorded: it is written there"
                  + " again, and nothing is lost.",
              Objects.requireNonNull(file));
      LOG.warn("{}", sentence.english());
      onNotice.accept(sentence.translated());
    }
  }

  /// Closes the history in order, unless writes fail: then they are kept.
  private void closeHistory() throws HistoryException {
    if (history != null && !reading) {
      try {
        closeInOrder();
      } catch (HistoryException.DiskFull e) {
        history.freeReservedSpace();
        closeInOrder();
      }
    }
    release();
  }

  private void closeInOrder() throws HistoryException {
    flush();
    try {
      restoreDeleted();
    } catch (HistoryException e) {
      LOG.error("{}", e.getMessage());
      try {
        endSession();
      } finally {
        lost =
            "The history %s was deleted or replaced while it was recorded, and could not be written there again: all of it is in %s. Put that in its place, or keep both."
                .formatted(file, openHistory().copyAside(clock.instant()));
      }
      return;
    }
    endSession();
  }

  private void endSession() throws HistoryException {
    History open = openHistory();
    Instant end = maintenance.sessionEnd();
    boolean observedSince = open.lastKnown().filter(end::isBefore).isPresent();
    open.end(observedSince ? clock.instant() : end);
  }

  /// Returns whether the file or the lock of the recorded history is not at its path any more.
  private boolean isDeleted() {
    return history != null && !reading && !(history.isAtPath() && history.isLocked());
  }

  /// Returns whether another program may record into the open file, because its lock was deleted.
  private boolean isUnlocked() {
    return isDeleted() && openHistory().isAtPath();
  }

  private History openHistory() {
    return Objects.requireNonNull(history);
  }

  /// Closes a history whose orderly end may have failed: the next session then finds that this one
  /// ended at its last heartbeat. Writes that failed come after that heartbeat and are discarded.
  private void release() throws HistoryException {
    if (!pendingWrites.isEmpty()) {
      lost =
          "%s sightings could not be written to %s and are lost: from %s on that time is unknown. Free some space or check the disk before the next start."
              .formatted(pendingWrites.sightings(), file, waitingSince);
      LOG.error("{}", lost);
    }
    History open = history;
    if (open != null && !reading && lost == null && !open.isAtPath()) {
      lost =
          "The history %s was deleted while it was recorded, and could not be written again: all of it is lost. Check the disk before the next start."
              .formatted(file);
      LOG.error("{}", lost);
    }
    history = null;
    reading = false;
    blocked = _ -> false;
    file = null;
    snapshot = PresenceSnapshot.EMPTY;
    pendingWrites.discardAll();
    if (open != null) {
      open.close();
    }
  }

  /// Write operation whose failure is reported; a failed append is retried.
  private interface Writing {
    void write() throws HistoryException;
  }

  private void execute(Writing writing) {
    databaseThread.execute(() -> {
      try {
        writing.write();
      } catch (HistoryException.Unerased e) {
        onNotice.accept(e.sentence().translated());
      } catch (HistoryException e) {
        reportUnsaved(e.sentence());
      } catch (RuntimeException | Error e) {
        LOG.error("The database thread failed", e);
        reportUnsaved(
            Sentence.of(
                "Rollcall hit a bug in itself while writing the history: %s", e.toString()));
      }
    });
  }
}
