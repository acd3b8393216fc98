package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Tells the audience what follows from what was seen. Lane: link.
///
/// Of somebody who is on the list only because of a channel or a user group, nothing is told after
/// time in which nobody looked until it is known that they are still in it: it is kept, and told
/// then. For whoever left meanwhile was watched until the last confirmed moment, and no longer.
///
/// Each sighting first passes the borders of recording hours that lie before it: so what is on disk
/// never reaches beyond a person's border, whenever the process dies.
final class SightingPublisher {
  private final WatchListener audience;
  private final ConnectionLog diary;
  private final CurrentlyRecorded openings;
  private final boolean resumed;
  private final Set<UserId> unsure = new TreeSet<>();
  private final List<Withheld> withheld = new ArrayList<>();
  private Set<UserId> notSingle;
  private int darkenings;
  private @Nullable WatchStatus said;
  private boolean behind;
  private boolean passed;
  private BiConsumer<Set<UserId>, Instant> leave = (_, _) -> {};
  private @Nullable PresenceTracker lookout;

  SightingPublisher(WatchListener audience, WatchList list, WatchOptions terms, Instant now) {
    this.audience = audience;
    this.diary = new ConnectionLog(audience);
    this.notSingle = list.groupMembers();
    this.openings = new CurrentlyRecorded(list.people(), terms.timetable(), now);
    this.resumed = terms.resumed();
  }

  /// Who is watched: those on the list whose recording hours are open.
  Set<UserId> people() {
    return openings.open();
  }

  /// When the hours of whom begin and end.
  CurrentlyRecorded activeHours() {
    return openings;
  }

  /// How this person stands as far as was told; not watched before Slack said where we are.
  Presence presence(UserId user) {
    return lookout == null
        ? Presence.NOT_WATCHED
        : lookout.board().of(user).map(CurrentPresence::presence).orElse(Presence.NOT_WATCHED);
  }

  /// Of whom it is not known whether they are still in what is followed.
  Set<UserId> isUncertain() {
    return Set.copyOf(unsure);
  }

  /// How often somebody was lost from sight so far.
  int markUnknownEach() {
    return darkenings;
  }

  /// Whether Slack has told us where we are.
  boolean isOpen() {
    return lookout != null;
  }

  /// What became of our looking goes here.
  ConnectionLog connectionLog() {
    return diary;
  }

  /// Slack told us where we are. Nothing is seen before there is a record to keep it in.
  void opened(Workspace workspace, InstantSource clock) throws IOException {
    lookout = new PresenceTracker(audience.onWorkspace(workspace));
    Instant at = publishStatus(lookout.board(), clock.instant());
    diary.opened();
    unsure.addAll(notSingle);
    backfill(openings.list(), at);
    publishStatus(lookout.watch(openings.list(), watched(lookout.board()), _ -> true, at));
  }

  /// The clock says this. Recording hours that passed by a clock that was ahead, before there was a
  /// record, come again.
  ///
  /// @return whether it was set back since it was last looked at
  boolean onClockSetBack(Instant now) {
    boolean back = diary.onClockSetBack(now);
    if (back && lookout == null) {
      openings.timetable(openings.timetable(), now);
    }
    return back;
  }

  /// When the record goes on: where it ended, while the clock says an earlier time than then.
  private Instant publishStatus(PresenceSnapshot board, Instant now) {
    Optional<Instant> end =
        board.all().stream().map(CurrentPresence::since).max(Comparator.naturalOrder());
    end.filter(last -> now.isBefore(last.minus(ConnectionLog.SET_BACK)))
        .ifPresent(last -> diary.onClockSetBack(last, now));
    return diary.sorted(now);
  }

  /// Exactly this list is watched from now on.
  void list(WatchList list, Instant now) {
    Instant at = diary.sorted(now);
    notSingle = list.groupMembers();
    openings.list(list.people(), at);
    watch(at);
    Set<UserId> settled = new TreeSet<>(unsure);
    settled.removeAll(notSingle);
    isCertain(settled, at);
  }

  /// These people are still in what is followed, or are not on the list any more.
  void isCertain(Collection<UserId> known, Instant now) {
    if (!unsure.removeAll(known)) {
      return;
    }
    Instant at = diary.sorted(now);
    Set<UserId> listed = new TreeSet<>(known);
    listed.retainAll(openings.list());
    backfill(listed, at);
    List<Withheld> told = withheld.stream().filter(one -> !unsure.contains(one.user())).toList();
    withheld.removeAll(told);
    told.forEach(one -> publish(one.what()));
    watch(at);
  }

  /// This is the timetable from now on.
  void timetable(HoursByPerson timetable, Instant now) {
    Instant at = diary.sorted(now);
    Set<UserId> decided = openings.pendingUsers();
    openings.timetable(timetable, at);
    decided.removeAll(openings.pendingUsers());
    backfill(decided, at);
    watch(at);
  }

  /// Sets the listener for people whose hours end, called before they are no longer watched.
  void onLeave(BiConsumer<Set<UserId>, Instant> listener) {
    leave = listener;
  }

  /// Passes all borders of recording hours that lie behind, in order.
  ///
  /// @param grace how long the last words from before a border may be on their way
  /// @return whether others are watched than at the last call
  boolean keepHours(Instant now, Duration grace) {
    while (openings.due(grace).filter(due -> !due.isAfter(now)).isPresent()) {
      pass(openings.next().orElseThrow());
    }
    boolean changed = passed;
    passed = false;
    return changed;
  }

