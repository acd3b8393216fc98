package rollcall.app.commands;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.LeasedPeople;
import rollcall.app.recording.OutboxUploader;
import rollcall.app.recording.PendingErasures;
import rollcall.files.IoFunctions;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.LeaseKeeper;
import rollcall.history.SharedRecorder;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.UserId;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;
import rollcall.watch.Watcher;

/// Watch list of a recorder that shares its people with other recorders by leases, and its
/// capacity. Thread: any.
final class LeasedWatchList implements LeasedPeople.Assignment {
  /// Number of people who are polled within about a minute.
  private static final int POLLED = 40;

  /// Time without presence from Slack after which others may take the people.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int limit;
  private final Consumer<String> printer;
  private final IoFunctions.Consumer<UserId> eraser;
  private final InstantSource clock;
  private final LeasedPeople share;
  private final CompletableFuture<Watcher> watcher = new CompletableFuture<>();
  private final CompletableFuture<HistoryWorker> worker = new CompletableFuture<>();
  private final Set<UserId> returning = ConcurrentHashMap.newKeySet();
  private volatile Set<UserId> paused;
  private volatile WatchList list;
  private volatile Mode mode;

  /// @param since beginning of the time without presence from Slack, or null
  private record Mode(String name, int capacity, @Nullable Instant since) {}

  /// @param list people that this recorder is to watch, or another one
  /// @param options null for the attachment of the history
  /// @param eraser removes an erased person from the settings
  LeasedWatchList(
      WatchList list,
      Set<UserId> paused,
      SharedRecordOptions.@Nullable SharedRecord options,
      InstantSource clock,
      Consumer<String> printer,
      IoFunctions.Consumer<UserId> eraser) {
    this.paused = paused;
    this.printer = printer;
    this.eraser = eraser;
    this.clock = clock;
    Integer capacity = options == null ? null : options.capacity();
    limit = capacity == null ? WatchList.COMFORTABLE : capacity;
    this.list = list;
    mode = new Mode("connecting", limit, null);
    share =
        new LeasedPeople(
            this,
            this::intention,
            clock,
            System::nanoTime,
            unwatched ->
                printer.accept(
                    unwatched == 0
                        ? "All people on the lists of the recorders are watched."
                        : unwatched
                            + " people are not watched, because all recorders together cannot watch"
                            + " more: start another one with a token of its own."));
  }

  /// Share of this recorder. While the clock of this computer is wrong, nothing is handed over.
  OutboxUploader.Duty share() {
    return new OutboxUploader.Duty() {
      @Override
      public void run(SharedRecorder recorder) throws HistoryException {
        recorder.requireClock(clock);
        share.run(recorder);
      }

      @Override
      public CompletableFuture<Boolean> forget(UserId erased) {
        return share.forget(erased);
      }
    };
  }

  /// Sets the watcher, and the history that it records to.
  void watch(Watcher one, HistoryWorker its) {
    worker.complete(its);
    watcher.complete(one);
  }

  @Override
  public CompletableFuture<Long> assign(Set<UserId> assigned) {
    return watcher
        .thenCompose(one -> one.assign(assigned))
        .thenCompose(_ -> worker)
        .thenCompose(one -> one.ask(History::lastOperation));
  }

  @Override
  public CompletableFuture<Boolean> forget(UserId person) {
    // In the thread of the watcher, which also saves its list.
    return watcher
        .thenCompose(one -> one.remove(person))
        .thenApply(before -> {
          if (PendingErasures.comesBack(before, person)) {
            // Once more after a failure, the list no longer shows it.
            returning.add(person);
          }
          try {
            eraser.accept(person);
          } catch (IOException e) {
            throw new CompletionException(e);
          }
          return returning.contains(person);
        });
  }

  @Override
  public void onBlocked(Set<UserId> people) {
    for (UserId user : new TreeSet<>(people)) {
      printer.accept(
          user
              + " was erased elsewhere with --block, so no recorder of the server watches this"
              + " person: 'rollcall unblock "
              + user
              + "' there allows it.");
    }
  }

  /// Watches the people of the last session, because the server cannot be reached.
  void beginAlone(PresenceSnapshot before) {
    share.beginAlone(peopleOf(before));
  }

  /// People of the last session who are on the own list: those who were watched at its end, and
  /// those whose recording hours had ended. The latter may be with another recorder since, whose
  /// rows the server keeps; so they are limited to the capacity, and those who were watched last
  /// come first. The lists of others are not known: a person who is on none may have been taken off
  /// in the meantime.
  Set<UserId> peopleOf(PresenceSnapshot before) {
    Set<UserId> own = list.people();
    return before.all().stream()
        .filter(one -> one.presence() != Presence.NOT_WATCHED || one.cause() == Cause.HOURS_CLOSED)
        .filter(one -> own.contains(one.user()))
        .filter(one -> !paused.contains(one.user()))
        .sorted(
            Comparator.comparing((CurrentPresence one) -> one.presence() == Presence.NOT_WATCHED)
                .thenComparing(CurrentPresence::since, Comparator.reverseOrder())
                .thenComparing(CurrentPresence::user))
        .limit(limit)
        .map(CurrentPresence::user)
        .collect(Collectors.toSet());
  }

  void setPaused(Set<UserId> people) {
    paused = people;
  }

  void onWatchList(WatchList changed) {
    list = changed;
  }

  /// Derives the capacity from the way of watching, and notes since when Slack has said nothing.
  void onStatus(WatchStatus status) {
    Mode before = mode;
    mode =
        switch (status) {
          case WatchStatus.Live _ -> new Mode("live", limit, null);
          case WatchStatus.Polling _ -> new Mode("polling", Math.min(limit, POLLED), null);
          case WatchStatus.Connecting _ -> blind("connecting", before, clock.instant());
          case WatchStatus.Reconnecting lost ->
              // The last poll of some people is older than the last answer.
              blind(
                  "reconnecting",
                  before,
                  before.name().equals("live") ? lost.unknownSince() : clock.instant());
          case WatchStatus.Behind _, WatchStatus.Stopped _ ->
              blind("waiting", before, clock.instant());
          case WatchStatus.Idle _,
              WatchStatus.Paused _,
              WatchStatus.OutsideHours _,
              WatchStatus.Following _ ->
              new Mode("waiting", before.capacity(), null);
        };
  }

  private static Mode blind(String name, Mode before, Instant since) {
    Instant earlier = before.since();
    return new Mode(name, before.capacity(), earlier == null ? since : earlier);
  }

  /// What this recorder is to watch, and can watch at present.
  LeaseKeeper.Intention intention() {
    Set<UserId> wanted = new HashSet<>(list.people());
    HistoryWorker history = worker.getNow(null);
    Predicate<UserId> blocked = history == null ? _ -> false : history.blocked();
    Predicate<UserId> refused = user -> paused.contains(user) || blocked.test(user);
    wanted.removeIf(refused);
    Mode now = mode;
    Instant since = now.since();
    boolean blind = since != null && since.plus(PATIENCE).isBefore(clock.instant());
    return new LeaseKeeper.Intention(wanted, refused, blind ? 0 : now.capacity(), now.name());
  }
}
