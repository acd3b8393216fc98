package rollcall.app.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.app.environment.DemoSession;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.HistoryWritingListener;
import rollcall.app.recording.OutboxUploader;
import rollcall.app.recording.PendingErasures;
import rollcall.app.recording.ServerAttacher;
import rollcall.app.recording.SettingsChange;
import rollcall.app.recording.UserListLoader;
import rollcall.app.recording.WatcherThread;
import rollcall.history.History;
import rollcall.language.Sentence;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.ui.model.UserList;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchOptions;
import rollcall.watch.WatchStatus;

/// Session without a window: watches, and records if requested, until it is stopped or a problem
/// that only the user can solve ends it.
///
/// Thread: main; any thread may call [#close].
public final class HeadlessSession implements WatchListener, AutoCloseable {
  private static final String NO_HOURS =
      " Recording hours protect people, so no one is watched until they are set again: correct the"
          + " file, or open the window.";

  private static final String NO_PAUSES =
      " A pause protects a person, so no one is watched until it is known who is paused: correct"
          + " the file, or open the window.";

  private static final String UNCHANGED =
      " Rollcall already runs here, and goes on with the settings that it read before.";

  private final WorkspaceContext context;
  private final TerminalListener terminal;
  private final boolean recording;
  private final SharedRecordOptions.@Nullable SharedRecord shared;
  private final HistoryWorker worker;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean watching;
  private final CompletableFuture<WatcherThread> started = new CompletableFuture<>();
  private final AtomicReference<ScheduleInputs> inputs =
      new AtomicReference<>(new ScheduleInputs(Settings.DEFAULT, List.of(), false));
  // Null unless the saved list is watched.
  private volatile @Nullable WatchListSettingsSync saved;
  // Only of the main thread: the complaint about the settings that was printed last.
  private String reported = "";
  private volatile Runnable loadNames = () -> {};
  // Only of the watcher's thread, when nothing is recorded.
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;
  private final AtomicReference<@Nullable UserListLoader> load = new AtomicReference<>();
  // Set on the watcher's thread when the history is open.
  private volatile @Nullable OutboxUploader handOver;
  // Null unless other recorders of a record on a server share the people.
  private volatile @Nullable LeasedWatchList leases;
  // Only of the watcher's thread: why the settings still name an erased person.
  private @Nullable String unforgotten;
  // Only of the database's thread: why sightings are not written, or that they are again.
  private @Nullable String lastUnsaved;

  /// @param recording whether sightings are written to the history
  /// @param shared record on a server to hand over to; null for that of the history, if it has one
  public HeadlessSession(
      WorkspaceContext context,
      TerminalListener terminal,
      boolean recording,
      SharedRecordOptions.@Nullable SharedRecord shared) {
    this.context = context;
    this.terminal = terminal;
    this.recording = recording;
    this.shared = shared;
    worker = new HistoryWorker(context.clock(), this::onUnsaved, terminal::print);
  }

  /// Watches until stopped.
  ///
  /// @return the exit code
  public int run(boolean inDemo, PeopleSelection wanted) throws IOException {
    try {
      int code = watch(inDemo, wanted);
      return unsavedSentence().isEmpty() ? code : 1;
    } finally {
      ended.countDown();
    }
  }

  /// Sentence on what could not be written at the end; empty when everything was written.
  public Optional<String> unsavedSentence() {
    return worker.unsavedSentence();
  }

  private int watch(boolean inDemo, PeopleSelection wanted) throws IOException {
    try (@Nullable DemoSession demo = inDemo ? context.startDemo() : null) {
      if (recording) {
        new PendingErasures(context.profile()).finish().complaints().forEach(terminal::print);
      }
      Settings settings = settings();
      var _ = worker.setRetention(SettingsMapper.retention(settings));
      if (shared != null) {
        SharedHistoryOpener.askForPassword(shared.server(), context);
      }
      WatcherThread watcher = start(demo, settings, wanted);
      int code = awaitExit();
      watcher.stop(Cause.APP_STOPPED);
      cancel(load.get());
      return code;
    } finally {
      worker.close();
      Optional.ofNullable(handOver).ifPresent(OutboxUploader::close);
      unsavedSentence().ifPresent(terminal::print);
    }
  }

