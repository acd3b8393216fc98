package rollcall.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.HoursByPerson;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Turns what was said and what fell silent into sightings: the watcher's decisions, without its
/// effects.
///
/// Every method returns the sightings that follow, in order, and has already put them on
/// [#board()]. No sighting is earlier than the beginning of the state it ends, even when the clock
/// was set back. Lane: link.
public final class PresenceTracker {
  private static final Set<Cause> RECONNECTS =
      EnumSet.of(Cause.DISCONNECTED, Cause.COMPUTER_SLEPT, Cause.CLOCK_ADJUSTED);

  private PresenceSnapshot board;
  private Set<UserId> people = Set.of();

  /// @param board how everybody stood when the last looking ended
  public PresenceTracker(PresenceSnapshot board) {
    this.board = board;
  }

  /// Everybody's state after all sightings so far.
  public PresenceSnapshot board() {
    return board;
  }

  /// Whom we watch.
  public Set<UserId> people() {
    return people;
  }

  /// From `at` on exactly these people are watched: those who are new are unknown until Slack says
  /// more, those who are gone are no longer watched.
  ///
  /// @param list who is on the list
  /// @param open those of them whose recording hours are open
  /// @param unsure of whom nobody knew for a while whether they are still on the list: where they
  ///   are not, they were watched until the last confirmed moment
  public List<Sighting> watch(
      Set<UserId> list, Set<UserId> open, Predicate<UserId> unsure, Instant at) {
    return change(
        open,
        user -> !list.contains(user) && unsure.test(user) ? unknownSince(user).orElse(at) : at,
        user -> list.contains(user) ? Cause.HOURS_CLOSED : Cause.WATCH_STOPPED,
        user -> board.of(user).map(PresenceTracker::causeOfReturn).orElse(Cause.WATCH_STARTED));
  }

  /// At `at` recording hours begin or end.
  ///
  /// @param open those on the list whose hours are open from then on
  public List<Sighting> pass(Set<UserId> open, Instant at) {
    return change(open, _ -> at, _ -> Cause.HOURS_CLOSED, _ -> Cause.HOURS_OPENED);
  }

  private List<Sighting> change(
      Set<UserId> open,
      Function<UserId, Instant> at,
      Function<UserId, Cause> whyGone,
      Function<UserId, Cause> whyCome) {
    people = Set.copyOf(open);
    List<Sighting> sightings = new ArrayList<>();
    board.all().stream()
        .filter(standing -> standing.presence() != Presence.NOT_WATCHED)
        .map(CurrentPresence::user)
        .filter(user -> !people.contains(user))
        .sorted()
        .forEach(user ->
            sightings.add(
                Sighting.notWatched(user, isNotBack(user, at.apply(user)), whyGone.apply(user))));
    for (UserId user : new TreeSet<>(people)) {
      Optional<CurrentPresence> standing = board.of(user);
      if (standing.isEmpty() || standing.get().presence() == Presence.NOT_WATCHED) {
        sightings.add(Sighting.unknown(user, isNotBack(user, at.apply(user)), whyCome.apply(user)));
      }
    }
    return onPosted(sightings);
  }

  private Optional<Instant> unknownSince(UserId user) {
    return board
        .of(user)
        .filter(standing -> standing.presence() == Presence.UNKNOWN)
        .map(CurrentPresence::since);
  }

  /// What the recording hours were in the time in which nobody kept them: since the last looking
  /// ended for those whom it left unknown, and since their hours ended for those whom it left
  /// outside of them.
  public List<Sighting> backfill(Set<UserId> list, HoursByPerson timetable, Instant now) {
    List<Sighting> sightings = new ArrayList<>();
    for (UserId user : new TreeSet<>(list)) {
      board
          .of(user)
          .filter(standing ->
              standing.presence() == Presence.UNKNOWN || standing.cause() == Cause.HOURS_CLOSED)
          .ifPresent(standing -> sightings.addAll(onHoursChanged(standing, timetable, now)));
    }
    return onPosted(sightings);
  }

