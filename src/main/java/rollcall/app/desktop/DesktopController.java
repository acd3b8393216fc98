package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.CloudFolder;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PersonExport;
import rollcall.app.recording.TimecardReader;
import rollcall.app.recording.WatcherThread;
import rollcall.files.IoFunctions;
import rollcall.history.ReadableHistory;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.slack.SlackException;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DaySpans;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.model.TimecardRequest;
import rollcall.ui.model.UserList;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.FollowedGroup;
import rollcall.watch.MembershipClient;
import rollcall.watch.MessageSender;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SendPermission;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Controller of the window: runs its commands and shows their results.
///
/// Thread: its own ("ui-commands"), one task after the other; commands and events only add tasks.
public final class DesktopController implements Commands, WatchListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopController.class);

  /// Longest wait for the history of another workspace, whose disk may hang.
  private static final int LONGEST_WAIT_SECONDS = 5;

  private final WorkspaceContext context;
  private final PresenceFeed feed;
  private final HistoryWorker historyWorker;
  private final CommandQueue commands = new CommandQueue(this::onCommandFailed);
  private final HistoryReader timecards = new HistoryReader("timecards");
  private final HistoryReader timecardDays = new HistoryReader("timecard-day");
  private final LocalOrSharedRecordReader record;
  private final ExportRunner exports;
  private final WorkspaceSession session;
  private final SignInFlow signIn;
  private final OtherWorkspaces others;
  private final ConnectionCheckRunner check;

  /// @param others the other workspaces
  public DesktopController(WorkspaceContext context, PresenceFeed feed, OtherWorkspaces others) {
    this.context = context;
    this.feed = feed;
    this.others = others;
    this.historyWorker = new HistoryWorker(context.clock(), this::onUnsaved, this::onHistoryNotice);
    this.record =
        new LocalOrSharedRecordReader(
            historyWorker,
            context
                .sharedRecord()
                .<IoFunctions.Supplier<ReadableHistory>>map(server ->
                    () ->
                        SharedHistory.openReadOnly(server, context.databasePasswords().of(server)))
                .orElse(null));
    this.exports = new ExportRunner(record, context.clock());
    this.session = new WorkspaceSession(context, feed, historyWorker, commands, this);
    this.check = new ConnectionCheckRunner(session::connectionCheck);
    this.signIn = new SignInFlow(context, session, feed, commands, others, this);
  }

  /// Other workspaces of the window. From any thread.
  public interface OtherWorkspaces {
    /// Passes an accepted token to the session of its workspace, and shows that one.
    ///
    /// @return false when the token belongs to the sender
    boolean passToken(
        DesktopController from,
        SlackAccess access,
        Workspace workspace,
        CompletableFuture<TokenAnswer> answer)
        throws IOException;

    /// Checks a token that was given while the demo is shown.
    void connect(String token, CompletableFuture<TokenAnswer> answer);

    /// Applies shared settings, which one workspace has saved, to the others.
    ///
    /// @param reconnect whether the connection uses something that changed beside the settings
    void shareSettings(DesktopController from, Settings saved, boolean reconnect);

    /// Shows the record that others keep on this server.
    void showRecord(ServerAddress server);

    /// Starts or leaves the demo.
    void demo(boolean on);

    /// The controllers of all open workspaces.
    List<DesktopController> all();
  }

  /// Adds the names in this workspace to those that are replaced. From any thread.
  private void hideNames(DiagnosticsCollector collector) {
    List<Person> stored =
        historyWorker
            .storedPeople()
            .completeOnTimeout(List.of(), LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
            .join();
    collector.hide(
        UserList.EMPTY, stored, session.settings().now(), session.workspace().orElse(null));
  }

  /// Returns whether the user wants names to be hidden from the start. From any thread.
  boolean hidesNames() {
    return session.settings().now().privacy().hideNames();
  }

  /// Stores a checked token of this workspace, and opens the workspace. From any thread.
  void acceptToken(SlackAccess access, Workspace workspace, CompletableFuture<TokenAnswer> answer) {
    commands.complete(answer, () -> signIn.accept(access, workspace, answer), SignInFlow::failed);
  }

  /// Returns whether a token of this workspace is one of this session. From any thread.
  boolean acceptsTokenOf(Workspace workspace) {
    return session.acceptsTokenOf(workspace);
  }

  /// Applies shared settings that another workspace has saved. From any thread.
  void applySharedSettings(Settings saved, boolean reconnect) {
    commands.add(() -> session.applySharedSettings(saved, reconnect));
  }

  /// Removes the workspace: its token, its people and, if requested, its history.
  ///
  /// @return empty on success; else the reason as a sentence
  CompletionStage<Optional<String>> remove(boolean erase) {
    return commands.attempt(() -> {
      signIn.cancel();
      check.cancel();
      session.remove(erase);
    });
  }

  /// Opens the demo; or the history of the workspace and, if there is a token, the connection.
  public void open(boolean withDemo) {
    CloudFolder.serviceOf(context.directories().data())
        .ifPresent(service ->
            feed.onLocalNotice(
                new LocalNotice.CloudFolder(service, context.directories().data().toString())));
    commands.add(() -> {
      signIn.cancel();
      session.open(withDemo);
    });
  }

  /// Delays all later commands until this thread has ended, which may have the history open.
  void awaitEnd(Thread before) {
    commands.add(() -> {
      try {
        before.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  @Override
  public Executor fxExecutor() {
    return feed.fxExecutor();
  }

  @Override
  public CompletionStage<TokenAnswer> connect(String token) {
    return commands.start(
        answer -> {
          if (session.isDemo()) {
            others.connect(token, answer);
          } else {
            signIn.start(token, answer);
          }
        },
        SignInFlow::failed);
  }

  @Override
  public void disconnect() {
    commands.add(() -> {
      if (!session.isDemo()) {
        signIn.cancel();
        session.forgetToken();
      }
    });
  }

  @Override
  public void reconnectNow() {
    commands.add(() -> {
      Optional<WatcherThread> thread = session.watcher().thread();
      if (thread.isPresent()) {
        thread.get().watcher().retryNow();
      } else {
        session.retry();
      }
    });
  }

  @Override
  public CompletionStage<CommandResult<CheckReport>> checkConnection(
      @Nullable String token, Consumer<CheckResult> onResult) {
    return commands.start(
        answer -> check.start(token, onResult, answer),
        e -> new CommandResult.Failed<>(e.toString()));
  }

  @Override
  public void cancelCheck() {
    commands.add(check::cancel);
  }

  @Override
  public void pause(boolean on) {
    commands.add(() -> session.pause(on));
  }

  @Override
  public void prioritize(UserId person) {
    commands.add(
        () -> session.watcher().thread().ifPresent(thread -> thread.watcher().prioritize(person)));
  }

  @Override
  public void watch(WatchList list) {
    commands.add(() -> session.watch(list));
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> followable(FollowedGroup.Kind kind) {
    return ask(kind, slack -> slack.all(kind));
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> peopleIn(
      FollowedGroup one, Set<UserId> known) {
    return ask(one.kind(), slack -> List.of(one.with(slack.members(one.kind(), one.id(), known))));
  }

  @Override
  public CompletionStage<SlackAnswer<List<FollowedGroup>>> groupsOf(
      FollowedGroup.Kind kind, Set<UserId> people) {
    return ask(kind, slack -> slack.of(kind, people));
  }

  private CompletionStage<SlackAnswer<List<FollowedGroup>>> ask(
      FollowedGroup.Kind about,
      SlackTask.Question<MembershipClient, List<FollowedGroup>> question) {
    return ask(
        access -> {
          try (MembershipClient slack = new MembershipClient(access)) {
            return question.answer(slack);
          }
        },
        (refusal, access) -> ProblemMapper.of(refusal, about, access, context.clock().instant()));
  }

  @Override
  public CompletionStage<SlackAnswer<SendPermission>> sendPermission() {
    return ask(
        access -> new MessageSender(access).permission(),
        (refusal, access) -> ProblemMapper.of(refusal, access, true, context.clock().instant()));
  }

  /// Asks Slack on another thread.
  private <T> CompletionStage<SlackAnswer<T>> ask(
      SlackTask.Question<SlackAccess, T> question,
      BiFunction<SlackException, SlackAccess, Problem> problem) {
    return commands.start(
        answer -> {
          Optional<SlackAccess> access = session.connectionSettings();
          if (access.isEmpty()) {
            answer.complete(new SlackAnswer.Refused<>(new Problem.NoToken()));
            return;
          }
          var _ =
              SlackTask.<T>start("question", () -> question.answer(access.get()))
                  .result()
                  .whenComplete((found, failure) ->
                      answer.complete(
                          switch (failure) {
                            case null -> new SlackAnswer.Found<>(found);
                            case SlackException refusal ->
                                new SlackAnswer.Refused<>(problem.apply(refusal, access.get()));
                            default ->
                                new SlackAnswer.Refused<>(
                                    new Problem.Bug(ErrorText.logged(failure)));
                          }));
        },
        failure -> new SlackAnswer.Refused<>(SignInFlow.problem(failure)));
  }

  @Override
  public void apply(Settings wanted, @Nullable String proxyPassword) {
    commands.add(() -> {
      Settings before = session.settings().now();
      if (session.settings().changesRecording(wanted)) {
        session.requireWritable();
      }
      session.settings().requireFollowableCount(wanted);
      if (proxyPassword != null && wanted.proxy() instanceof Proxy.Manual manual) {
        context.storeProxyPassword(manual, proxyPassword);
      }
      session.settings().use(wanted);
      shareSettings(before, proxyPassword != null);
      session.applyChanges(before, proxyPassword != null);
    });
  }

  private void shareSettings(Settings before, boolean reconnect) {
    Settings now = session.settings().now();
    if (!session.isDemo() && (reconnect || !now.sharesWith(before))) {
      others.shareSettings(this, now, reconnect);
    }
  }

  @Override
  public void saveView(ViewState state) {
    commands.add(() -> {
      try {
        context.viewState().save(state);
      } catch (IOException e) {
        LOG.info("The state of the window cannot be saved: {}", ErrorText.of(e));
      }
    });
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setRetention(int days) {
    return commands.answer(() -> applyRetention(session.settings().now().withKeepDays(days)));
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setKeepDayTotals(boolean keep) {
    return commands.answer(() -> applyRetention(session.settings().now().withKeepDayTotals(keep)));
  }

  @Override
  public CompletionStage<CommandResult<Integer>> setRetention(
      UserId person, @Nullable Integer days) {
    return commands.answer(() -> {
      Settings now = session.settings().now();
      return applyRetention(now.withPeople(now.people().withKeepDays(person.value(), days)));
    });
  }

  private int applyRetention(Settings wanted) throws IOException {
    Settings before = session.settings().now();
    int people = session.erasureAndRetention().setRetention(wanted);
    shareSettings(before, false);
    return people;
  }

  @Override
  public CompletionStage<Optional<String>> setCaFile(@Nullable Path file) {
    return commands.start(
        answer -> {
          try {
            context.checkTrust(file);
            Settings before = session.settings().now();
            session.settings().save(before.withCaFile(file));
            // Also when the path is the same: its content may have changed.
            shareSettings(before, true);
          } catch (IOException e) {
            answer.complete(Optional.of(ErrorText.of(e)));
            return;
          }
          answer.complete(Optional.empty());
          session.restart();
        },
        bug -> Optional.of(bug.toString()));
  }

  @Override
  public void loadPeople() {
    commands.add(() -> session.watcher().loadPeople());
  }

  @Override
  public void stopLoadingPeople() {
    commands.add(() -> session.watcher().stopLoadingPeople());
  }

  @Override
  public CompletionStage<LocalNotice> backUp(Path folder) {
    return commands.ask(
        () -> new LocalNotice.BackedUp(session.backUp(folder).toString()),
        LocalNotice.CommandFailed::new);
  }

  @Override
  public void preview(ExportSpec spec, Consumer<CommandResult<ExportPreview>> listener) {
    exports.preview(spec, listener);
  }

  @Override
  public CompletionStage<ExportResult> export(ExportSpec spec, Path file, boolean replace) {
    return exports.into(file, spec, replace);
  }

  @Override
  public CompletionStage<ExportResult> copy(ExportSpec spec) {
    return exports.copy(spec);
  }

  @Override
  public CompletionStage<Optional<String>> exportPerson(UserId person, Path file) {
    return commands.attempt(() -> {
      exports.person(
          new PersonExport(session.settings().now(), session.triggers().of(person), person), file);
    });
  }

  @Override
  public void timecards(
      TimecardRequest request, Consumer<CommandResult<Map<UserId, TotalsByDay>>> onAnswer) {
    timecards.read(
        record.opening(),
        history ->
            new TimecardReader(history, context.clock().instant())
                .totals(request.people(), request.rules(), request.days()),
        onAnswer);
  }

  @Override
  public void timecardDay(
      UserId person,
      LocalDate day,
      AccountingRules rules,
      Consumer<CommandResult<DaySpans>> onAnswer) {
    timecardDays.read(
        record.opening(),
        history -> new TimecardReader(history, context.clock().instant()).day(person, rules, day),
        onAnswer);
  }

  @Override
  public CompletionStage<CommandResult<Long>> erase(UserId person, boolean block) {
    return commands.answer(() -> session.erasureAndRetention().erase(person, block));
  }

  @Override
  public CompletionStage<CommandResult<Long>> eraseAll() {
    return commands.answer(() -> session.erasureAndRetention().eraseAll());
  }

  @Override
  public void discardFutureEntries() {
    commands.add(() -> session.erasureAndRetention().discardFutureEntries());
  }

  @Override
  public CompletionStage<LocalNotice> storeTokenInFile() {
    return commands.ask(
        () -> {
          context.storeSecretsInFile();
          return new LocalNotice.TokenStored();
        },
        LocalNotice.CommandFailed::new);
  }

  @Override
  public CompletionStage<Optional<String>> showRecord(String address) {
    return commands.attempt(() -> {
      try {
        others.showRecord(ServerAddress.of(address));
      } catch (IllegalArgumentException e) {
        throw new IOException(e.getMessage(), e);
      }
    });
  }

  @Override
  public void serverPassword(String password, boolean remember) {
    commands.add(() -> session.usePassword(password, remember));
  }

  @Override
  public void unblock(UserId person) {
    commands.add(() -> session.erasureAndRetention().unblock(person));
  }

  @Override
  public void addTrigger(UserId person, @Nullable String text, Instant expires) {
    commands.add(() -> session.triggers().add(person, text, expires));
  }

  @Override
  public void removeTrigger(String id) {
    commands.add(() -> session.triggers().remove(id));
  }

  @Override
  public void allowSending() {
    commands.add(() -> session.triggers().allowSending());
  }

  /// Makes what is due. Called every few seconds, from any thread.
  void onTick() {
    commands.add(session::onTick);
  }

  @Override
  public CompletionStage<Diagnostics> diagnostics(UserList known) {
    return commands.ask(
        () -> collect(known),
        sentence -> new Diagnostics(List.of(new Diagnostics.Part("error.txt", sentence))));
  }

  private Diagnostics collect(UserList known) {
    DiagnosticsCollector collector = new DiagnosticsCollector(context);
    Settings settings = session.settings().now();
    List<Person> stored = historyWorker.storedPeople().join();
    collector.hide(known, stored, settings, session.workspace().orElse(null));
    others.all().stream()
        .filter(other -> !equals(other))
        .forEach(other -> other.hideNames(collector));
    return collector.collect(settings, check.lastReport(), historyWorker);
  }

  @Override
  public CompletionStage<Optional<String>> saveDiagnostics(Diagnostics diagnostics, Path file) {
    return commands.attempt(() -> {
      DiagnosticsCollector.save(diagnostics, file, context.clock().instant());
    });
  }

  @Override
  public LogBuffer log() {
    return context.log();
  }

  @Override
  public void demo(boolean on) {
    others.demo(on);
  }

  @Override
  public void onOpened(Workspace workspace, PresenceSnapshot snapshot) {
    // Not in a command: it could run after the first changes and hide them.
    feed.onPresence(snapshot, List.of());
    commands.add(() -> session.onOpened(workspace));
  }

  @Override
  public void onLocalNotice(String sentence) {
    LOG.warn("{}", sentence);
    feed.onLocalNotice(new LocalNotice.CommandFailed(sentence));
  }

  @Override
  public void onPresence(PresenceSnapshot snapshot, List<Sighting> batch) {
    feed.onPresence(snapshot, batch);
  }

  @Override
  public void onStatus(WatchStatus status) {
    feed.onStatus(status);
  }

  @Override
  public void onSlackStatus(SlackStatus slackStatus) {
    feed.onSlackStatus(List.of(slackStatus));
  }

  @Override
  public void onWatchList(WatchListState following) {
    commands.add(() -> session.watcher().onWatchList(following));
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    feed.onLocalNotice(new LocalNotice.DndScopeMissing(why.needed()));
  }

  /// Closes everything in order; returns when the history is closed.
  @Override
  public void close() {
    if (commands.isClosed()) {
      return;
    }
    commands.add(() -> {
      signIn.cancel();
      check.cancel();
      session.close(Cause.APP_STOPPED);
    });
    commands.close();
    exports.close();
    timecards.close();
    timecardDays.close();
    historyWorker.close();
  }

  /// Sentence about the sightings that could not be stored by the end; empty when all were.
  Optional<String> unsavedSentence() {
    return historyWorker.unsavedSentence();
  }

  @Override
  public CompletionStage<String> proxyRoute() {
    return commands.ask(
        () -> context.route(session.settings().now()).translated(), sentence -> sentence);
  }

  private void onUnsaved(HistoryWorker.@Nullable UnsavedSightings unsaved) {
    if (unsaved == null) {
      feed.onSavedAgain();
    } else {
      LOG.warn("{}", unsaved.sentence().english());
      feed.onLocalNotice(new LocalNotice.HistoryUnsaved(unsaved.sentence(), unsaved.since()));
    }
  }

  private void onHistoryNotice(String sentence) {
    feed.onLocalNotice(new LocalNotice.HistoryNotice(sentence));
  }

  private void onCommandFailed(LocalNotice problem) {
    if (session.isOpening()) {
      session.showSignedOut();
    }
    if (session.isStoppedByProblem()) {
      feed.onStatus(new WatchStatus.Idle());
    }
    feed.onLocalNotice(problem);
  }
}
