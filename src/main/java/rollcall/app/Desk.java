package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
import rollcall.settings.Secrets;
import rollcall.settings.Settings;
import rollcall.slack.SlackException;
import rollcall.ui.Account;
import rollcall.ui.Commands;
import rollcall.ui.Directory;
import rollcall.ui.ExportRequest;
import rollcall.ui.ExportResult;
import rollcall.ui.PresenceFeed;
import rollcall.ui.Trouble;
import rollcall.watch.Access;
import rollcall.watch.Problem;
import rollcall.watch.Problems;
import rollcall.watch.WatchStatus;

/// Does what a person asks of the window, and tells the screen what becomes of it.
///
/// Lane: its own ("desk"), one task after the other; commands and news only put tasks there.
final class Desk implements Commands, Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Home home;
  private final PresenceFeed feed;
  private final Journal journal;
  private final Pasts pasts;
  // What is asked after the end is not done.
  private final ExecutorService lane =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofVirtual().name("desk").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  private Site site;
  private Settings settings = Settings.DEFAULT;
  private Account account = Account.NONE;
  private @Nullable Demo demo;
  private @Nullable Access access;
  private @Nullable Shift shift;
  private @Nullable DirectoryLoad load;
  private @Nullable TokenTrial trial;

  Desk(Home home, PresenceFeed feed) {
    this.home = home;
    this.feed = feed;
    this.site = home.realSite();
    this.journal = new Journal(home.clock(), this::unsaved);
    this.pasts = new Pasts(journal, feed, home.clock());
  }

  /// Opens what there is: the demo, or the last history and, if there is a token, the connection.
  void open(boolean withDemo) {
    task(() -> enter(withDemo));
  }

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    var answer = new CompletableFuture<TokenAnswer>();
    task(() -> {
      try {
        tryOut(home.trial(realSettings(), token), answer);
      } catch (IOException e) {
        answer.complete(new TokenAnswer.Refused(new Problem.TokenUnusable(sentence(e))));
      }
    });
    return answer;
  }

  @Override
  public void disconnect() {
    task(() -> {
      if (demo == null) {
        endShift(Cause.APP_STOPPED);
        home.forgetToken(settings);
        account(Account.NONE);
        feed.status(new WatchStatus.Idle());
      }
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
      pasts.show(added);
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
      pasts.showAll(people());
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

  private void tryOut(Access way, CompletableFuture<TokenAnswer> answer) {
    if (trial != null) {
      trial.cancel();
    }
    if (shift == null) {
      feed.status(new WatchStatus.Connecting(1, null, null));
    }
    trial = TokenTrial.begin(way);
    var _ =
        trial
            .verdict()
            .whenComplete((refusal, cancelled) -> {
              if (cancelled != null) {
                answer.completeExceptionally(cancelled);
              } else {
                task(() -> decide(way, refusal, answer));
              }
            });
  }

  /// Where no token is in use, nothing is lost by one that Slack could not be asked about.
  private void decide(
      Access way, Optional<SlackException> refusal, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    trial = null;
    boolean refused = refusal.filter(SlackException::fatal).isPresent();
    if (refusal.isEmpty() || (!refused && shift == null)) {
      try {
        answer.complete(new TokenAnswer.Kept(place(home.keepToken(way))));
      } catch (IOException e) {
        answer.completeExceptionally(e);
        return;
      }
      enter(false);
      return;
    }
    Problem problem = Problems.of(refusal.get(), way, false, home.clock().instant());
    if (shift == null) {
      feed.status(new WatchStatus.Stopped(problem, null));
    }
    answer.complete(
        refused ? new TokenAnswer.Refused(problem) : new TokenAnswer.Unchecked(problem));
  }

  private static TokenPlace place(Secrets.Place place) {
    return switch (place) {
      case KEYCHAIN -> TokenPlace.KEYCHAIN;
      case FILE -> TokenPlace.FILE;
      case SESSION -> TokenPlace.SESSION_ONLY;
    };
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
    if (trial != null) {
      trial.cancel();
      trial = null;
    }
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
      pasts.showAll(people());
    }
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
    var written = ExportFile.of(request, file).write(history, home.clock().instant());
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
    site.settings().save(next);
    settings = next;
    feed.settings(next);
  }

  private void unsaved(Optional<Journal.Unsaved> waiting) {
    waiting.ifPresent(why -> LOG.warn("{}", why.sentence()));
    feed.trouble(
        waiting
            .<Trouble>map(why -> new Trouble.HistoryUnsaved(why.sentence(), why.since()))
            .orElse(new Trouble.None()));
  }

  private void task(Task task) {
    lane.execute(() -> {
      try {
        task.run();
      } catch (IOException e) {
        LOG.warn("{}", sentence(e));
        dropped(new Problem.NoHistory(sentence(e)), new Trouble.NotDone(sentence(e)));
      } catch (RuntimeException e) {
        LOG.error("The desk dropped something", e);
        dropped(new Problem.Bug(e.toString()), new Trouble.Bug(e.toString()));
      }
    });
  }

  /// Where nobody looks, that is what a person must know first.
  private void dropped(Problem nobodyLooks, Trouble nothingChanged) {
    if (shift == null) {
      feed.status(new WatchStatus.Stopped(nobodyLooks, null));
    } else {
      feed.trouble(nothingChanged);
    }
  }

  private static String sentence(Throwable e) {
    Throwable root = e.getCause() != null && e.getMessage() == null ? e.getCause() : e;
    return String.valueOf(root.getMessage());
  }

  private interface Task {
    void run() throws IOException;
  }
}
