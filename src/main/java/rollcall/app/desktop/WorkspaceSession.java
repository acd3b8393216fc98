package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.DemoSession;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.ProxyDescription;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.HistoryWritingListener;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.SettingsChange;
import rollcall.history.HistoryException;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.Cause;
import rollcall.presence.Workspace;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;
import rollcall.slack.AuthTest;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.CheckResult;
import rollcall.watch.ConnectionCheck;
import rollcall.watch.Problem;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Session of the window: the demo, a real workspace with its settings, history and watcher, or the
/// record of others.
///
/// Thread: ui-commands.
final class WorkspaceSession {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceSession.class);

  private final WorkspaceContext context;
  private final PresenceFeed feed;
  private final HistoryWorker historyWorker;
  private final CommandQueue commands;
  private final WatchListener listener;
  private final HistorySession history;
  private final KnownUsers knownUsers;

  private final CurrentSettings settings;
  private final WatcherController watcher;
  private final TriggerRunner triggers;
  private final ErasureAndRetention erasureAndRetention;

  private ProfilePaths profile;
  private volatile SignInState signInState = SignInState.OPENING;
  // Also while the demo could not be opened, for example because of its settings.
  private boolean inDemo;
  private @Nullable DemoSession demo;
  private @Nullable SharedRecordFollower follower;

  /// @param commands queue of the commands of the window
  /// @param listener receives sightings after they are recorded
  WorkspaceSession(
      WorkspaceContext context,
      PresenceFeed feed,
      HistoryWorker historyWorker,
      CommandQueue commands,
      WatchListener listener) {
    this.context = context;
    this.feed = feed;
    this.historyWorker = historyWorker;
    this.commands = commands;
    this.listener = listener;
    this.history = new HistorySession(historyWorker, feed, context.clock());
    this.knownUsers =
        new KnownUsers(
            historyWorker,
            feed,
            context.clock(),
            self -> commands.add(() -> onSignedIn(self)),
            found -> commands.add(() -> onUserList(found)));
    this.profile = context.realProfile();
    this.settings = new CurrentSettings(feed, profile.settings());
    this.watcher = new WatcherController(feed, context.clock(), settings, history, knownUsers);
    historyWorker.onExpired(() -> commands.add(() -> history.showAll(settings.people())));
    this.triggers =
        new TriggerRunner(
            commands, feed, context.clock(), this::connectionSettings, watcher::thread);
    this.erasureAndRetention =
        new ErasureAndRetention(
            historyWorker,
            history,
            knownUsers,
            settings,
            watcher,
            triggers,
            feed,
            () -> profile,
            this::startWatcher);
  }

  /// Opens the demo; or the latest history of the real workspace and, if there is a token, the
  /// connection.
  void open(boolean withDemo) throws IOException {
    close(Cause.APP_STOPPED);
    Optional<ServerAddress> server = context.sharedRecord();
    if (server.isPresent()) {
      followSharedRecord(server.get());
      return;
    }
    inDemo = withDemo;
    profile = withDemo ? context.demoProfile() : context.realProfile();
    try {
      new PendingErasures(profile).finish().complaints().forEach(listener::onLocalNotice);
      settings
          .load(profile.settings())
          .ifPresent(sentence -> {
            LOG.warn("{}", sentence.english());
            feed.onLocalNotice(new LocalNotice.SettingsUnreadable(sentence.translated()));
          });
    } catch (IOException e) {
      showSignedOut(new Problem.NoSettings(ErrorText.of(e)));
      return;
    }
    context.useLogLevel(settings.now());
    var _ = historyWorker.setRetention(SettingsMapper.retention(settings.now()));
    if (withDemo && settings.now().equals(Settings.DEFAULT)) {
      settings.save(DemoSession.settings());
    }
    settings.publish();
    knownUsers.start(withDemo ? DemoSession.people() : List.of());
    feed.onWatching(WatchListState.of(settings.watchList()));
    try {
      if (withDemo) {
        // Otherwise, the recording opens the history.
        Workspace workspace = settings.now().paused() ? openHistory().orElse(null) : null;
        setSignInState(new SignInState(SignInState.Kind.DEMO, workspace, ""));
      } else {
        setSignInState(
            openHistory()
                .or(this::workspaceOfSettings)
                .map(workspace -> new SignInState(SignInState.Kind.SLACK, workspace, ""))
                .orElse(SignInState.NONE));
        openTriggers();
      }
    } catch (IOException e) {
      showSignedOut(new Problem.NoHistory(ErrorText.of(e)));
      return;
    }
    if (withDemo) {
      startDemo();
    }
    startWatcher();
  }

  /// Opens the latest history of this profile, and shows it.
  private Optional<Workspace> openHistory() throws IOException {
    return history.open(
        profile,
        settings.now(),
        context.viewState().load().range(),
        () -> commands.add(() -> history.showRest(settings.people())));
  }

  /// Shows the record of others. Only settings of the view can be changed then.
  private void followSharedRecord(ServerAddress server) throws IOException {
    settings.load(profile.settings());
    settings.publish();
    history.follow();
    setSignInState(new SignInState(SignInState.Kind.SHARED, null, ""));
    follower =
        new SharedRecordFollower(
                server.toString(),
                () -> SharedHistory.follow(server, context.databasePasswords().of(server)),
                feed,
                context.clock(),
                workspace ->
                    setSignInState(new SignInState(SignInState.Kind.SHARED, workspace, "")))
            .start();
  }

  /// Uses this password for the record of others, and opens it again.
  void usePassword(String password, boolean remember) throws IOException {
    Optional<ServerAddress> server = context.sharedRecord();
    if (server.isPresent()) {
      context.databasePasswords().use(server.get(), password, remember);
      retry();
    }
  }

  /// Workspace of the settings, to be shown before it has a history; empty for the first workspace,
  /// which begins with the welcome screen.
  private Optional<Workspace> workspaceOfSettings() {
    return context.isFirst()
        ? Optional.empty()
        : context
            .knownWorkspace(settings.now())
            .map(known -> new Workspace(known.id(), known.name()));
  }

  private void startDemo() throws IOException {
    DemoSession started = context.startDemo();
    demo = started;
    if (started.playsTuesday()) {
      feed.onLocalNotice(new LocalNotice.DemoTuesday());
    }
  }

  private void showSignedOut(Problem why) {
    setSignInState(SignInState.NONE);
    feed.onStatus(new WatchStatus.Stopped(why, null));
  }

  private void openReadOnly(Workspace workspace, HistoryException.Newer why) throws IOException {
    Path file = profile.history(workspace);
    if (Files.notExists(file)) {
      // The window has switched to the demo, or back, in the meantime.
      return;
    }
    watcher.stop(Cause.APP_STOPPED);
    history.openReadOnly(file, settings.people(), why);
    setSignInState(new SignInState(kind(), workspace, signInState.user()));
    startWatcher();
  }

  /// Closes everything in order.
  void close(Cause cause) {
    triggers.close();
    watcher.stop(cause);
    history.close();
    if (follower != null) {
      follower.close();
      follower = null;
    }
    if (demo != null) {
      if (demo.playsTuesday()) {
        feed.onLocalNotice(new LocalNotice.None());
      }
      demo.close();
      demo = null;
    }
  }

  /// Starts the watcher again; opens the workspace again first if its history was the problem.
  void retry() throws IOException {
    if (follower != null) {
      follower.retry();
    } else if (history.isReadOnly() || signInState.signedOut()) {
      open(inDemo);
    } else {
      startWatcher();
    }
  }

  /// Starts the watcher if there is a token, a writable history and no pause.
  void startWatcher() throws IOException {
    if (follower != null) {
      return;
    }
    if (history.isReadOnly()) {
      feed.onStatus(new WatchStatus.Stopped(new Problem.NewerHistory(), null));
      return;
    }
    if (settings.now().paused() || !settings.now().recordingKnown()) {
      feed.onStatus(new WatchStatus.Paused());
      return;
    }
    Optional<Sentence> unreadable =
        inDemo ? Optional.empty() : context.connectionProblem(settings.now());
    if (unreadable.isPresent()) {
      feed.onStatus(
          new WatchStatus.Stopped(new Problem.NoSettings(unreadable.get().translated()), null));
      return;
    }
    Optional<SlackAccess> access;
    try {
      access = connectionSettings();
    } catch (IOException e) {
      feed.onStatus(new WatchStatus.Stopped(new Problem.TokenUnusable(ErrorText.of(e)), null));
      return;
    }
    if (access.isEmpty()) {
      feed.onStatus(new WatchStatus.Idle());
      return;
    }
    context.certificateProblem().map(Sentence::translated).ifPresent(listener::onLocalNotice);
    ProfilePaths paths = profile;
    KnownWorkspace expected = context.knownWorkspace(settings.now()).orElse(null);
    watcher.start(
        access.get(),
        triggers.before(
            new HistoryWritingListener(
                historyWorker,
                workspace -> paths.history(workspace, expected),
                () -> demo == null ? List.of() : demo.history(),
                (workspace, why) -> commands.add(() -> openReadOnly(workspace, why)),
                listener)));
  }

  /// Returns the access to Slack, also while the watcher is stopped; empty without a token.
  Optional<SlackAccess> connectionSettings() throws IOException {
    return inDemo
        ? Optional.ofNullable(demo).map(DemoSession::access)
        : context.access(settings.now(), false);
  }

  /// Returns a check of the connection, also while the watcher is stopped; without a token, of the
  /// way to Slack.
  ///
  /// @param token a token that is not stored, for the real workspace, or null for the one in use
  /// @param listener as in [ConnectionCheck]
  ConnectionCheck connectionCheck(@Nullable String token, Consumer<CheckResult> listener)
      throws IOException {
    Optional<SlackAccess> withToken =
        token == null
            ? connectionSettings()
            : Optional.of(context.checkToken(realSettings(), token));
    SlackAccess access =
        withToken.isPresent() ? withToken.get() : context.accessWithoutToken(settings.now());
    boolean real = !inDemo || token != null;
    Sentence route =
        real ? context.route() : ProxyDescription.of(access.proxy(), access.apiUrl(), false);
    return new ConnectionCheck(access, withToken.isPresent(), route, context.clock(), listener);
  }

  /// Handles the complete user list from Slack.
  private void onUserList(UserList found) {
    knownUsers.onUserList(found);
    watcher.setRecordingHours();
    history.showBlocked(knownUsers.directory());
  }

  /// Copies the history into this folder.
  ///
  /// @return path of the copy
  Path backUp(Path folder) throws IOException {
    String id = workspace().map(Workspace::id).orElse("");
    if (id.isEmpty()) {
      throw new SentenceException("There is no history to copy yet.");
    }
    String time =
        DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT)
            .withZone(settings.now().reportZone())
            .format(context.clock().instant());
    Path copy = folder.resolve("rollcall-%s-%s.db".formatted(id, time));
    HistoryWorker.waitFor(
        historyWorker.ask(open -> {
          open.maintenance().copyTo(copy);
          return copy;
        }));
    return copy;
  }

  /// @throws SentenceException while the open history may only be changed by a newer Rollcall, or
  ///   by others; the settings of what is recorded may not change either
  void requireWritable() throws SentenceException {
    history.requireWritable();
  }

  /// Pauses or resumes recording; a pause also lasts across restarts.
  ///
  /// @throws IOException with a sentence when recording is resumed while it is not known who may be
  ///   recorded
  void pause(boolean on) throws IOException {
    history.requireWritable();
    if (!on && !settings.now().hoursKnown()) {
      throw new SentenceException(
          "The recording hours cannot be read, and they protect people: choose them under Settings"
              + " ▸ Recording first, and then resume.");
    }
    if (!on && !settings.now().pausesKnown()) {
      throw new SentenceException(
          "The list of the paused people cannot be read, and a pause protects a person: correct the"
              + " file of the settings, or resume everyone under Settings ▸ People, and then"
              + " resume.");
    }
    settings.use(settings.now().withPaused(on));
    watcher.setResumed(!on);
    if (on) {
      watcher.stop(Cause.WATCH_PAUSED);
    }
    if (isStopped()) {
      startWatcher();
    }
  }

  /// Restarts the watcher with the current connection settings; not in the demo.
  void restart() throws IOException {
    if (!inDemo) {
      watcher.stop(Cause.APP_STOPPED);
      startWatcher();
    }
  }

  /// Returns whether the watcher is stopped for another reason than a pause or a read-only history.
  boolean isStoppedByProblem() {
    return isStopped() && !settings.now().paused() && !history.isReadOnly();
  }

  private boolean isStopped() {
    return watcher.thread().isEmpty();
  }

  /// Returns the open workspace; empty when there is none.
  Optional<Workspace> workspace() {
    return Optional.ofNullable(signInState.workspace());
  }

  boolean isDemo() {
    return inDemo;
  }

  /// Handles the opened history of this workspace.
  void onOpened(Workspace workspace) throws IOException {
    KnownWorkspace before = settings.now().workspace();
    KnownWorkspace opened =
        before != null && before.id().equals(workspace.id()) && !before.removed()
            ? before.withName(workspace.name())
            : new KnownWorkspace(workspace.id(), workspace.name());
    if (!inDemo && !opened.equals(before)) {
      settings.save(settings.now().withWorkspace(opened));
    }
    setSignInState(new SignInState(kind(), workspace, signInState.user()));
    openTriggers();
    if (!history.isPartlyRead()) {
      history.showAll(settings.people());
    }
    watcher.loadPeople();
  }

  private void openTriggers() throws IOException {
    if (signInState.workspace() != null) {
      triggers.open(profile.folder(signInState.workspace()));
    }
  }

  /// Makes what is due.
  void onTick() throws IOException {
    history.maintain();
    triggers.onTick();
  }

  /// Alerts and messages that wait until a person is active.
  TriggerRunner triggers() {
    return triggers;
  }

  /// Changes of the history at the request of the user.
  ErasureAndRetention erasureAndRetention() {
    return erasureAndRetention;
  }

  private SignInState.Kind kind() {
    return inDemo ? SignInState.Kind.DEMO : SignInState.Kind.SLACK;
  }

  /// Forgets the token and closes its workspace; a further workspace stays open without a token.
  void forgetToken() throws IOException {
    context.forgetToken(settings.now());
    watcher.stop(Cause.APP_STOPPED);
    if (context.isFirst()) {
      showSignedOut();
    }
    feed.onStatus(new WatchStatus.Idle());
  }

  /// Removes the workspace: its token, its people and, if requested, its history.
  void remove(boolean erase) throws IOException {
    watcher.stop(Cause.APP_STOPPED);
    try {
      if (erase && profile.history(settings.now()).isPresent()) {
        history.requireWritable();
        HistoryWorker.waitFor(historyWorker.eraseAll());
      }
      triggers.forgetAll();
      context.forgetToken(settings.now());
      settings.remove();
    } catch (IOException e) {
      startWatcher();
      throw e;
    }
  }

  /// Saves the workspace of the token, if the settings name none.
  void saveWorkspace(Workspace workspace) throws IOException {
    Settings now = settings.now();
    KnownWorkspace known = now.workspace();
    if (settings.isLoaded() && (known == null || known.removed())) {
      settings.save(now.withWorkspace(new KnownWorkspace(workspace.id(), workspace.name())));
    }
  }

  /// Returns whether a token of this workspace is one of this session. A first session without a
  /// workspace takes any. From any thread.
  boolean acceptsTokenOf(Workspace workspace) {
    if (context.sharedRecord().isPresent()) {
      return false;
    }
    Workspace shown = signInState.workspace();
    if (shown != null) {
      return shown.id().equals(workspace.id());
    }
    return context
        .knownWorkspace(settings.now())
        .map(known -> known.id().equals(workspace.id()) || (known.removed() && context.isFirst()))
        .orElse(true);
  }

  /// Applies shared settings that another workspace has saved.
  ///
  /// @param reconnect whether the connection uses something that changed beside the settings
  void applySharedSettings(Settings saved, boolean reconnect) throws IOException {
    Settings before = settings.now();
    settings.applySharedSettings(saved);
    applyChanges(before, reconnect);
  }

  /// Applies the changes of the settings.
  ///
  /// @param reconnect whether the connection uses something that changed beside the settings
  void applyChanges(Settings before, boolean reconnect) throws IOException {
    if (follower != null) {
      return;
    }
    Settings now = settings.now();
    SettingsChange change = new SettingsChange(before, now);
    if (change.of(Settings::logLevel)) {
      context.useLogLevel(now);
    }
    if (change.retention()) {
      var _ = historyWorker.setRetention(SettingsMapper.retention(now));
    }
    if (change.of(Settings::books) || change.retention()) {
      history.showAll(settings.people());
    }
    if (change.schedule()) {
      watcher.setRecordingHours();
    }
    if (change.of(Settings::slackStatuses)) {
      watcher.setSlackStatuses();
    }
    if (change.connection() || reconnect) {
      restart();
    }
  }

  /// Shows that no workspace is open.
  void showSignedOut() {
    setSignInState(SignInState.NONE);
  }

  boolean isOpening() {
    return signInState.equals(SignInState.OPENING);
  }

  CurrentSettings settings() {
    return settings;
  }

  /// Returns the settings of the real workspace, also in the demo.
  private Settings realSettings() throws IOException {
    return inDemo ? context.realProfile().settings().load().settings() : settings.now();
  }

  WatcherController watcher() {
    return watcher;
  }

  /// Replaces the watch list.
  void watch(WatchList wanted) throws IOException {
    history.requireWritable();
    watcher.watch(wanted);
    if (isStopped()) {
      startWatcher();
    }
  }

  /// Handles the name of the token's user.
  private void onSignedIn(AuthTest self) throws IOException {
    setSignInState(new SignInState(signInState.kind(), signInState.workspace(), self.user()));
    KnownWorkspace known = settings.now().workspace();
    if (!inDemo && known != null && known.id().equals(self.teamId())) {
      KnownWorkspace named = known.at(self.url());
      if (!named.equals(known)) {
        settings.save(settings.now().withWorkspace(named));
      }
    }
  }

  private void setSignInState(SignInState next) {
    signInState = next;
    feed.onSignInState(next);
  }
}
