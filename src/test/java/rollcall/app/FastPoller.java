package rollcall.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import rollcall.app.commands.TerminalOutput;
import rollcall.app.environment.AppContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.RecordingListener;
import rollcall.app.recording.WatcherThread;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.testkit.SharedClock;
import rollcall.watch.WatchList;
import rollcall.watch.WatchOptions;

/// What `rollcall record` is made of, by a clock that somebody else moves, for a token with which
/// Slack has to be asked: no socket tells it that time has passed, so it is told whenever the clock
/// has moved.
///
/// Arguments: as of [FastRecorder].
final class FastPoller {
  /// Asking more often about somebody who is not on the list changes nothing but wakes the watcher.
  private static final UserId NOBODY = new UserId("U00");

  private FastPoller() {}

  public static void main(String[] args) throws Exception {
    SharedClock clock = new SharedClock(Path.of(args[2]));
    AppContext context = FastRecorder.context(args, clock);
    Set<UserId> people =
        List.of(args).subList(4, args.length).stream().map(UserId::new).collect(Collectors.toSet());
    HistoryWorker journal = new HistoryWorker(clock, _ -> {}, _ -> {});
    RecordingListener recording =
        new RecordingListener(
            journal,
            context.profile()::history,
            _ -> List.of(),
            (_, _) -> {},
            new TerminalOutput(System.out, System.err, clock));
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
    Instant told = clock.instant();
    while (true) {
      LockSupport.parkNanos(200_000);
      if (!clock.instant().equals(told)) {
        told = clock.instant();
        shift.watcher().prioritize(NOBODY);
      }
    }
  }
}
