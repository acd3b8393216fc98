package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.History;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.timecard.CsvStyle;
import rollcall.timecard.Rules;
import rollcall.ui.Account;
import rollcall.ui.Commands;
import rollcall.ui.Directory;
import rollcall.ui.ExportRequest;
import rollcall.ui.ExportResult;
import rollcall.ui.PresenceFeed;
import rollcall.watch.Access;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Does what a person asks of the window, and tells the screen what becomes of it.
///
/// Lane: its own ("desk"), one task after the other; commands and news only put tasks there.
final class Desk implements Commands, Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Home home;
  private final PresenceFeed feed;
  private final Journal journal;
  private final ExecutorService lane =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("desk").factory());

  private Site site;
  private Settings settings = Settings.DEFAULT;
  private Account account = Account.NONE;
  private @Nullable Demo demo;
  private @Nullable Access access;
  private @Nullable Shift shift;
  private @Nullable DirectoryLoad load;

  Desk(Home home, PresenceFeed feed) {
    this.home = home;
    this.feed = feed;
    this.site = home.realSite();
    this.journal = new Journal(home.clock(), LOG::warn);
  }

  /// Opens what there is: the demo, or the last history and, if there is a token, the connection.
  void open(boolean withDemo) {
    task(() -> enter(withDemo));
  }

  @Override
  public CompletionStage<TokenStored> connect(String token) {
    var stored = new CompletableFuture<TokenStored>();
    task(() -> {
      try {
        stored.complete(
            switch (home.keepToken(realSettings(), token)) {
              case KEYCHAIN -> TokenStored.KEYCHAIN;
              case FILE -> TokenStored.FILE;
              case SESSION -> TokenStored.SESSION_ONLY;
            });
      } catch (IOException | RuntimeException e) {
        stored.completeExceptionally(e);
        return;
      }
      enter(false);
    });
    return stored;
  }

  @Override
  public void disconnect() {
    task(() -> {
      endShift(Cause.APP_STOPPED);
      home.forgetToken(settings);
      account(Account.NONE);
      feed.status(new WatchStatus.Idle());
    });
  }

  @Override
  public void reconnectNow() {
    task(() -> {
      if (shift == null) {
        beginShift();
      } else {
        shift.retryNow();
      }
    });
  }

  @Override
  public void watch(Set<UserId> people) {
    task(() -> {
      Set<UserId> added = new TreeSet<>(people);
      added.removeAll(people());
      save(
          settings.withWatched(
              people.stream().map(UserId::value).collect(Collectors.toCollection(TreeSet::new))));
      feed.watching(people);
      showPasts(added);
      if (shift == null) {
        beginShift();
      } else {
        shift.watch(people);
      }
    });
  }

  @Override
  public void apply(Settings wanted, @Nullable String proxyPassword) {
    task(() -> {
      Settings before = settings;
      if (proxyPassword != null && wanted.proxy() instanceof Proxy.Manual manual) {
        home.keepProxyPassword(manual, proxyPassword);
      }
      save(wanted);
      boolean otherWay =
          !wanted.proxy().equals(before.proxy())
              || !wanted.apiUrl().equals(before.apiUrl())
              || proxyPassword != null;
      if (otherWay && demo == null) {
        endShift(Cause.DISCONNECTED);
        beginShift();
      }
    });
  }

  @Override
  public void loadPeople() {
    task(this::loadDirectory);
  }

  @Override
  public CompletionStage<ExportResult> export(ExportRequest request, Path file) {
    return journal
        .ask(history -> export(request, file, history))
        .exceptionally(e -> new ExportResult.Failed(sentence(e)));
  }

  @Override
  public void demo(boolean on) {
    task(() -> enter(on));
  }

  @Override
  public void opened(Workspace workspace, Board board) {
    // At once: in a task it could come after the first changes, and hide them.
    feed.changed(board, List.of());
    task(() -> {
      Account.Kind kind = demo == null ? Account.Kind.SLACK : Account.Kind.DEMO;
      account(new Account(kind, workspace, account.user()));
      showHistory();
      loadDirectory();
    });
  }

  @Override
  public void changed(Board board, List<Sighting> batch) {
    feed.changed(board, batch);
  }

  @Override
  public void status(WatchStatus status) {
    feed.status(status);
  }

  @Override
  public void manualChange(Presence presence) {
    // The account's own presence is no row of the window unless it is watched, and then it is seen.
  }

  /// Ends everything in order; returns when the history is closed.
  @Override
  public void close() {
    if (lane.isShutdown()) {
      return;
    }
    task(() -> leave(Cause.APP_STOPPED));
    lane.close();
    journal.close();
  }

  private void enter(boolean withDemo) throws IOException {
    leave(Cause.APP_STOPPED);
    site = withDemo ? home.demoSite() : home.realSite();
    var loaded = site.settings().load();
    loaded.complaint().ifPresent(LOG::warn);
    settings = loaded.settings();
    if (withDemo && settings.equals(Settings.DEFAULT)) {
      settings = settings.withWatched(ids(Demo.cast().stream().map(Person::id)));
      site.settings().save(settings);
    }
    account(withDemo ? new Account(Account.Kind.DEMO, null, "") : Account.NONE);
    feed.settings(settings);
    feed.directory(
        withDemo ? new Directory(Demo.cast(), 0, Directory.State.PARTIAL) : Directory.EMPTY);
    feed.watching(people());
    if (withDemo) {
      demo = home.startDemo();
    } else {
      openLatestHistory();
    }
    beginShift();
  }

  private static SortedSet<String> ids(Stream<UserId> people) {
    return people.map(UserId::value).collect(Collectors.toCollection(TreeSet::new));
  }

  private void leave(Cause cause) {
    endShift(cause);
    journal.leave();
    if (demo != null) {
      demo.close();
      demo = null;
    }
  }

  private void beginShift() throws IOException {
    Optional<Access> way;
    try {
      way = way();
    } catch (IOException e) {
      feed.status(new WatchStatus.Stopped(new Problem.TokenUnusable(sentence(e)), null));
      return;
    }
    if (way.isEmpty()) {
      feed.status(new WatchStatus.Idle());
      return;
    }
    access = way.get();
    Recording recording =
        new Recording(journal, site::history, _ -> demo == null ? List.of() : demo.past(), this);
    shift = Shift.begin(access, people(), recording, home.clock());
  }

  private Optional<Access> way() throws IOException {
    return demo != null ? Optional.of(demo.access()) : home.access(settings, false);
  }

  private void endShift(Cause cause) {
    if (load != null) {
      load.cancel();
      load = null;
    }
    if (shift != null) {
      shift.end(cause);
      shift = null;
      access = null;
    }
  }

  private void openLatestHistory() throws IOException {
    Optional<Path> latest = site.latestHistory();
    if (latest.isEmpty()) {
      return;
    }
    Optional<Workspace> workspace;
    try (History history = History.openReadOnly(latest.get())) {
      workspace = history.workspace();
    }
    if (workspace.isPresent()) {
      Board board = journal.open(latest.get(), workspace.get(), List::of);
      account(new Account(Account.Kind.SLACK, workspace.get(), ""));
      feed.changed(board, List.of());
      showHistory();
    }
  }

  private void showHistory() {
    read(
        history -> {
          history.firstSighting().ifPresent(feed::recordedSince);
          return history.people();
        },
        known -> feed.directory(new Directory(known, 0, Directory.State.PARTIAL)));
    showPasts(people());
  }

  private void showPasts(Collection<UserId> people) {
    read(history -> Pasts.read(history, people, home.clock().instant()), feed::past);
  }

  private <T> void read(Journal.Work<T> work, Consumer<T> shown) {
    var _ =
        journal
            .ask(work)
            .thenAccept(shown)
            .whenComplete((_, problem) -> {
              if (problem != null) {
                LOG.warn("{}", sentence(problem));
              }
            });
  }

  private void loadDirectory() {
    if (access == null) {
      return;
    }
    if (load != null) {
      load.cancel();
    }
    load = DirectoryLoad.begin(access, home.clock(), this::loaded, this::signedIn);
  }

  private void loaded(Directory directory) {
    feed.directory(directory);
    if (directory.state() == Directory.State.COMPLETE) {
      journal.remember(directory.people());
    }
  }

  private void signedIn(String user) {
    task(() -> account(new Account(account.kind(), account.workspace(), user)));
  }

  private ExportResult export(ExportRequest request, Path file, History history)
      throws IOException {
    CsvStyle style = request.spreadsheet() ? CsvStyle.spreadsheet(request.locale()) : CsvStyle.DATA;
    var export =
        new ExportFile(
            request.people(),
            request.from(),
            request.to(),
            Rules.in(request.zone()),
            request.guard() ? style : style.unguarded(),
            file);
    var written = export.write(history, home.clock().instant());
    return new ExportResult.Saved(file, Math.toIntExact(written.rows()), written.coverage() * 100);
  }

  private Set<UserId> people() {
    return settings.watched().stream()
        .map(UserId::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Settings realSettings() throws IOException {
    return demo == null ? settings : home.realSite().settings().load().settings();
  }

  private void account(Account next) {
    account = next;
    feed.account(next);
  }

  private void save(Settings next) throws IOException {
    settings = next;
    feed.settings(next);
    site.settings().save(next);
  }

  private void task(Task task) {
    lane.execute(() -> {
      try {
        task.run();
      } catch (IOException e) {
        LOG.warn("{}", sentence(e));
        feed.status(new WatchStatus.Stopped(new Problem.NoHistory(sentence(e)), null));
      } catch (RuntimeException e) {
        LOG.error("The desk dropped something", e);
        feed.status(new WatchStatus.Stopped(new Problem.Bug(e.toString()), null));
      }
    });
  }

  private static String sentence(Throwable e) {
    Throwable root = e.getCause() != null && e.getMessage() == null ? e.getCause() : e;
    return String.valueOf(root.getMessage());
  }

  private interface Task {
    void run() throws IOException;
  }
}
