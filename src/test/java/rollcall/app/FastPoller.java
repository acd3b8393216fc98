package rollcall.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import rollcall.app.commands.TerminalListener;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.HistoryWritingListener;
import rollcall.app.recording.WatcherThread;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.testkit.SharedClock;
import rollcall.watch.WatchList;
import rollcall.watch.WatchOptions;

/// Recorder in a process of its own with a shared clock, for a token that has to poll: no socket
/// shows that time has passed, so it is notified whenever the clock advances.
///
/// Arguments: as of [FastRecorder].
final class FastPoller {
  /// Prioritizing a user who is not on the list only wakes the watcher.
  private static final UserId UNWATCHED = new UserId("U00");

  private FastPoller() {}

  public static void main(String[] args) throws Exception {
    SharedClock clock = new SharedClock(Path.of(args[2]));
    WorkspaceContext context = FastRecorder.context(args, clock);
    Set<UserId> people =
        List.of(args).subList(4, args.length).stream().map(UserId::new).collect(Collectors.toSet());
    HistoryWorker journal = new HistoryWorker(clock, _ -> {}, _ -> {});
    HistoryWritingListener recording =
        new HistoryWritingListener(
            journal,
            context.profile()::history,
            List::of,
            (_, _) -> {},
            new TerminalListener(System.out, System.err, clock));
    WatcherThread shift =
        WatcherThread.start(
            context.access(Settings.DEFAULT, true).orElseThrow(),
            WatchList.of(people),
            WatchOptions.ALWAYS,
            recording,
            clock);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              shift.stop(Cause.APP_STOPPED);
              journal.close();
              Runtime.getRuntime().halt(0);
            }));
    Instant notified = clock.instant();
    while (true) {
      LockSupport.parkNanos(200_000);
      if (!clock.instant().equals(notified)) {
        notified = clock.instant();
        shift.watcher().prioritize(UNWATCHED);
      }
    }
  }
}