  private static List<Sighting> onHoursChanged(
      CurrentPresence last, HoursByPerson timetable, Instant now) {
    List<Sighting> sightings = new ArrayList<>();
    boolean watched = last.presence() == Presence.UNKNOWN;
    boolean decided = timetable.clock(last.user()).isPresent();
    if (watched && decided && !timetable.open(last.user(), last.since())) {
      // The looking ended at the very border, or the hours were shortened afterwards.
      sightings.add(Sighting.notWatched(last.user(), last.since(), Cause.HOURS_CLOSED));
      watched = false;
    }
    for (Optional<Instant> border = timetable.next(last.user(), last.since());
        border.filter(at -> !at.isAfter(now)).isPresent();
        border = timetable.next(last.user(), border.get())) {
      boolean open = timetable.open(last.user(), border.get());
      if (open != watched) {
        sightings.add(
            open
                ? Sighting.unknown(last.user(), border.get(), Cause.HOURS_OPENED)
                : Sighting.notWatched(last.user(), border.get(), Cause.HOURS_CLOSED));
        watched = open;
      }
    }
    return sightings;
  }

  /// From `at` on nobody is watched, for a while: the list stays.
  public List<Sighting> stopWatching(Instant at, Cause cause) {
    return onPosted(
        board.all().stream()
            .filter(standing -> standing.presence() != Presence.NOT_WATCHED)
            .map(CurrentPresence::user)
            .sorted()
            .map(user -> Sighting.notWatched(user, isNotBack(user, at), cause))
            .toList());
  }

  /// Slack said by itself that these people are so. People whom we do not watch are left out, and
  /// so are those of whom we know it: Slack repeats itself when its client makes sure.
  public List<Sighting> onPresence(
      Collection<UserId> users, Presence presence, Instant at, Source source) {
    return onPosted(
        users.stream()
            .filter(people::contains)
            .filter(user -> !isKnown(user, presence))
            .map(user -> Sighting.of(user, presence, isNotBack(user, at), source, causeOf(user)))
            .toList());
  }

  /// We asked about one person, and Slack answered. The same state as before is no news.
  ///
  /// @param previousLook when we last looked at this person, or `at` when there was no look to
  ///   which this one connects
  public List<Sighting> onConfirmed(
      UserId user, Presence presence, Instant previousLook, Instant at, Source source) {
    Optional<CurrentPresence> standing = board.of(user);
    if (!people.contains(user) || isKnown(user, presence)) {
      return List.of();
    }
    boolean connects = standing.filter(s -> s.presence().isObserved()).isPresent();
    Instant seen = isNotBack(user, at);
    Instant earliest = connects && previousLook.isBefore(seen) ? previousLook : seen;
    Cause cause = connects ? Cause.PRESENCE_CHECK : causeOf(user);
    return onPosted(List.of(new Sighting(user, presence, earliest, seen, source, cause)));
  }

  /// From `at`, the last instant at which we are known to have looked, nobody is seen any more.
  public List<Sighting> markUnknown(Instant at, Cause cause) {
    return onPosted(board.markUnknown(at, cause));
  }

  /// From its own last look on, one person is not seen any more.
  public List<Sighting> markUnknown(UserId user, Instant at, Cause cause) {
    return board
        .of(user)
        .filter(standing -> standing.presence().isObserved())
        .map(standing -> onPosted(List.of(Sighting.unknown(user, isNotBack(user, at), cause))))
        .orElse(List.of());
  }

  private List<Sighting> onPosted(List<Sighting> sightings) {
    board = board.with(sightings);
    return List.copyOf(sightings);
  }

  private static Cause causeOfReturn(CurrentPresence before) {
    return before.cause() == Cause.WATCH_PAUSED
        ? Cause.WATCH_RESUMED
        : before.cause() == Cause.HOURS_CLOSED ? Cause.HOURS_OPENED : Cause.WATCH_STARTED;
  }

  private boolean isKnown(UserId user, Presence presence) {
    return board.of(user).filter(standing -> standing.presence() == presence).isPresent();
  }

  private Cause causeOf(UserId user) {
    CurrentPresence before = board.of(user).orElse(null);
    if (before == null || before.presence() != Presence.UNKNOWN) {
      return Cause.PRESENCE_CHANGE;
    }
    return RECONNECTS.contains(before.cause()) ? Cause.RECONNECTED : Cause.SNAPSHOT;
  }

  private Instant isNotBack(UserId user, Instant at) {
    Instant since = board.of(user).map(CurrentPresence::since).orElse(at);
    return since.isAfter(at) ? since : at;
  }
}
