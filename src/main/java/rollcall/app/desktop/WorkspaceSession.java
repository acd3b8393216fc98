package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.DemoSession;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.RetentionMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.RecordingListener;
import rollcall.history.HistoryException;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.Problem;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Session of the window: the demo or a real workspace with its settings, history and watcher.
///
/// Thread: ui-commands.
final class WorkspaceSession {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceSession.class);

  private final AppContext home;
  private final PresenceFeed feed;
  private final HistoryWorker journal;
  private final WatchListener listener;
  private final BiConsumer<Workspace, HistoryException.Newer> onReadOnly;
  private final HistorySession history;
  private final KnownUsers known;

  private final CurrentSettings wishes;
  private final WatcherController shifts;

  private ProfilePaths site;
  private SignInState account = SignInState.OPENING;
  private @Nullable DemoSession demo;

  /// @param listener receives sightings after they are recorded
  /// @param onReadOnly receives, on another thread, a workspace whose history a newer Rollcall made
  /// @param signedIn hears, on another lane, as whom the token acts
  /// @param described hears, on another lane, who there is
  WorkspaceSession(
      AppContext home,
      PresenceFeed feed,
      HistoryWorker journal,
      WatchListener listener,
      BiConsumer<Workspace, HistoryException.Newer> onReadOnly,
      Consumer<String> signedIn,
      Consumer<UserList> described) {
    this.home = home;
    this.feed = feed;
    this.journal = journal;
    this.listener = listener;
    this.onReadOnly = onReadOnly;
    this.history = new HistorySession(journal, feed, home.clock());
    this.known = new KnownUsers(journal, feed, home.clock(), signedIn, described);
    this.site = home.realSite();
    this.wishes = new CurrentSettings(feed, site.settings());
    this.shifts = new WatcherController(feed, home.clock(), wishes, history, known);
  }

  /// Opens the demo; or the last history of a real workspace and, if there is a token, the
  /// connection.
  void open(boolean withDemo) throws IOException {
    close(Cause.APP_STOPPED);
    site = withDemo ? home.demoSite() : home.realSite();
    try {
      new PendingErasures(site).finish().complaints().forEach(this::reportProblem);
      wishes
          .read(site.settings())
          .ifPresent(sentence -> {
            LOG.warn("{}", sentence);
            feed.onLocalProblem(new LocalProblem.SettingsUnread(sentence));
          });
    } catch (IOException e) {
      nowhere(new Problem.NoSettings(ErrorText.of(e)));
      return;
    }
    var _ = journal.keep(RetentionMapper.of(wishes.now()));
    if (withDemo && wishes.now().equals(Settings.DEFAULT)) {
      wishes.save(DemoSession.settings());
    }
    wishes.show();
    known.start(withDemo ? DemoSession.people() : List.of());
    feed.onWatching(WatchListState.of(wishes.watchList()));
    if (withDemo) {
      account(new SignInState(SignInState.Kind.DEMO, null, ""));
      demo = home.startDemo();
    } else {
      try {
        account(
            history
                .openLatest(site, wishes.people())
                .map(workspace -> new SignInState(SignInState.Kind.SLACK, workspace, ""))
                .orElse(SignInState.NONE));
      } catch (IOException e) {
        nowhere(new Problem.NoHistory(ErrorText.of(e)));
        return;
      }
    }
    startWatcher();
  }

  private void nowhere(Problem why) {
    account(SignInState.NONE);
    feed.onStatus(new WatchStatus.Stopped(why, null));
  }

  /// Shows what is on record of this workspace, and records nothing.
  void read(Workspace workspace, HistoryException.Newer why) throws IOException {
    Path file = site.history(workspace);
    if (Files.notExists(file)) {
      // Somebody has gone from there to the demo, or back, meanwhile.
      return;
    }
    shifts.stop(Cause.APP_STOPPED);
    history.read(file, wishes.people(), why);
    account(new SignInState(isCurrent(), workspace, account.user()));
    startWatcher();
  }

  /// Closes all of it in order.
  void close(Cause cause) {
    shifts.stop(cause);
    history.close();
    if (demo != null) {
      demo.close();
      demo = null;
    }
  }

  /// Begins to look; where the history was the trouble, after another look at that.
  void retry() throws IOException {
    if (history.isReadOnly() || account.signedOut()) {
      open(isDemo());
    } else {
      startWatcher();
    }
  }

  /// Begins to look, if there is a token, somewhere to keep what is seen, and nobody wanted a
  /// pause.
  void startWatcher() throws IOException {
    if (history.isReadOnly()) {
      feed.onStatus(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
      return;
    }
    if (wishes.now().paused() || !wishes.now().hoursKnown()) {
      feed.onStatus(new WatchStatus.Paused());
      return;
    }
    Optional<String> lost = demo == null ? home.unknownWay(wishes.now()) : Optional.empty();
    if (lost.isPresent()) {
      feed.onStatus(new WatchStatus.Stopped(new Problem.NoSettings(lost.get()), null));
      return;
    }
    Optional<SlackAccess> way;
    try {
      way = connectionSettings();
    } catch (IOException e) {
      feed.onStatus(new WatchStatus.Stopped(new Problem.TokenUnusable(ErrorText.of(e)), null));
      return;
    }
    if (way.isEmpty()) {
      feed.onStatus(new WatchStatus.Idle());
      return;
    }
    home.resetTrust().ifPresent(this::reportProblem);
    shifts.start(
        way.get(),
        new RecordingListener(
            journal,
            site::history,
            _ -> demo == null ? List.of() : demo.history(),
            onReadOnly,
            listener));
  }

  /// How to get to Slack, also while nobody looks; empty when there is no token.
  Optional<SlackAccess> connectionSettings() throws IOException {
    return demo != null ? Optional.of(demo.access()) : home.access(wishes.now(), false);
  }

  /// Slack has said who there is.
  void described(UserList found) {
    known.onUserList(found);
    shifts.setRecordingHours();
    history.showBlocked(known.directory());
  }

  /// Keeps the record as long as is wished for now.
  void setAccounting() {
    var _ = journal.keep(RetentionMapper.of(wishes.now()));
    history.showAll(wishes.people());
  }

  /// Keeps the record for so many days from now on, 0 for ever.
  ///
  /// @return of how many people something was older
  int setRetention(int days) throws IOException {
    history.requireOurs();
    wishes.save(wishes.now().withKeepDays(days));
    try {
      return history.setRetention(RetentionMapper.of(wishes.now()));
    } finally {
      history.showAll(wishes.people());
    }
  }

  /// Erases a person from the record and the list. Whoever is on the list is let go of first: what
  /// is seen until then is erased, too. Whoever is in something that is followed is not recorded
  /// again, since that would bring them back by itself.
  ///
  /// @return how many sightings there were
  long erase(UserId person, boolean block) throws IOException {
    history.requireOurs();
    WatchList list = wishes.watchList();
    boolean refused = block || PendingErasures.comesBack(list, person);
    history.planErasing(person, refused);
    WatchList others = list.without(person::equals);
    boolean listed = !others.equals(list);
    if (listed) {
      shifts.stop(Cause.APP_STOPPED);
      shifts.setWatchList(WatchListState.of(others));
    }
    try {
      Settings now = wishes.now();
      Settings without = now.withGroups(now.groups().without(person.value()));
      if (!without.groups().equals(now.groups())) {
        wishes.save(without);
      }
      PendingErasures.forgetInSettings(site.settings(), Set.of(person));
      return history.erase(person, refused);
    } finally {
      refresh();
      if (listed) {
        startWatcher();
      }
    }
  }

  /// Erases everybody from the record; the list stays.
  ///
  /// @return how many sightings there were
  long eraseAll() throws IOException {
    history.requireOurs();
    shifts.stop(Cause.APP_STOPPED);
    try {
      return history.eraseAll();
    } finally {
      refresh();
      startWatcher();
    }
  }

  /// Sets aside what was recorded by a clock that was ahead, and goes on at once.
  void setAside() throws IOException {
    history.requireOurs();
    shifts.stop(Cause.CLOCK_ADJUSTED);
    try {
      history
          .setAside()
          .ifPresent(aside ->
              feed.onLocalProblem(
                  new LocalProblem.SetAside(
                      aside.from(), String.valueOf(aside.copy().getFileName()))));
    } finally {
      refresh();
      startWatcher();
    }
  }

  /// Lets a person be recorded again.
  void unblock(UserId person) throws IOException {
    history.requireOurs();
    history.unblock(person);
    history.showBlocked(known.directory());
  }

  private void refresh() throws IOException {
    history.showBlocked(known.directory());
    history.refresh(wishes.people());
  }

  /// @throws HistoryException.Newer while a history is open that only a newer Rollcall may change:
  ///   what would be recorded stays as it is, too
  void requireOurs() throws HistoryException.Newer {
    history.requireOurs();
  }

  /// Nobody is watched until the pause ends; also not after a restart.
  ///
  /// @throws IOException with a sentence when recording is resumed while the recording hours are
  ///   not known
  void pause(boolean on) throws IOException {
    history.requireOurs();
    if (!on && !wishes.now().hoursKnown()) {
      throw new IOException(
          "The recording hours cannot be read, and they protect people: choose them under Settings ▸"
              + " Recording first, and then resume.");
    }
    wishes.save(wishes.now().withPaused(on));
    shifts.isResumed(!on);
    if (on) {
      shifts.stop(Cause.WATCH_PAUSED);
    }
    if (isIdle()) {
      startWatcher();
    }
  }

  /// Looks from now on in the way that the settings say; the demo has its own.
  void restart() throws IOException {
    if (demo == null) {
      shifts.stop(Cause.APP_STOPPED);
      startWatcher();
    }
  }

  /// Whether nobody looks, nobody wanted a pause, and somebody could look.
  boolean idle() {
    return isIdle() && !wishes.now().paused() && !history.isReadOnly();
  }

  private boolean isIdle() {
    return shifts.shift().isEmpty();
  }

  boolean isDemo() {
    return demo != null;
  }

  /// Slack has said which workspace this is, and its record is open.
  void opened(Workspace workspace) {
    account(new SignInState(isCurrent(), workspace, account.user()));
    history.showAll(wishes.people());
    shifts.loadPeople();
  }

  private SignInState.Kind isCurrent() {
    return demo == null ? SignInState.Kind.SLACK : SignInState.Kind.DEMO;
  }

  /// Forgets the token, and with it where we are.
  void forgetToken() throws IOException {
    home.forgetToken(wishes.now());
    shifts.stop(Cause.APP_STOPPED);
    nowhere();
    feed.onStatus(new WatchStatus.Idle());
  }

  /// Shows that there is no workspace.
  void nowhere() {
    account(SignInState.NONE);
  }

  boolean isOpening() {
    return account.equals(SignInState.OPENING);
  }

  /// What the user wishes here.
  CurrentSettings settings() {
    return wishes;
  }

  /// Who looks, if anybody does.
  WatcherController shifts() {
    return shifts;
  }

  /// The settings outside the demo.
  Settings realSettings() throws IOException {
    return demo == null ? wishes.now() : home.realSite().settings().load().settings();
  }

  /// Watches exactly this list from now on.
  void watch(WatchList wanted) throws IOException {
    history.requireOurs();
    shifts.watch(wanted);
    if (isIdle()) {
      startWatcher();
    }
  }

  /// Slack has said as whom we are here.
  void signedIn(String user) {
    account(new SignInState(account.kind(), account.workspace(), user));
  }

  private void reportProblem(String sentence) {
    LOG.warn("{}", sentence);
    feed.onLocalProblem(new LocalProblem.NotDone(sentence));
  }

  private void account(SignInState next) {
    account = next;
    feed.onSignInState(next);
  }
}