  private WatcherThread start(@Nullable DemoSession demo, Settings settings, PeopleSelection wanted)
      throws IOException {
    SlackAccess access =
        demo == null
            ? context.access(settings, true).orElseThrow(TerminalListener::noToken)
            : demo.access();
    context.certificateProblem().map(Sentence::english).ifPresent(terminal::print);
    context.proxyNote().ifPresent(terminal::print);
    WatchList list = resolve(wanted, settings, access);
    watching = true;
    inputs.set(new ScheduleInputs(settings, List.of(), false));
    reportPaused(SettingsMapper.paused(settings), list);
    WatcherThread watcher =
        WatcherThread.start(
            access,
            list,
            new WatchOptions(
                inputs.get().schedule(), false, settings.slackStatuses(), leases != null),
            listener(demo, access, settings),
            context.clock());
    started.complete(watcher);
    if (leases != null) {
      leases.watch(watcher.watcher(), worker);
    }
    return watcher;
  }

  /// Returns the people to watch; with other recorders, also sets the leases.
  private WatchList resolve(PeopleSelection wanted, Settings settings, SlackAccess access)
      throws IOException {
    boolean sharesPeople = sharesPeople(settings);
    WatchListResolver resolver =
        new WatchListResolver(access, context.clock(), terminal, sharesPeople);
    WatchList list = withoutBlocked(resolver.of(wanted, settings), settings);
    if (sharesPeople) {
      leases =
          new LeasedWatchList(
              list,
              SettingsMapper.paused(settings),
              shared,
              context.clock(),
              terminal::print,
              this::forgetChoices);
    }
    if (wanted.equals(PeopleSelection.SAVED)) {
      saved =
          new WatchListSettingsSync(
              context.profile().settings(), worker, terminal, sharesPeople, list, settings);
    }
    return list;
  }

