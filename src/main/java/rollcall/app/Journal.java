package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Retention;
import rollcall.history.Upkeep;
import rollcall.presence.Board;
import rollcall.presence.Happening;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// The disk lane: everything that touches the history, one thing after the other.
///
/// The queue is bounded and never drops: a disk that is slower than Slack presses back on whoever
/// writes. What cannot be written is kept in memory, in order, and tried again with the next batch
/// or heartbeat. All methods may be called from any lane; what they do happens on this one.
final class Journal implements AutoCloseable {
  /// Reads or writes something.
  interface Work<T> {
    T with(History history) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final InstantSource clock;
  private final Consumer<Optional<Unsaved>> trouble;
  private final ThreadPoolExecutor disk =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1024),
          Thread.ofPlatform().name("disk").factory(),
          Journal::pressBack);

  private final List<Sighting> unsaved = new ArrayList<>();
  private final List<Happening> unsavedNews = new ArrayList<>();
  private Retention retention = Retention.USUAL;
  private @Nullable LocalDate keptUpOn;
  private @Nullable History history;
  private boolean reading;
  private volatile Predicate<UserId> blocked = _ -> false;
  private @Nullable Path file;
  private Board board = Board.EMPTY;
  private @Nullable Instant waitingSince;

  /// @param trouble is told whenever something could not be written, and once when all is well
  ///   again
  Journal(InstantSource clock, Consumer<Optional<Unsaved>> trouble) {
    this.clock = clock;
    this.trouble = trouble;
  }

  /// Records into this file from now on; the one before is closed in order.
  ///
  /// @param beforeAll what to append first to a history that is new
  /// @return how everybody stood when the last recording ended
  Board open(Path newFile, Workspace workspace, Supplier<List<Sighting>> beforeAll)
      throws IOException {
    Board before = openNow(newFile, workspace, beforeAll);
    execute(this::keepUp);
    return before;
  }

  private Board openNow(Path newFile, Workspace workspace, Supplier<List<Sighting>> before)
      throws IOException {
    return waitFor(() -> {
      if (reading || !newFile.equals(file)) {
        closeHistory();
        History opened = History.open(newFile, clock.instant());
        try {
          opened.belongTo(workspace);
          if (opened.firstSighting().isEmpty()) {
            opened.append(before.get());
          }
          board = opened.board();
          blocked = opened.upkeep().blocked();
        } catch (HistoryException e) {
          opened.close();
          throw e;
        }
        history = opened;
        file = newFile;
        keptUpOn = null;
      }
      return board;
    });
  }

  /// Reads this file from now on and changes nothing in it; the one before is closed in order.
  ///
  /// @return how everybody stands, as far as somebody has looked
  Board read(Path newFile) throws IOException {
    return waitFor(() -> {
      closeHistory();
      History opened = History.openReadOnly(newFile);
      try {
        board = opened.board().with(opened.unnoted());
        blocked = opened.upkeep().blocked();
      } catch (HistoryException e) {
        opened.close();
        throw e;
      }
      history = opened;
      file = newFile;
      reading = true;
      return board;
    });
  }

  /// Appends a batch; then, when a crash can no longer take it back, says so.
  ///
  /// @param written gets the batch and the board that it made; also when the disk is in trouble, so
  ///   that the screen stays true while the batch waits in memory. A file that another program has
  ///   locked is waited for first, at each try and for up to five seconds: so much later the screen
  ///   hears of it
  void append(List<Sighting> batch, Written written) {
    execute(() -> {
      unsaved.addAll(batch);
      save();
      board = board.with(batch);
      written.written(board, batch);
    });
  }

  /// Notes that what was last seen holds until then.
  void beat(Instant until) {
    execute(() -> {
      if (save() && history != null) {
        history.beat(until);
      }
      keepUp();
    });
  }

  /// Keeps what happened to our looking.
  void note(List<Happening> news) {
    execute(() -> {
      unsavedNews.addAll(news);
      save();
    });
  }

  /// Keeps what the directory says of these people.
  void remember(Collection<Person> people) {
    execute(() -> {
      if (history != null) {
        history.remember(people);
      }
    });
  }

  /// How long everything is kept from now on; [Retention#USUAL] unless told. What a shorter time
  /// does not allow is deleted at once.
  void keep(Retention wanted) {
    execute(() -> {
      boolean shorter = wanted.keep().compareTo(retention.keep()) < 0;
      retention = wanted;
      if (shorter && history != null && !reading) {
        keptUpOn = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        history.upkeep().run(retention, clock.instant());
      }
    });
  }

  /// Erases everything about a person for ever, in the history and its backups. Whoever is still
  /// watched will be seen again: take them off the list first.
  ///
  /// @param block whether to refuse to watch the person again
  CompletableFuture<Upkeep.Erased> erase(UserId user, boolean block) {
    return ask(open -> {
      unsaved.removeIf(seen -> seen.user().equals(user));
      unsavedNews.removeIf(happening -> user.equals(happening.user()));
      board = board.without(user);
      try {
        return open.upkeep().erase(user, block);
      } finally {
        blocked = open.upkeep().blocked();
      }
    });
  }

  /// Lets a person be recorded again.
  ///
  /// @return whether that was refused before
  CompletableFuture<Boolean> unblock(UserId user) {
    return ask(open -> {
      boolean before = open.upkeep().unblock(user);
      blocked = open.upkeep().blocked();
      return before;
    });
  }

  /// Of whom nothing is recorded, as far as is known now.
  Predicate<UserId> blocked() {
    return blocked;
  }

  /// Erases everything about everybody for ever, in the history and its backups. Who is blocked
  /// stays blocked.
  ///
  /// @return how many sightings there were
  CompletableFuture<Long> eraseAll() {
    return ask(open -> {
      unsaved.clear();
      unsavedNews.clear();
      board = Board.EMPTY;
      return open.upkeep().eraseAll(clock.instant());
    });
  }

  /// Does something with the history that is open, after all that was asked before.
  ///
  /// @return fails with an [IOException] whose message is for a person
  <T> CompletableFuture<T> ask(Work<T> work) {
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
  CompletableFuture<Path> where() {
    return ask(_ -> Objects.requireNonNull(file));
  }

  /// Closes the history in order: what is asked from now on finds none until the next is opened.
  void leave() {
    execute(() -> {
      try {
        closeHistory();
      } finally {
        letGo();
      }
    });
  }

  /// Leaves the history, and ends. Returns when that is on the disk.
  @Override
  public void close() {
    if (!disk.isShutdown()) {
      leave();
      disk.close();
    }
  }

  /// Things that wait in memory for the disk.
  ///
  /// @param sentence why, for a person
  record Unsaved(String sentence, Instant since) {}

  /// Who wants to know what is on record.
  interface Written {
    void written(Board board, List<Sighting> batch);
  }

  private boolean save() {
    try {
      flush();
      if (waitingSince != null) {
        waitingSince = null;
        trouble.accept(Optional.empty());
      }
      return true;
    } catch (HistoryException e) {
      inTrouble(e);
      return false;
    }
  }

  private void inTrouble(HistoryException e) {
    inTrouble(String.valueOf(e.getMessage()));
  }

  private void inTrouble(String sentence) {
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
    trouble.accept(Optional.of(new Unsaved(sentence, waitingSince)));
  }

  private void flush() throws HistoryException {
    if (history != null && !unsaved.isEmpty()) {
      history.append(unsaved);
      unsaved.clear();
    }
    if (history != null && !unsavedNews.isEmpty()) {
      history.note(unsavedNews);
      unsavedNews.clear();
    }
  }

  /// What a day wants once, when it has begun: see [Upkeep#run]. It is tried once a day only, so
  /// that trouble with it is not said with every heartbeat.
  private void keepUp() throws HistoryException {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (history == null || reading || today.equals(keptUpOn)) {
      return;
    }
    keptUpOn = today;
    if (history.upkeep().due(now)) {
      history.upkeep().run(retention, now);
    }
  }

  /// Nothing is let go of that could not be written.
  private void closeHistory() throws HistoryException {
    if (history != null && !reading) {
      flush();
      history.close(clock.instant());
    }
    letGo();
  }

  /// Closes a history that may have taken no goodbye: the next session will then find that this one
  /// ended at its last heartbeat. What could not be written is given up, since it came after that.
  private void letGo() throws HistoryException {
    History open = history;
    history = null;
    reading = false;
    blocked = _ -> false;
    file = null;
    board = Board.EMPTY;
    unsaved.clear();
    unsavedNews.clear();
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
      } catch (HistoryException e) {
        inTrouble(e);
      } catch (RuntimeException e) {
        LOG.error("The disk lane hit a bug", e);
        inTrouble("Rollcall hit a bug in itself while writing the history: " + e);
      }
    });
  }

  private <T> T waitFor(Callable<T> work) throws IOException {
    try {
      return disk.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Rollcall was stopped while it waited for the disk.", e);
    }
  }

  private static void pressBack(Runnable work, ThreadPoolExecutor disk) {
    if (disk.isShutdown()) {
      throw new RejectedExecutionException("The history is closed.");
    }
    try {
      disk.getQueue().put(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
