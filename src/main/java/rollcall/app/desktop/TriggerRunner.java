package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.app.recording.WatcherThread;
import rollcall.files.IoFunctions;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.OneTimeTrigger.State;
import rollcall.settings.Triggers;
import rollcall.settings.TriggersFile;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.MessageSender;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchListener;

/// Alerts and messages of one workspace that wait until a person is active: fires each of them
/// once.
///
/// The state is stored before and after each attempt to send a message. A message whose sending was
/// interrupted is not sent again.
///
/// Thread: ui-commands; presence arrives on the watcher's.
final class TriggerRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerRunner.class);

  /// Longest wait for Slack's answer at the end of the program.
  private static final long LONGEST_CLOSE_SECONDS = 3;

  private final CommandQueue commands;
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final IoFunctions.Supplier<Optional<SlackAccess>> access;
  private final Supplier<Optional<WatcherThread>> watcher;

  private volatile PresenceSinceStart observed = PresenceSinceStart.NONE;
  private Triggers triggers = Triggers.NONE;
  private @Nullable Path folder;
  private @Nullable TriggersFile file;
  private @Nullable Attempt attempt;

  /// Attempt under way.
  ///
  /// @param id the trigger
  private record Attempt(String id, SlackTask<MessageAttempt.Result> task) {}

  /// @param watcher the running watcher; empty when it is stopped
  TriggerRunner(
      CommandQueue commands,
      PresenceFeed feed,
      InstantSource clock,
      IoFunctions.Supplier<Optional<SlackAccess>> access,
      Supplier<Optional<WatcherThread>> watcher) {
    this.commands = commands;
    this.feed = feed;
    this.clock = clock;
    this.access = access;
    this.watcher = watcher;
  }

  /// Returns a listener of the watcher that observes presence before it is recorded.
  WatchListener before(WatchListener recording) {
    return new Observer(recording);
  }

  /// Opens the triggers of a workspace; without effect when they are open.
  ///
  /// @param place folder of the workspace
  void open(Path place) throws IOException {
    if (place.equals(folder)) {
      return;
    }
    close();
    TriggersFile opened = new TriggersFile(place);
    TriggersFile.Loaded loaded = opened.load(clock.instant());
    folder = place;
    file = opened;
    loaded.complaint().map(Sentence::translated).ifPresent(this::report);
    show(loaded.triggers());
  }

  /// Closes the triggers. Waits a moment for the answer to a message that is being sent.
  void close() {
    Attempt pending = attempt;
    if (pending != null) {
      try {
        onResult(
            pending.id(), pending.task().result().get(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException | CancellationException e) {
        // What is stored about it counts at the next start.
        LOG.info("A message was being sent at the end: {}", e.toString());
      }
      pending.task().cancel();
      attempt = null;
    }
    folder = null;
    file = null;
    show(Triggers.NONE);
  }

  /// The triggers for this person.
  List<OneTimeTrigger> of(UserId user) {
    return triggers.of(user);
  }

  /// Adds a trigger.
  ///
  /// @param text the message, or null for an alert
  void add(UserId user, @Nullable String text, Instant expires) throws IOException {
    String id = UUID.randomUUID().toString();
    save(triggers.with(OneTimeTrigger.of(id, user, text, clock.instant(), expires)));
    fireDue();
  }

  /// Removes a trigger, unless it is being sent.
  void remove(String id) throws IOException {
    if (triggers.find(id).filter(one -> one.state() != State.SENDING).isPresent()) {
      save(triggers.without(id));
    }
  }

  /// Allows messages with a token whose write scope is part of a larger one.
  void allowSending() throws IOException {
    save(triggers.withMaySend());
  }

  /// Removes the triggers of an erased person.
  void forget(UserId user) throws IOException {
    if (file != null) {
      save(triggers.without(Set.of(user)));
    }
  }

  /// Removes all triggers, with the copies of their file.
  void forgetAll() throws IOException {
    if (file != null) {
      file.delete();
      show(Triggers.NONE);
    }
  }

  /// Gives up what has expired, and makes the attempts that are due.
  void onTick() throws IOException {
    Triggers next = triggers.expire(clock.instant());
    if (!next.equals(triggers)) {
      save(next);
    }
    fireDue();
  }

  private void fireDue() throws IOException {
    PresenceSinceStart presence = observed;
    Instant now = clock.instant();
    for (OneTimeTrigger one : triggers.due(now, user -> presence.isActive(user, now))) {
      if (!one.isMessage()) {
        save(triggers.change(one.id(), it -> it.in(State.DONE, now)));
      } else if (attempt == null) {
        prepare(one);
      }
    }
  }

  private void prepare(OneTimeTrigger message) throws IOException {
    Optional<MessageAttempt> sending = attempt(message);
    if (sending.isEmpty()) {
      onResult(message.id(), new MessageAttempt.Failed("no_token", PresenceSinceStart.FRESH));
      return;
    }
    boolean maySend = triggers.maySend();
    start(
        message.id(),
        () -> sending.get().prepare(maySend),
        result -> {
          if (result instanceof MessageAttempt.Ready ready) {
            send(message.id(), sending.get(), ready);
          } else {
            onResult(message.id(), result);
          }
        });
  }

  private Optional<MessageAttempt> attempt(OneTimeTrigger message) throws IOException {
    return access
        .get()
        .map(slack ->
            new MessageAttempt(
                new MessageSender(slack),
                message.user(),
                String.valueOf(message.text()),
                watcher.get().map(WatcherThread::watcher).orElse(null)));
  }

  /// Sends a prepared message, unless it was removed or the person is not active any more.
  private void send(String id, MessageAttempt sending, MessageAttempt.Ready ready)
      throws IOException {
    Instant now = clock.instant();
    boolean due =
        triggers
            .find(id)
            .filter(one -> one.isDue(now) && observed.isActive(one.user(), now))
            .isPresent();
    if (due) {
      save(triggers.change(id, one -> one.in(State.SENDING, now)));
      start(id, () -> sending.send(ready), result -> onResult(id, result));
    }
  }

  private void onResult(String id, MessageAttempt.Result result) {
    Instant now = clock.instant();
    Triggers next =
        switch (result) {
          case MessageAttempt.Sent _ -> triggers.change(id, one -> one.in(State.DONE, now));
          case MessageAttempt.Uncertain _ ->
              triggers.change(id, one -> one.in(State.UNCERTAIN, now));
          case MessageAttempt.Failed(String problem, var delay) ->
              triggers.change(id, one -> one.failed(problem, now, now.plus(delay)));
          case MessageAttempt.Ready _ -> triggers;
        };
    try {
      save(next);
    } catch (IOException e) {
      // The result must not be lost on the screen, too.
      show(next);
      report(ErrorText.of(e));
    }
  }

  private void start(
      String id,
      SlackTask.Body<MessageAttempt.Result> body,
      IoFunctions.Consumer<MessageAttempt.Result> then) {
    SlackTask<MessageAttempt.Result> task = SlackTask.start("message", body);
    Attempt started = new Attempt(id, task);
    attempt = started;
    var _ =
        task.result()
            .whenComplete((result, failure) ->
                commands.add(() -> {
                  if (started.equals(attempt)) {
                    attempt = null;
                    then.accept(failure == null ? result : new MessageAttempt.Uncertain());
                  }
                }));
  }

  /// @throws IOException with a sentence; then nothing has changed
  private void save(Triggers next) throws IOException {
    if (file == null) {
      throw new SentenceException("No workspace is open yet: connect to Slack first.");
    }
    file.save(next);
    show(next);
  }

  private void show(Triggers next) {
    triggers = next;
    feed.onTriggers(next);
  }

  private void report(String sentence) {
    LOG.warn("{}", sentence);
    feed.onLocalNotice(new LocalNotice.CommandFailed(sentence));
  }

  /// Listener in front of the one that records.
  private final class Observer implements WatchListener {
    private final WatchListener recording;

    private Observer(WatchListener recording) {
      this.recording = recording;
    }

    @Override
    public Optional<WatchListener> next() {
      return Optional.of(recording);
    }

    @Override
    public PresenceSnapshot onWorkspace(Workspace workspace) throws IOException {
      observed = PresenceSinceStart.NONE;
      return recording.onWorkspace(workspace);
    }

    @Override
    public void onSightings(List<Sighting> sightings) {
      observed = observed.with(sightings);
      commands.add(TriggerRunner.this::fireDue);
      recording.onSightings(sightings);
    }

    @Override
    public void onConfirmed(Instant until) {
      observed = observed.confirmed(until);
      recording.onConfirmed(until);
    }
  }
}