  private int awaitExit() {
    while (true) {
      try {
        return exit.get(1, TimeUnit.MINUTES);
      } catch (TimeoutException e) {
        // Also while nothing is observed, as during an outage.
        worker.maintain();
        applyChangedSettings();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return exit.join();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Applies what the window, or an editor, has changed in the settings since the last call: who is
  /// paused, the recording hours, the Slack statuses, the retention, the level of the log, and the
  /// saved list if that one is watched. While the file is missing, or does not say who may be
  /// recorded, nothing changes.
  void applyChangedSettings() {
    SettingsFile file = context.profile().settings();
    if (!file.exists()) {
      return;
    }
    try {
      SettingsFile.Loaded loaded = file.load();
      boolean known = loaded.settings().recordingKnown();
      String complaint = loaded.complaint().map(Sentence::english).orElse("");
      report(known ? complaint : complaint + UNCHANGED);
      if (known) {
        apply(loaded.settings());
      }
    } catch (IOException e) {
      report(e.getMessage() + UNCHANGED);
    }
  }

  private void report(String complaint) {
    if (!complaint.isEmpty() && !complaint.equals(reported)) {
      terminal.print(complaint);
    }
    reported = complaint;
  }

  private void apply(Settings now) {
    Settings before = inputs.getAndUpdate(was -> was.with(now)).settings();
    SettingsChange change = new SettingsChange(before, now);
    if (change.of(Settings::logLevel)) {
      context.useLogLevel(now);
    }
    if (change.retention()) {
      var _ = worker.setRetention(SettingsMapper.retention(now));
    }
    if (change.schedule()) {
      Set<UserId> paused = SettingsMapper.paused(now);
      Optional.ofNullable(leases).ifPresent(people -> people.setPaused(paused));
      if (!recording && before.hours().isAlways() && !now.hours().isAlways()) {
        loadNames.run();
      }
      applyHours();
      Set<UserId> more = new TreeSet<>(paused);
      more.removeAll(SettingsMapper.paused(before));
      reportPaused(more, SettingsMapper.watchList(now));
    }
    var _ =
        started.thenAccept(thread -> {
          if (change.of(Settings::slackStatuses)) {
            thread.watcher().setSlackStatuses(now.slackStatuses());
          }
          Optional.ofNullable(saved)
              .ifPresent(list -> thread.watcher().changeWatchList(list::reload));
        });
  }

  /// Ends the session in order; returns when everything is on the disk. Returns immediately while
  /// the session waits for a token or for the user list.
  @Override
  public void close() {
    exit.complete(0);
    try {
      if (watching) {
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<WatchListener> next() {
    return Optional.of(terminal);
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    onOpened(workspace, snapshot);
    return snapshot;
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    snapshot = snapshot.with(sightings);
    onPresence(snapshot, sightings);
  }

  @Override
  public void onOpened(Workspace workspace, PresenceSnapshot before) {
    WatchListener.super.onOpened(workspace, before);
    if (recording) {
      // The zones of the last session, until the list of people is loaded.
      applyHours(worker.storedPeople().join(), false);
    }
    if (recording || !inputs.get().settings().hours().isAlways()) {
      loadNames.run();
    }
    if (recording && handOver == null) {
      startHandOver(workspace, before);
    }
  }

  /// Returns whether other recorders of a record on a server may watch people of this one.
  private boolean sharesPeople(Settings settings) throws IOException {
    Optional<Path> latest = recording ? context.profile().history(settings) : Optional.empty();
    if (shared != null || latest.isEmpty()) {
      return shared != null;
    }
    try (History history = History.openReadOnly(latest.get())) {
      return history.attachment().isPresent();
    }
  }

  private void startHandOver(Workspace workspace, PresenceSnapshot before) {
    LeasedWatchList people = leases;
    try {
      Optional<OutboxUploader> started =
          ServerAttacher.start(
              worker,
              workspace,
              shared,
              context.databasePasswords()::of,
              context.clock(),
              people == null ? _ -> {} : people.share(),
              sentence -> onHandOverProblem(sentence, before));
      handOver = started.orElse(null);
    } catch (IOException e) {
      terminal.print(String.valueOf(e.getMessage()));
      exit.complete(1);
    }
  }

  private void forgetChoices(UserId erased) throws IOException {
    try {
      PendingErasures.forgetChoices(context.profile(), Set.of(erased));
      unforgotten = null;
    } catch (IOException e) {
      String sentence = String.valueOf(e.getMessage());
      if (!sentence.equals(unforgotten)) {
        unforgotten = sentence;
        terminal.print(sentence);
      }
      throw e;
    }
  }

  private void onHandOverProblem(@Nullable String sentence, PresenceSnapshot before) {
    if (exit.isDone()) {
      // The worker closes the history before the hand-over of its end.
      return;
    }
    if (sentence != null) {
      Optional.ofNullable(leases).ifPresent(people -> people.beginAlone(before));
    }
    terminal.print(
        sentence == null
            ? "Everything is handed over to the server again."
            : sentence + " Recording continues here, and is handed over later.");
  }

  @Override
  public void onPresence(PresenceSnapshot now, List<Sighting> batch) {
    WatchListener.super.onPresence(now, batch);
    Optional.ofNullable(handOver).ifPresent(OutboxUploader::wake);
  }

  @Override
  public void onStatus(WatchStatus status) {
    if (exit.isDone()) {
      // The reason of the end is the last line.
      return;
    }
    WatchListener.super.onStatus(status);
    Optional.ofNullable(leases).ifPresent(people -> people.onStatus(status));
    if (status instanceof WatchStatus.Stopped) {
      exit.complete(1);
    }
  }

  @Override
  public void onWatchList(WatchListState state) {
    WatchListener.super.onWatchList(state);
    Optional.ofNullable(leases).ifPresent(people -> people.onWatchList(state.list()));
    WatchListSettingsSync list = saved;
    if (recording && list != null) {
      list.save(state.list());
    }
  }

  /// Prints the reason once, and not for each batch that cannot be written: the journal may be on
  /// the same disk.
  private void onUnsaved(HistoryWorker.@Nullable UnsavedSightings unsaved) {
    String sentence =
        unsaved == null
            ? "Everything is written to the history again."
            : unsaved.sentence().english();
    if (!sentence.equals(lastUnsaved)) {
      lastUnsaved = sentence;
      terminal.print(sentence);
    }
  }

  /// Returns the list without blocked people, who are not requested from Slack.
  private WatchList withoutBlocked(WatchList list, Settings settings) throws IOException {
    Optional<Path> latest = recording ? context.profile().history(settings) : Optional.empty();
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

  private void reportPaused(Set<UserId> paused, WatchList list) {
    Set<UserId> listed = list.people();
    listed.retainAll(paused);
    if (!listed.isEmpty()) {
      terminal.print(
          "Paused in the settings, and not watched: "
              + String.join(", ", listed.stream().map(UserId::value).toList())
              + ".");
    }
  }

  private Settings settings() throws IOException {
    var loaded = context.profile().settings().load();
    String complaint = loaded.complaint().map(Sentence::english).orElse("");
    if (!loaded.settings().hoursKnown()) {
      throw new IOException(complaint + NO_HOURS);
    }
    if (!loaded.settings().pausesKnown()) {
      throw new IOException(complaint + NO_PAUSES);
    }
    report(complaint);
    context.useLogLevel(loaded.settings());
    return loaded.settings();
  }

  private WatchListener listener(
      @Nullable DemoSession demo, SlackAccess access, Settings settings) {
    loadNames =
        () ->
            cancel(
                load.getAndSet(
                    new UserListLoader(access, context.clock(), this::onUserList, _ -> {})
                        .start()));
    if (!recording) {
      return this;
    }
    return new HistoryWritingListener(
        worker,
        workspace ->
            context.profile().history(workspace, context.knownWorkspace(settings).orElse(null)),
        () -> demo == null ? List.of() : demo.history(),
        // The status reports it.
        (_, _) -> {},
        this);
  }

  private static void cancel(@Nullable UserListLoader before) {
    if (before != null) {
      before.cancel();
    }
  }

  /// Stores the names of people, so that an export is readable, and applies their time zones to the
  /// recording hours.
  private void onUserList(UserList directory) {
    if (directory.state() == UserList.State.PARTIAL
        && !inputs.get().settings().hours().isAlways()) {
      terminal.print(
          "The list of people could not be loaded, so some time zones are not known. People are"
              + " recorded during the recording hours as soon as theirs is.");
      if (directory.problem() != null) {
        terminal.print(terminal.sentences(directory.problem()));
      }
    }
    if (directory.state() != UserList.State.COMPLETE) {
      return;
    }
    if (recording) {
      worker.savePeople(directory.people());
    }
    // Slack may leave out the zone of a deactivated account.
    List<Person> people = new ArrayList<>(recording ? worker.storedPeople().join() : List.of());
    people.addAll(directory.people());
    applyHours(people, true);
  }

  /// Applies the recording hours in the time zones of people.
  ///
  /// @param complete whether a person who is missing is not in the workspace
  private void applyHours(Collection<Person> people, boolean complete) {
    inputs.updateAndGet(was -> new ScheduleInputs(was.settings(), people, complete));
    if (!inputs.get().settings().hours().isAlways()) {
      applyHours();
    }
  }

  private void applyHours() {
    var _ =
        started.thenAccept(thread -> {
          ScheduleInputs applied;
          do {
            applied = inputs.get();
            thread.watcher().setRecordingHours(applied.schedule());
            // Another thread has changed them, and may have applied them before this one.
          } while (!applied.equals(inputs.get()));
        });
  }

  /// Inputs of the recording schedule.
  ///
  /// @param people people with known time zones
  /// @param complete whether a person who is missing is not in the workspace
  private record ScheduleInputs(Settings settings, Collection<Person> people, boolean complete) {
    ScheduleInputs with(Settings changed) {
      return new ScheduleInputs(changed, people, complete);
    }

    RecordingScheduleByPerson schedule() {
      return SettingsMapper.schedule(settings, people, complete);
    }
  }
}
