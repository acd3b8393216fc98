package rollcall.ui.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import rollcall.presence.Overlay;
import rollcall.presence.Overlays;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// What the rest of the house tells the screen. Call from any lane: it arrives with the next pulse.
///
/// Of a state the newest counts, of sightings none is lost. Made on the FX lane.
public final class PresenceFeed {
  private final AtomicReference<PresenceSnapshot> snapshot =
      new AtomicReference<>(PresenceSnapshot.EMPTY);
  private final FxGate gate;
  private final PresenceModel model;
  // What was offered to one of these comes after all that was offered before it was made.
  private volatile Consumer<List<Sighting>> sightings;
  private volatile Consumer<List<Overlay>> overlays;
  private final Consumer<WatchStatus> status;
  private final Consumer<Instant> now;
  private final Consumer<WatchListState> watchList;
  private final Consumer<UserList> userList;
  private final Consumer<List<Person>> rememberedPeople;
  private final Consumer<SignInState> signInState;
  private final Consumer<Settings> settings;
  private final Consumer<Instant> recordedSince;
  private final Consumer<Set<UserId>> blocked;
  private final Consumer<LocalProblem> localProblem;
  private final Consumer<Boolean> savedAgain;

  public PresenceFeed(FxGate gate, PresenceModel model) {
    this.gate = gate;
    this.model = model;
    sightings = newSightingConsumer();
    overlays = gate.onEveryPulse(model::onOverlay);
    status = gate.latest(model::status);
    now = gate.latest(model::tick);
    watchList = gate.latest(model::watchListState);
    userList = gate.latest(model::userList);
    rememberedPeople = gate.latest(model::addRememberedPeople);
    signInState = gate.latest(model::signInState);
    settings = gate.latest(model::settings);
    recordedSince = gate.latest(model::recordedSince);
    blocked = gate.latest(model::blocked);
    localProblem = gate.latest(model::localProblem);
    savedAgain = gate.latest(_ -> model.onSavedAgain());
  }

  private Consumer<List<Sighting>> newSightingConsumer() {
    return gate.onEveryPulse(batch -> model.addSightings(batch, snapshot.get()));
  }

  /// These sightings made this board. An empty list shows the board as it is.
  public void onPresence(PresenceSnapshot newest, List<Sighting> batch) {
    snapshot.set(newest);
    sightings.accept(batch);
  }

  /// The pasts of people, loaded from the history, in the place of what was shown; an empty lane
  /// for somebody who has none. What was seen since may come before it or after it, and again; once
  /// a past has come, only after it. Whoever hands a lane over lets go of it.
  public void onHistory(List<PresenceTimeline> loaded) {
    gate.execute(() -> model.onHistory(loaded));
    sightings = newSightingConsumer();
  }

  /// What was told of people beside their presence, loaded from the history, in the place of what
  /// was shown. What is told since comes after it.
  public void onHistoryOverlays(Map<UserId, Overlays> loaded) {
    gate.execute(() -> model.onHistoryOverlays(loaded));
    overlays = gate.onEveryPulse(model::onOverlay);
  }

  /// What is told of people beside their presence; the same may come again.
  public void onOverlay(List<Overlay> news) {
    overlays.accept(news);
  }

  /// The truth about our looking.
  public void onStatus(WatchStatus next) {
    status.accept(next);
  }

  /// What time it is; about once a second while a window shows.
  public void onTick(Instant instant) {
    now.accept(instant);
  }

  /// Exactly this list is watched from now on.
  public void onWatching(WatchListState following) {
    watchList.accept(following);
  }

  /// All people known so far, not only the newest page.
  public void onUserList(UserList soFar) {
    userList.accept(soFar);
  }

  /// People of the record, for as long as Slack has not said who there is.
  public void onRememberedPeople(List<Person> people) {
    rememberedPeople.accept(people);
  }

  /// Where we are signed in. [SignInState#NONE] until a token has worked once: so long the welcome
  /// screen stays and says what is wrong.
  public void onSignInState(SignInState next) {
    signInState.accept(next);
  }

  /// The wishes as they are saved now.
  public void onSettings(Settings next) {
    settings.accept(next);
  }

  /// What is wrong on this computer.
  public void onLocalProblem(LocalProblem next) {
    localProblem.accept(next);
  }

  /// Nothing waits to be written any more.
  public void onSavedAgain() {
    savedAgain.accept(true);
  }

  /// Who was erased and is not to be recorded again, of those whom we know.
  public void onBlocked(Set<UserId> people) {
    blocked.accept(people);
  }

  /// When the history begins.
  public void onRecordedSince(Instant first) {
    recordedSince.accept(first);
  }
}
