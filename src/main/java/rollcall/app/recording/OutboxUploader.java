package rollcall.app.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.files.IoFunctions;
import rollcall.history.ErasureOrder;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.ServerAttachment;
import rollcall.history.SharedRecorder;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Uploader of the outbox: hands a recorded history over to a server, in a thread of its own;
/// recording never waits for it. While the server is away, what is recorded waits in the file.
public final class OutboxUploader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxUploader.class);

  /// Interval of the renewals without anything to hand over.
  private static final Duration IDLE = Duration.ofSeconds(2);

  /// Longest pause between two renewals while the file is busy.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);

  /// Time that the end of a recording waits for the server.
  private static final Duration END = Duration.ofSeconds(5);

  private static final Duration TIDY = Duration.ofHours(1);

  private final HistoryWorker worker;
  private final Path file;
  private final ServerAttachment attachment;
  private final @Nullable String password;
  private final Workspace workspace;
  private final InstantSource clock;
  private final Duty duty;
  private final Consumer<@Nullable String> onProblem;
  private final Thread thread;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean closing;
  // Why the last erasure failed.
  private volatile @Nullable String unerased;
  // Only of the thread.
  private @Nullable SharedRecorder recorder;
  private @Nullable String problem;
  private Duration retry = FIRST_RETRY;
  private final Map<UserId, ErasureOrder> erasing = new ConcurrentHashMap<>();
  private final UploadedOperationRetention kept = new UploadedOperationRetention();
  private long tidied;

  /// Further task of the connection, such as renewing leases.
  public interface Duty {
    /// Runs every two seconds, and more often when there is something to hand over.
    void run(SharedRecorder recorder) throws HistoryException;

    /// Removes a person from the list and the settings of this recorder, because another one erased
    /// them.
    ///
    /// @return completes when nothing of them is recorded any more, and the settings are stored:
    ///   whether the membership of a channel or user group would bring them back; after a failure,
    ///   it is called again
    default CompletableFuture<Boolean> forget(UserId erased) {
      return CompletableFuture.completedFuture(false);
    }
  }

  /// @param worker that records into the file
  /// @param password null for that in the file `.pgpass`
  /// @param onProblem receives a sentence when the server cannot be used, and null when everything
  ///   is handed over again
  public OutboxUploader(
      HistoryWorker worker,
      Path file,
      ServerAttachment attachment,
      @Nullable String password,
      Workspace workspace,
      InstantSource clock,
      Duty duty,
      Consumer<@Nullable String> onProblem) {
    this.worker = worker;
    this.file = file;
    this.attachment = attachment;
    this.password = password;
    this.workspace = workspace;
    this.clock = clock;
    this.duty = duty;
    this.onProblem = onProblem;
    tidied = System.nanoTime() - TIDY.toNanos();
    thread = Thread.ofPlatform().daemon().name("hand-over").unstarted(this::run);
  }

  /// Starts the hand-over.
  public OutboxUploader start() {
    thread.start();
    return this;
  }

  /// Hands over what was recorded, at once.
  public void wake() {
    bell.release();
  }

  /// Hands over the rest, if the server can be reached, and ends. The history is closed before, so
  /// that its end is handed over, too.
  @Override
  public void close() {
    closing = true;
    wake();
    try {
      if (!thread.join(END)) {
        LOG.warn("The hand-over did not end in time: the rest waits in the history");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try {
        handOverAll(connected());
        succeeded();
        await(IDLE, true);
      } catch (HistoryException | RuntimeException | Error e) {
        failed(e);
        await(retry, false);
        retry = Collections.min(List.of(retry.multipliedBy(2), LAST_RETRY));
      }
    }
    end();
  }

  private SharedRecorder connected() throws HistoryException {
    SharedRecorder open = recorder;
    if (open == null) {
      open = SharedRecorder.open(file, attachment, password, workspace);
      recorder = open;
      long handedOver = open.handedOver();
      kept.onConnected(handedOver);
      inFile(
          open,
          history -> {
            history.continueHandOver(handedOver);
            return handedOver;
          });
    }
    return open;
  }

  private void handOverAll(SharedRecorder open) throws HistoryException {
    SharedRecorder.Result result;
    do {
      duty.run(open);
      result = open.handOver();
      if (result.refused() > 0) {
        LOG.warn(
            "{} rows are only in the history: another recorder had these people then",
            result.refused());
      }
      erase(result.unerased());
    } while (result.more());
    deleteHandedOver(open);
    if (System.nanoTime() - tidied >= TIDY.toNanos()) {
      tidied = System.nanoTime();
      if (!open.tidy(inFile(open, worker.retention()), clock.instant())) {
        LOG.info("Months without rows stay until later: the sightings are being read");
      }
    }
  }

  /// Erases in the history the people that another recorder erased.
  private void erase(Map<UserId, ErasureOrder> people) {
    erasing.keySet().retainAll(people.keySet());
    people.forEach((user, order) -> {
      if (!order.equals(erasing.put(user, order))) {
        worker.refuse(user);
        var _ =
            CompletableFuture.completedFuture(user)
                .thenCompose(duty::forget)
                .thenCompose(returns ->
                    worker.eraseAsOrdered(
                        user, new ErasureOrder(order.number(), order.block() || returns)))
                .whenComplete((_, e) -> {
                  if (e == null) {
                    wake();
                  } else {
                    String why = String.valueOf(e.getMessage());
                    if (!why.equals(unerased)) {
                      unerased = why;
                      LOG.warn("An erasure by another recorder is not finished here", e);
                    }
                    erasing.remove(user, order);
                  }
                });
      }
    });
  }

  /// Deletes operations that were handed over some time ago.
  private void deleteHandedOver(SharedRecorder open) throws HistoryException {
    OptionalLong until = kept.onHandedOver(open.handedOver(), System.nanoTime());
    if (until.isPresent()) {
      inFile(
          open,
          history -> {
            history.deleteHandedOver(until.getAsLong());
            return until;
          });
    }
  }

  private <T> void inFile(SharedRecorder open, IoFunctions.Function<History, T> work)
      throws HistoryException {
    var _ = inFile(open, worker.ask(work));
  }

  /// Waits for a task in the file. While it waits for a backup or a vacuum there, the renewals go
  /// on: otherwise, other recorders would take the people.
  private <T> T inFile(SharedRecorder open, CompletableFuture<T> answer) throws HistoryException {
    pause(answer);
    while (!answer.isDone()) {
      duty.run(open);
      pause(answer);
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof HistoryException ours) {
        throw ours;
      }
      throw e;
    }
  }

  private static void pause(CompletableFuture<?> answer) {
    CompletableFuture<Duration> end =
        new CompletableFuture<Duration>()
            .completeOnTimeout(PAUSE, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.anyOf(answer, end).handle((_, _) -> PAUSE).join();
  }

  private void succeeded() {
    retry = FIRST_RETRY;
    if (problem != null) {
      problem = null;
      onProblem.accept(null);
    }
  }

  private void failed(Throwable e) {
    disconnect();
    if (!(e instanceof HistoryException)) {
      LOG.error("The hand-over failed", e);
    }
    String sentence = String.valueOf(e.getMessage());
    if (!sentence.equals(problem) && !closing) {
      problem = sentence;
      onProblem.accept(sentence);
    }
  }

  private void disconnect() {
    SharedRecorder open = recorder;
    recorder = null;
    if (open != null) {
      try {
        open.close();
      } catch (HistoryException e) {
        LOG.info("{}", e.getMessage());
      }
    }
  }

  private void end() {
    SharedRecorder open = recorder;
    if (open != null) {
      try {
        while (open.handOver().more()) {
          LOG.debug("The rest is handed over");
        }
        open.end();
      } catch (HistoryException | RejectedExecutionException e) {
        LOG.info("{}", e.getMessage());
      }
    }
    disconnect();
  }

  /// @param wakes whether something to hand over ends the pause
  private void await(Duration pause, boolean wakes) {
    try {
      long end = System.nanoTime() + pause.toNanos();
      do {
        boolean rang = bell.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        bell.drainPermits();
        if (rang && wakes) {
          return;
        }
      } while (!closing && System.nanoTime() < end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }
}