  /// Passes the borders up to `at`: what is dated then must not be stored before them.
  private void passUntil(Instant at) {
    while (openings.next().filter(border -> !border.at().isAfter(at)).isPresent()) {
      pass(openings.next().orElseThrow());
    }
  }

  private void pass(CurrentlyRecorded.Border border) {
    leave.accept(border.closing(), border.at());
    openings.advance(border);
    if (lookout != null) {
      publishStatus(lookout.pass(watched(lookout.board()), border.at()));
    }
    passed = true;
  }

  private void backfill(Set<UserId> people, Instant at) {
    if (lookout != null && !resumed) {
      Set<UserId> certain = new TreeSet<>(people);
      certain.removeAll(unsure);
      publishStatus(lookout.backfill(certain, openings.timetable(), at));
    }
  }

  private void watch(Instant at) {
    if (lookout != null) {
      publishStatus(lookout.watch(openings.list(), watched(lookout.board()), unsure::contains, at));
    }
  }

  /// Whoever is unknown, and may or may not be within the hours or on the list, stays so until that
  /// is decided.
  private Set<UserId> watched(PresenceSnapshot board) {
    Set<UserId> watched = new TreeSet<>(openings.open());
    Set<UserId> open = openings.pendingUsers();
    unsure.stream().filter(openings.list()::contains).forEach(open::add);
    for (UserId user : open) {
      board
          .of(user)
          .filter(standing -> standing.presence() == Presence.UNKNOWN)
          .ifPresent(standing -> watched.add(standing.user()));
    }
    return watched;
  }

  /// What is told of people outside their hours is not heard.
  void onPresence(Collection<UserId> users, Presence presence, Instant when, Source source) {
    Instant at = diary.sorted(when);
    passUntil(at);
    List<UserId> certain = new ArrayList<>();
    for (UserId user : users) {
      if (!openings.timetable().open(user, at)) {
        continue;
      }
      if (unsure.contains(user)) {
        withhold(user, it -> it.onPresence(List.of(user), presence, at, source));
      } else {
        certain.add(user);
      }
    }
    publish(it -> it.onPresence(certain, presence, at, source));
  }

  /// Slack answered about this person.
  ///
  /// @return whether that was news
  boolean onConfirmed(
      UserId user, Presence presence, Instant previousLook, Instant when, Source source) {
    Instant at = diary.sorted(when);
    passUntil(at);
    if (!openings.timetable().open(user, at)) {
      return false;
    }
    if (unsure.contains(user)) {
      withhold(user, it -> it.onConfirmed(user, presence, previousLook, at, source));
      return false;
    }
    return publish(it -> it.onConfirmed(user, presence, previousLook, at, source));
  }

  /// From `since` on nobody is seen.
  void markUnknown(Instant since, Cause cause) {
    Instant at = start(since, cause);
    passUntil(at);
    publish(it -> it.markUnknown(at, cause));
    unsure.forEach(user -> withhold(user, it -> it.markUnknown(user, at, cause)));
    unsure.addAll(notSingle);
    darkenings++;
  }

  /// From `since` on this person is not seen.
  void markUnknown(UserId user, Instant since, Cause cause) {
    Instant at = start(since, cause);
    passUntil(at);
    if (unsure.contains(user)) {
      withhold(user, it -> it.markUnknown(user, at, cause));
    } else {
      publish(it -> it.markUnknown(user, at, cause));
    }
    if (notSingle.contains(user)) {
      unsure.add(user);
      darkenings++;
    }
  }

  /// The last word before the clock was set is of the time before.
  private Instant start(Instant since, Cause cause) {
    return cause == Cause.CLOCK_ADJUSTED ? since : diary.sorted(since);
  }

  /// From `now` on nobody is watched, for a while.
  void stopWatching(Instant now, Cause cause) {
    Instant at = diary.sorted(now);
    isCertain(isUncertain(), at);
    publish(it -> it.stopWatching(at, cause));
  }

  void confirmedUntil(Instant until) {
    audience.onConfirmed(openings.within(until));
  }

  /// Where nobody is to be watched, or nothing of it counts, no means of looking is worth a word,
  /// unless it is in trouble.
  void status(WatchStatus status) {
    said = status;
    boolean looking = status instanceof WatchStatus.Live || status instanceof WatchStatus.Polling;
    behind = looking && diary.isBehind().isPresent();
    audience.onStatus(
        looking && openings.allClosed()
            ? new WatchStatus.OutsideHours(
                openings.next().map(CurrentlyRecorded.Border::at).orElse(null))
            : behind ? new WatchStatus.Behind(diary.isBehind().orElseThrow()) : status);
  }

  /// Says how we look when the clock has caught up with the record.
  void catchUp() {
    if (behind && said != null && diary.isBehind().isEmpty()) {
      status(said);
    }
  }

  void manualChange(Presence presence) {
    audience.onManualPresence(presence);
  }

  private void withhold(UserId user, Function<PresenceTracker, List<Sighting>> what) {
    if (lookout != null) {
      withheld.add(new Withheld(user, what));
    }
  }

  private boolean publish(Function<PresenceTracker, List<Sighting>> what) {
    if (lookout == null) {
      return false;
    }
    List<Sighting> news = what.apply(lookout);
    publishStatus(news);
    return !news.isEmpty();
  }

  private void publishStatus(List<Sighting> sightings) {
    if (!sightings.isEmpty()) {
      audience.onSightings(sightings);
    }
  }

  /// What is told of somebody when it is known that they are still on the list.
  private record Withheld(UserId user, Function<PresenceTracker, List<Sighting>> what) {}
}
