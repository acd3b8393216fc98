package rollcall.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Standing;
import rollcall.presence.Timetable;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Tells the audience what follows from what was seen. Lane: link.
final class Scribe {
  private final Audience audience;
  private final Diary diary;
  private final Openings openings;
  private final boolean resumed;
  private @Nullable Lookout lookout;

  Scribe(Audience audience, Set<UserId> people, Terms terms, Instant now) {
    this.audience = audience;
    this.diary = new Diary(audience);
    this.openings = new Openings(people, terms.timetable(), now);
    this.resumed = terms.resumed();
  }

  /// Who is watched: those on the list whose recording hours are open.
  Set<UserId> people() {
    return openings.open();
  }

  /// When the hours of whom begin and end.
  Openings openings() {
    return openings;
  }

  /// How this person stands as far as was told; not watched before Slack said where we are.
  Presence presence(UserId user) {
    return lookout == null
        ? Presence.NOT_WATCHED
        : lookout.board().of(user).map(Standing::presence).orElse(Presence.NOT_WATCHED);
  }

  /// What became of our looking goes here.
  Diary diary() {
    return diary;
  }

  /// Slack told us where we are.
  void opened(Workspace workspace, Instant at) throws IOException {
    lookout = new Lookout(audience.opened(workspace));
    diary.opened();
    makeUp(openings.list(), at);
    watch(at);
  }

  /// Exactly these people are on the list from now on.
  void list(Set<UserId> people, Instant at) {
    openings.list(people, at);
    watch(at);
  }

  /// This is the timetable from now on.
  void timetable(Timetable timetable, Instant at) {
    Set<UserId> decided = openings.undecided();
    openings.timetable(timetable, at);
    decided.removeAll(openings.undecided());
    makeUp(decided, at);
    watch(at);
  }

  /// Sees to all borders of recording hours that lie behind, in order.
  ///
  /// @param grace how long the last words from before a border may be on their way
  /// @param leave is told who is left, before they are
  /// @return whether others are watched than before
  boolean keepHours(Instant now, Duration grace, BiConsumer<Set<UserId>, Instant> leave) {
    boolean passed = false;
    while (openings.due(grace).filter(due -> !due.isAfter(now)).isPresent()) {
      Openings.Border border = openings.next().orElseThrow();
      leave.accept(border.closing(), border.at());
      openings.pass(border);
      if (lookout != null) {
        tell(lookout.pass(watched(lookout.board()), border.at()));
      }
      passed = true;
    }
    return passed;
  }

  private void makeUp(Set<UserId> people, Instant at) {
    if (lookout != null && !resumed) {
      tell(lookout.makeUp(people, openings.timetable(), at));
    }
  }

  private void watch(Instant at) {
    if (lookout != null) {
      tell(lookout.watch(openings.list(), watched(lookout.board()), at));
    }
  }

  /// Whoever is unknown, and may or may not be within the hours, stays so until that is decided.
  private Set<UserId> watched(Board board) {
    Set<UserId> watched = new TreeSet<>(openings.open());
    for (UserId user : openings.undecided()) {
      board
          .of(user)
          .filter(standing -> standing.presence() == Presence.UNKNOWN)
          .ifPresent(standing -> watched.add(standing.user()));
    }
    return watched;
  }

  /// What is told of people outside their hours is not heard.
  void told(Collection<UserId> users, Presence presence, Instant at, Source source) {
    if (lookout != null) {
      List<UserId> open =
          users.stream().filter(user -> openings.timetable().open(user, at)).toList();
      tell(lookout.told(open, presence, at, source));
    }
  }

  /// Slack answered about this person.
  ///
  /// @return whether that was news
  boolean looked(UserId user, Presence presence, Instant previousLook, Instant at, Source source) {
    if (lookout == null || !openings.timetable().open(user, at)) {
      return false;
    }
    List<Sighting> news = lookout.looked(user, presence, previousLook, at, source);
    tell(news);
    return !news.isEmpty();
  }

  /// From `at` on nobody is seen.
  void dark(Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.dark(at, cause));
    }
  }

  /// From `at` on this person is not seen.
  void dark(UserId user, Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.dark(user, at, cause));
    }
  }

  /// From `at` on nobody is watched, for a while.
  void leaveOff(Instant at, Cause cause) {
    if (lookout != null) {
      tell(lookout.leaveOff(at, cause));
    }
  }

  void confirmed(Instant until) {
    audience.confirmed(openings.within(until));
  }

  /// Where nobody is to be watched, no means of looking is worth a word, unless it is in trouble.
  void status(WatchStatus status) {
    boolean looking = status instanceof WatchStatus.Live || status instanceof WatchStatus.Polling;
    audience.status(
        looking && openings.allClosed()
            ? new WatchStatus.OutsideHours(openings.next().map(Openings.Border::at).orElse(null))
            : status);
  }

  void manualChange(Presence presence) {
    audience.manualChange(presence);
  }

  private void tell(List<Sighting> sightings) {
    if (!sightings.isEmpty()) {
      audience.seen(sightings);
    }
  }
}
