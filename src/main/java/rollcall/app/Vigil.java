package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.Command.Wanted;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Timetable;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.ui.Directory;
import rollcall.watch.Access;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.Terms;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// Watching without a window, until it is stopped or a problem only a person can solve ends it.
///
/// Lane: main; [#close] may be called from any.
final class Vigil implements Outlet, AutoCloseable {
  private static final String NO_HOURS =
      " Recording hours protect people, so nobody is watched until they are set again: correct the"
          + " file, or open the window.";

  private final Home home;
  private final Terminal terminal;
  private final boolean recording;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean watching;
  private volatile Optional<String> lost = Optional.empty();
  private final CompletableFuture<Shift> begun = new CompletableFuture<>();
  private Settings times = Settings.DEFAULT;
  private volatile boolean keeping;
  private Runnable names = () -> {};
  // Set on the link lane, and looked at when that has ended.
  private @Nullable DirectoryLoad load;

  /// @param recording whether what is seen is also kept
  Vigil(Home home, Terminal terminal, boolean recording) {
    this.home = home;
    this.terminal = terminal;
    this.recording = recording;
  }

  /// Watches until stopped.
  ///
  /// @return the exit code
  int run(boolean inDemo, Wanted wanted) throws IOException {
    Journal journal = new Journal(home.clock(), this::unsaved, terminal::say);
    try {
      int code = watch(inDemo, wanted, journal);
      return lost.isEmpty() ? code : 1;
    } finally {
      over.countDown();
    }
  }

  /// What could not be kept at the end, as a sentence; empty when all was.
  Optional<String> lost() {
    return lost;
  }

  private int watch(boolean inDemo, Wanted wanted, Journal journal) throws IOException {
    try (@Nullable Demo demo = inDemo ? home.startDemo() : null) {
      if (recording) {
        new PendingErasures(home.site()).finish().complaints().forEach(terminal::say);
      }
      Settings settings = settings();
      var _ = journal.keep(Retentions.of(settings));
      Access access = demo == null ? access(settings) : demo.access();
      home.distrust().ifPresent(terminal::say);
      home.proxyNote().ifPresent(terminal::say);
      WatchList list = allowed(new FirstList(access, home.clock(), terminal).of(wanted, settings));
      keeping = wanted.equals(Wanted.SAVED);
      watching = true;
      times = settings;
      Timetable nobodyYet = Timetable.of(settings.hours(), List.of(), settings.reportZone(), false);
      Shift shift =
          Shift.begin(
              access,
              list,
              new Terms(nobodyYet, false, settings.overlays()),
              audience(journal, demo, access),
              home.clock());
      begun.complete(shift);
      int code = exit.join();
      shift.end(Cause.APP_STOPPED);
      if (load != null) {
        load.cancel();
      }
      return code;
    } finally {
      journal.close();
      lost = journal.lost();
      lost.ifPresent(terminal::say);
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
  public void opened(Workspace workspace, Board board) {
    terminal.opened(workspace, board);
    names.run();
  }

  @Override
  public void found(String sentence) {
    terminal.say(sentence);
  }

  @Override
  public void readOnly(Workspace workspace, HistoryException.Newer why) {
    // The status says it, too.
  }

  @Override
  public void changed(Board board, List<Sighting> batch) {
    terminal.changed(board, batch);
  }

  @Override
  public void status(WatchStatus status) {
    terminal.status(status);
    if (status instanceof WatchStatus.Stopped) {
      exit.complete(1);
    }
  }

  @Override
  public void laid(Overlay overlay) {
    // It is in the record; the terminal tells of presence.
  }

  @Override
  public void following(Following following) {
    terminal.following(following);
    if (keeping) {
      keep(following.list());
    }
  }

  /// The saved list stays what it became, for the next session and for the window.
  private void keep(WatchList list) {
    try {
      SettingsFile file = home.site().settings();
      file.save(WatchLists.following(file.load().settings(), list));
    } catch (IOException e) {
      terminal.say(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void dndUnseen(Problem.MissingScope why) {
    terminal.dndUnseen(why);
  }

  @Override
  public void manualChange(Presence presence) {
    terminal.manualChange(presence);
  }

  private void unsaved(Optional<Journal.Unsaved> trouble) {
    terminal.say(
        trouble
            .map(Journal.Unsaved::sentence)
            .orElse("Everything is written to the history again."));
  }

  /// Of whoever was erased and is never to be recorded again Slack is not even asked.
  private WatchList allowed(WatchList list) throws IOException {
    Optional<Path> latest = recording ? home.site().latestHistory() : Optional.empty();
    if (latest.isEmpty()) {
      return list;
    }
    try (History history = History.openReadOnly(latest.get())) {
      WatchList allowed = list.without(history.upkeep().blocked());
      list.people().stream()
          .filter(user -> !allowed.people().contains(user))
          .forEach(user ->
              terminal.say(
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
    loaded.complaint().ifPresent(terminal::say);
    return loaded.settings();
  }

  private Access access(Settings settings) throws IOException {
    return home.access(settings, true)
        .orElseThrow(() ->
            new IOException(
                "There is no token. Put one into SLACK_TOKEN, or give it on standard input."));
  }

  private Audience audience(Journal journal, @Nullable Demo demo, Access access) {
    if (recording || !times.hours().always()) {
      names =
          () ->
              load =
                  DirectoryLoad.begin(
                      access, home.clock(), found -> described(found, journal), _ -> {});
    }
    if (!recording) {
      return new Unrecorded(this);
    }
    return new Recording(
        journal, home.site()::history, _ -> demo == null ? List.of() : demo.past(), this);
  }

  /// People's names belong into the record, so that an export can be read; and their clocks say
  /// when they may be recorded.
  private void described(Directory directory, Journal journal) {
    if (directory.state() != Directory.State.COMPLETE) {
      return;
    }
    if (recording) {
      journal.remember(directory.people());
    }
    if (!times.hours().always()) {
      Timetable timetable =
          Timetable.of(times.hours(), directory.people(), times.reportZone(), true);
      var _ = begun.thenAccept(shift -> shift.keep(timetable));
    }
  }
}
