package rollcall.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.ui.PresenceFeed;
import rollcall.watch.Access;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Terms;
import rollcall.watch.WatchList;

/// The looking itself: one shift after the other, or nobody; and the list of whom to look at, which
/// a person changes, or Slack where a channel is followed.
///
/// Lane: desk.
final class Shifts {
  private final PresenceFeed feed;
  private final InstantSource clock;
  private final Wishes wishes;
  private final OpenHistory history;
  private final Pasts pasts;
  private final KnownPeople known;

  private @Nullable Access access;
  private @Nullable Shift shift;
  private boolean resumed;
  // How many lists a person has wished for in this shift.
  private int lists;

  Shifts(
      PresenceFeed feed,
      InstantSource clock,
      Wishes wishes,
      OpenHistory history,
      Pasts pasts,
      KnownPeople known) {
    this.feed = feed;
    this.clock = clock;
    this.wishes = wishes;
    this.history = history;
    this.pasts = pasts;
    this.known = known;
  }

  /// Begins to look.
  void begin(Access way, Audience audience) {
    access = way;
    lists = 0;
    shift =
        Shift.begin(
            way,
            history.allowed(wishes.list()),
            new Terms(known.timetable(wishes.now()), resumed, wishes.now().overlays()),
            audience,
            clock);
    resumed = false;
  }

  /// Ends the looking, for this reason.
  void end(Cause cause) {
    known.cancel();
    if (shift != null) {
      shift.end(cause);
      shift = null;
      access = null;
    }
  }

  /// Whether the next shift begins because a pause ended.
  void resumed(boolean on) {
    resumed = on;
  }

  /// The watcher at work; empty when nobody looks.
  Optional<Shift> shift() {
    return Optional.ofNullable(shift);
  }

  /// Asks Slack who there is, if there is a way to it.
  void loadPeople() {
    if (access != null) {
      known.load(access);
    }
  }

  /// Watches exactly this list from now on.
  void watch(WatchList wanted) throws IOException {
    WatchList list = history.allowed(wanted);
    keep(Following.of(list), WatchLists.into(wishes.now(), list));
    if (shift != null) {
      lists++;
      shift.watch(list);
    }
  }

  /// The list has changed by itself, unless another was wished for meanwhile.
  void following(Following following) throws IOException {
    if (following.wish() == lists && shift != null) {
      keep(following);
    }
  }

  /// Keeps this list, which no one chose, and shows who is on it.
  void keep(Following following) throws IOException {
    keep(following, WatchLists.following(wishes.now(), following.list()));
  }

  private void keep(Following following, Settings next) throws IOException {
    Set<UserId> added = following.list().people();
    added.removeAll(wishes.people());
    if (!next.equals(wishes.now())) {
      wishes.keep(next);
    }
    feed.watching(following);
    pasts.show(added);
    if (known.lacks(added)) {
      loadPeople();
    }
  }

  /// Goes by the recording hours as they are wished for now.
  void keepHours() {
    if (shift != null) {
      shift.keep(known.timetable(wishes.now()));
    }
  }

  /// Keeps of people beside their presence what is wished for now.
  void keepOverlays() {
    if (shift != null) {
      shift.overlay(wishes.now().overlays());
    }
    pasts.show(wishes.people());
  }
}
