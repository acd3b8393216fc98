package rollcall.ui.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.settings.Triggers;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Inbox of the presence model: passes updates from any thread to the FX thread with the next
/// pulse.
///
/// Of states that change often only the newest is delivered; sightings are never dropped. Created
/// on the FX thread.
public final class PresenceFeed {
  private final AtomicReference<PresenceSnapshot> snapshot =
      new AtomicReference<>(PresenceSnapshot.EMPTY);
  private final FxExecutor gate;
  private final PresenceModel model;
  // A new consumer delivers after everything that was passed to the consumer it replaces.
  private volatile Consumer<List<Sighting>> sightings;
  private volatile Consumer<List<SlackStatus>> slackStatuses;
  private final Consumer<WatchStatus> status;
  private final Consumer<Instant> now;
  private final Consumer<WatchListState> watchList;
  private final Consumer<Runnable> userList;
  private final Consumer<SignInState> signInState;
  private final Consumer<LocalNotice> localNotice;

  public PresenceFeed(FxExecutor gate, PresenceModel model) {
    this.gate = gate;
    this.model = model;
    sightings = newSightingConsumer();
    slackStatuses = gate.onEveryPulse(model::onSlackStatus);
    status = gate.latest(model::setStatus);
    now = gate.latest(model::tick);
    watchList = gate.latest(model::setWatchListState);
    userList = gate.latest(Runnable::run);
    signInState = gate.latest(model::setSignInState);
    localNotice = gate.latest(model::setLocalNotice);
  }

  /// Executor of the FX thread.
  public Executor fxExecutor() {
    return gate;
  }

  private Consumer<List<Sighting>> newSightingConsumer() {
    return gate.onEveryPulse(batch -> model.addSightings(batch, snapshot.get()));
  }

  /// Adds these sightings and the snapshot that includes them. An empty list only replaces the
  /// snapshot.
  public void onPresence(PresenceSnapshot newest, List<Sighting> batch) {
    snapshot.set(newest);
    sightings.accept(batch);
  }

  /// Replaces what is known of some people from this instant on.
  ///
  /// @param newest the snapshot that includes it
  /// @param sightings those from this instant on, after the last one before it, by person and in
  ///   order of time
  public void onReplaced(
      PresenceSnapshot newest, Instant from, Map<UserId, List<Sighting>> sightings) {
    snapshot.set(newest);
    gate.execute(() -> model.replaceFrom(from, sightings, newest));
  }

  /// Replaces the timelines of these people with their loaded history; an empty timeline for a
  /// person without history. Sightings may repeat those of the history. The caller must not use the
  /// timelines afterwards.
  public void onHistory(List<PresenceTimeline> loaded) {
    gate.execute(() -> model.onHistory(loaded));
    sightings = newSightingConsumer();
  }

  /// Replaces the timelines as [#onHistory], and then runs this on the FX thread, after the frame
  /// that shows them.
  public void onFirstHistory(List<PresenceTimeline> loaded, Runnable shown) {
    onHistory(loaded);
    // A window that is being opened gets the timelines before it is shown.
    gate.execute(() -> gate.execute(() -> gate.execute(shown)));
  }

  /// Replaces the Slack statuses of these people with those from the history. Newer Slack statuses
  /// are added to them.
  public void onHistorySlackStatuses(Map<UserId, SlackStatusTimeline> loaded) {
    gate.execute(() -> model.onHistorySlackStatuses(loaded));
    slackStatuses = gate.onEveryPulse(model::onSlackStatus);
  }

  /// Adds Slack status events; duplicates are allowed.
  public void onSlackStatus(List<SlackStatus> news) {
    slackStatuses.accept(news);
  }

  /// Sets the connection and recording status.
  public void onStatus(WatchStatus next) {
    status.accept(next);
  }

  /// Sets the current time; about once a second while a window is visible.
  public void onTick(Instant instant) {
    now.accept(instant);
  }

  public void onWatching(WatchListState following) {
    watchList.accept(following);
  }

  /// Sets the user list: all users known so far, not only the newest page.
  public void onUserList(UserList soFar) {
    // Made here, because it takes long for a large workspace.
    PeopleIndex index = PeopleIndex.of(soFar);
    userList.accept(() -> model.setUserList(soFar, index));
  }

  /// Adds people from the history, until Slack's user list is loaded.
  public void onRememberedPeople(List<Person> people) {
    gate.execute(() -> model.addRememberedPeople(people));
  }

  /// Sets the sign-in state. [SignInState#NONE] until a token has worked once; until then the
  /// welcome screen shows the problems.
  public void onSignInState(SignInState next) {
    signInState.accept(next);
  }

  public void onSettings(Settings next) {
    gate.execute(() -> model.setSettings(next));
  }

  /// Sets the notice about this computer.
  public void onLocalNotice(LocalNotice next) {
    localNotice.accept(next);
  }

  /// Sets the installed version, newer than this process. May be called again with the same one.
  public void onInstalled(String version) {
    gate.execute(() -> model.installed(version));
  }

  /// Clears the problem of unsaved history: all pending writes are done.
  public void onSavedAgain() {
    gate.execute(model::onSavedAgain);
  }

  /// Sets the known users on the block list.
  public void onBlocked(Set<UserId> people) {
    gate.execute(() -> model.setBlocked(people));
  }

  /// Sets the alerts and messages that wait until a person is active.
  public void onTriggers(Triggers next) {
    gate.execute(() -> model.setTriggers(next));
  }

  /// Sets the start of the history; null for an empty one.
  public void onRecordedSince(@Nullable Instant first) {
    gate.execute(() -> model.setRecordedSince(first));
  }

  /// Sets the first day of which only the totals are kept; null for none.
  public void onTotalsSince(@Nullable LocalDate first) {
    gate.execute(() -> model.setTotalsSince(first));
  }
}
