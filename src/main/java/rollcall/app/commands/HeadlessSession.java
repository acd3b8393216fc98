package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.DemoSession;
import rollcall.app.environment.RetentionMapper;
import rollcall.app.environment.WatchListMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PassThroughListener;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.RecorderListener;
import rollcall.app.recording.RecordingListener;
import rollcall.app.recording.UserListLoader;
import rollcall.app.recording.WatcherThread;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.ui.model.UserList;
import rollcall.watch.Problem;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchOptions;
import rollcall.watch.WatchStatus;

/// Watching without a window, until it is stopped or a problem only a person can solve ends it.
///
/// Lane: main; [#close] may be called from any.
public final class HeadlessSession implements RecorderListener, AutoCloseable {
  private static final String NO_HOURS =
      " Recording hours protect people, so nobody is watched until they are set again: correct the"
          + " file, or open the window.";

  private final AppContext home;
  private final TerminalOutput terminal;
  private final boolean recording;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean watching;
  private volatile Optional<String> lost = Optional.empty();
  private final CompletableFuture<WatcherThread> begun = new CompletableFuture<>();
  private Settings times = Settings.DEFAULT;
  private volatile boolean keeping;
  private Runnable names = () -> {};
  // Set on the link lane, and looked at when that has ended.
  private @Nullable UserListLoader load;

  /// @param recording whether what is seen is also kept
  public HeadlessSession(AppContext home, TerminalOutput terminal, boolean recording) {
    this.home = home;
    this.terminal = terminal;
    this.recording = recording;
  }

  /// Watches until stopped.
  ///
  /// @return the exit code
  public int run(boolean inDemo, PeopleSelection wanted) throws IOException {
    HistoryWorker journal = new HistoryWorker(home.clock(), this::hasUnsaved, terminal::print);
    try {
      int code = watch(inDemo, wanted, journal);
      return lost.isEmpty() ? code : 1;
    } finally {
      over.countDown();
    }
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  public Optional<String> lost() {
    return lost;
  }

  private int watch(boolean inDemo, PeopleSelection wanted, HistoryWorker journal)
      throws IOException {
    try (@Nullable DemoSession demo = inDemo ? home.startDemo() : null) {
      if (recording) {
        new PendingErasures(home.site()).finish().complaints().forEach(terminal::print);
      }
      Settings settings = settings();
      var _ = journal.keep(RetentionMapper.of(settings));
      SlackAccess access = demo == null ? access(settings) : demo.access();
      home.resetTrust().ifPresent(terminal::print);
      home.proxyNote().ifPresent(terminal::print);
      WatchList list =
          isAllowed(new WatchListResolver(access, home.clock(), terminal).of(wanted, settings));
      keeping = wanted.equals(PeopleSelection.SAVED);
      watching = true;
      times = settings;
      RecordingSchedule nobodyYet =
          RecordingSchedule.of(settings.hours(), List.of(), settings.reportZone(), false);
      WatcherThread shift =
          WatcherThread.start(
              access,
              list,
              new WatchOptions(nobodyYet, false, settings.overlays()),
              listener(journal, demo, access),
              home.clock());
      begun.complete(shift);
      int code = exit.join();
      shift.stop(Cause.APP_STOPPED);
      if (load != null) {
        load.cancel();
      }
      return code;
    } finally {
      journal.close();
      lost = journal.lost();
      lost.ifPresent(terminal::print);
    }
  }

  /// Ends it in order; returns when all is on the disk. While it still waits for a token or for the
  /// list of people there is nothing to end, and whoever stops it does not wait for that.
  @Override
  public void close() {
    exit.complete(0);
    try {
      if (watching) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onWorkspace(Workspace workspace, PresenceSnapshot board) {
    terminal.onWorkspace(workspace, board);
    names.run();
  }

  @Override
  public void found(String sentence) {
    terminal.print(sentence);
  }

  @Override
  public void onReadOnly(Workspace workspace, HistoryException.Newer why) {
    // The status says it, too.
  }

  @Override
  public void onPresence(PresenceSnapshot board, List<Sighting> batch) {
    terminal.onPresence(board, batch);
  }

  @Override
  public void onStatus(WatchStatus status) {
    terminal.onStatus(status);
    if (status instanceof WatchStatus.Stopped) {
      exit.complete(1);
    }
  }

  @Override
  public void onOverlay(Overlay overlay) {
    // It is in the record; the terminal tells of presence.
  }

  @Override
  public void onWatchList(WatchListState following) {
    terminal.onWatchList(following);
    if (keeping) {
      record(following.list());
    }
  }

  /// The saved list stays what it became, for the next session and for the window.
  private void record(WatchList list) {
    try {
      SettingsFile file = home.site().settings();
      file.save(WatchListMapper.following(file.load().settings(), list));
    } catch (IOException e) {
      terminal.print(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    terminal.onDndUnavailable(why);
  }

  @Override
  public void onManualPresence(Presence presence) {
    terminal.onManualPresence(presence);
  }

  private void hasUnsaved(Optional<HistoryWorker.UnsavedSightings> trouble) {
    terminal.print(
        trouble
            .map(HistoryWorker.UnsavedSightings::sentence)
            .orElse("Everything is written to the history again."));
  }

  /// Of whoever was erased and is never to be recorded again Slack is not even asked.
  private WatchList isAllowed(WatchList list) throws IOException {
    Optional<Path> latest = recording ? home.site().latestHistory() : Optional.empty();
    if (latest.isEmpty()) {
      return list;
    }
    try (History history = History.openReadOnly(latest.get())) {
      WatchList allowed = list.without(history.maintenance().blocked());
      list.people().stream()
          .filter(user -> !allowed.people().contains(user))
          .forEach(user ->
              terminal.print(
                  user
                      + " was erased and is not recorded again: 'rollcall unblock "
                      + user
                      + "' allows it."));
      return allowed;
    }
  }

  private Settings settings() throws IOException {
    var loaded = home.site().settings().load();
    if (!loaded.settings().hoursKnown()) {
      throw new IOException(loaded.complaint().orElse("") + NO_HOURS);
    }
    loaded.complaint().ifPresent(terminal::print);
    return loaded.settings();
  }

  private SlackAccess access(Settings settings) throws IOException {
    return home.access(settings, true)
        .orElseThrow(() ->
            new IOException(
                "There is no token. Put one into SLACK_TOKEN, or give it on standard input."));
  }

  private WatchListener listener(
      HistoryWorker journal, @Nullable DemoSession demo, SlackAccess access) {
    if (recording || !times.hours().isAlways()) {
      names =
          () ->
              load =
                  UserListLoader.start(
                      access, home.clock(), found -> onUserList(found, journal), _ -> {});
    }
    if (!recording) {
      return new PassThroughListener(this);
    }
    return new RecordingListener(
        journal, home.site()::history, _ -> demo == null ? List.of() : demo.history(), this);
  }

  /// People's names belong into the record, so that an export can be read; and their clocks say
  /// when they may be recorded.
  private void onUserList(UserList directory, HistoryWorker journal) {
    if (directory.state() != UserList.State.COMPLETE) {
      return;
    }
    if (recording) {
      journal.savePeople(directory.people());
    }
    if (!times.hours().isAlways()) {
      RecordingSchedule timetable =
          RecordingSchedule.of(times.hours(), directory.people(), times.reportZone(), true);
      var _ = begun.thenAccept(shift -> shift.setWatchList(timetable));
    }
  }
}
