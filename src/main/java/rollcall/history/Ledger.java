package rollcall.history;

import static java.util.Comparator.naturalOrder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import rollcall.presence.Board;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Happening;
import rollcall.presence.Overlay;
import rollcall.presence.PlainSpans;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// The tables of one history together: what is true of them whoever opened the file, and whichever
/// transaction it happens in. Lane: that of its [History].
final class Ledger {
  private final Connection connection;
  private final People people;
  private final Blocked blocked;
  private final Sessions sessions;
  private final Sightings sightings;
  private final Happenings happenings;
  private final Laid laid;

  Ledger(Connection connection) throws SQLException {
    this.connection = connection;
    people = new People(connection);
    blocked = new Blocked(connection);
    sessions = new Sessions(connection);
    sightings = new Sightings(connection);
    happenings = new Happenings(connection);
    laid = new Laid(people, happenings);
  }

  People people() {
    return people;
  }

  Blocked blocked() {
    return blocked;
  }

  Sessions sessions() {
    return sessions;
  }

  Sightings sightings() {
    return sightings;
  }

  Happenings happenings() {
    return happenings;
  }

  /// Whether something was ever seen or noted.
  boolean holdsSomething() throws SQLException {
    return sightings.first().isPresent() || happenings.any();
  }

  /// Begins a session; first ends the one before, if that did not say goodbye, at the last instant
  /// at which it is known to have lived. Where the clock says an earlier time than that, the record
  /// goes on from there.
  ///
  /// @return whether the session before did not say goodbye
  boolean begin(Instant now) throws SQLException {
    Optional<Sessions.Session> before = sessions.last();
    boolean crashed = before.isPresent() && !before.get().ended();
    if (crashed) {
      store(board().darkFrom(before.get().knownUntil(), Cause.APP_CRASHED));
    }
    new Ahead(this).forgetTheHollow(now);
    sessions.start(notBefore(sessions.last(), now));
    return crashed;
  }

  /// Somebody begins to look, in the session that has begun. Where the clock said a later time when
  /// it began, and nothing was seen since, it begins now.
  void goOn(Instant now) throws SQLException {
    if (new Ahead(this).forgetTheHollow(now)) {
      sessions.start(now);
    }
  }

  /// Ends the session: from `now` on nobody looks. What is known already stays known, where the
  /// clock says an earlier time.
  void end(Instant now) throws SQLException {
    Instant end = notBefore(sessions.last(), now);
    store(board().darkFrom(end, Cause.APP_STOPPED));
    sessions.end(end);
  }

  private static Instant notBefore(Optional<Sessions.Session> last, Instant now) {
    return last.map(Sessions.Session::knownUntil).filter(now::isBefore).orElse(now);
  }

  /// Stores all of them but those of people who are blocked: nothing is recorded of them.
  void store(List<Sighting> sightings) throws SQLException {
    List<Sighting> batch = allowed(sightings);
    try (Appending appending = new Appending(connection)) {
      for (Sighting seen : batch) {
        appending.add(people.number(seen.user()), seen);
      }
    }
    this.sightings.added(batch.size());
    Optional<Instant> told =
        batch.stream().filter(Ledger::toldByItself).map(Sighting::at).max(naturalOrder());
    if (told.isPresent()) {
      sessions.knownUntil(told.get());
    }
  }

  private List<Sighting> allowed(List<Sighting> batch) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    return batch.stream().filter(seen -> !refused.test(seen.user())).toList();
  }

  /// Stores all of them but what happened to people who are blocked.
  void note(List<Happening> news) throws SQLException {
    Predicate<UserId> refused = blocked.all();
    for (Happening happening : news) {
      UserId user = happening.user();
      if (user != null && refused.test(user)) {
        continue;
      }
      happenings.add(happening, user == null ? null : people.number(user));
    }
  }

  /// Stores what is news, of what is told again at each start: what lies over a person's presence
  /// is stored when it is not what the record says last.
  void noteNews(List<Happening> told) throws SQLException {
    for (Happening happening : told) {
      if (!isOld(happening)) {
        note(List.of(happening));
      }
    }
  }

  private boolean isOld(Happening happening) throws SQLException {
    Optional<Overlay> told = Overlay.of(happening);
    return told.isPresent() && laid.says(told.get(), happening.type());
  }

  /// What happened in `[from, to)`, the beginnings and ends of sessions included, in order of time.
  List<Happening> happenings(Instant from, Instant to) throws SQLException {
    long begin = millis(from);
    long end = millis(to);
    return merged(sessions.happenings(begin, end), happenings.between(begin, end));
  }

  /// Both in one order of time. What happened in the millisecond in which Rollcall ended came
  /// before that, unless it began again in the same one.
  private static List<Happening> merged(List<Happening> sessions, List<Happening> others) {
    List<Happening> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < sessions.size(); i++) {
      Happening session = sessions.get(i);
      boolean last = i + 1 == sessions.size() || sessions.get(i + 1).at().isAfter(session.at());
      boolean ends = last && session.type() != EventType.APP_STARTED;
      Instant until = ends ? session.at().plusMillis(1) : session.at();
      while (next < others.size() && others.get(next).at().isBefore(until)) {
        all.add(others.get(next++));
      }
      all.add(session);
    }
    all.addAll(others.subList(next, others.size()));
    return all;
  }

  /// What was told of one person beside their presence in `[from, to)`, in order of time, after the
  /// last of each kind before `from`.
  List<Overlay> overlays(UserId user, Instant from, Instant to) throws SQLException {
    return laid.of(user, millis(from), millis(to));
  }

  Board board() throws SQLException {
    List<Sighting> beginnings = new ArrayList<>();
    for (People.Numbered person : people.numbered()) {
      sightings.beginningOfPresent(person.number(), person.user()).ifPresent(beginnings::add);
    }
    return Board.EMPTY.with(beginnings);
  }

  List<Sighting> around(UserId user, Instant from, Instant to) throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent() ? sightings.around(number.getAsInt(), user, from, to) : List.of();
  }

  PlainSpans plainSpans(UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws SQLException {
    OptionalInt number = people.numberOf(user);
    return number.isPresent()
        ? sightings.spans(number.getAsInt(), from, to, knownUntil, now)
        : new PlainSpans(0);
  }

  Optional<Workspace> workspace() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select id, name from workspace");
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Workspace(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }

  void workspace(Workspace workspace) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert or replace into workspace (id, name) values (?, ?)")) {
      statement.setString(1, workspace.id());
      statement.setString(2, workspace.name());
      statement.executeUpdate();
    }
  }

  /// Everything about one person.
  ///
  /// @return how many sightings there were
  long erase(UserId user) throws SQLException {
    long count = 0;
    for (int number : people.rowsOf(user)) {
      count += sightings.count(number);
      sightings.forget(number);
      happenings.forget(number);
      people.forget(number);
    }
    return count;
  }

  /// Everything about everybody but who is blocked; the session begins anew.
  ///
  /// @return how many sightings there were
  long eraseAll(Instant now) throws SQLException {
    long count = 0;
    for (People.Numbered person : people.numbered()) {
      count += erase(person.user());
    }
    happenings.forgetBefore(Long.MAX_VALUE);
    sessions.clear();
    sessions.start(now);
    return count;
  }

  /// Everything that is older than it may be, in a copy: of people of whom it knows nothing since
  /// then, nothing is told again as of then.
  void forgetTheOldInCopy(Retention retention, Instant now) throws SQLException {
    Optional<Instant> known = sessions.last().map(Sessions.Session::knownUntil);
    for (People.Numbered person : people.numbered()) {
      if (retention
          .cut(person.user(), now)
          .filter(cut -> known.filter(cut::isAfter).isPresent())
          .isPresent()) {
        erase(person.user());
      }
    }
    forgetTheOld(retention, now);
  }

  /// Everything that is older than it may be.
  ///
  /// @return of how many people there was something
  int forgetTheOld(Retention retention, Instant now) throws SQLException {
    sightings.pack();
    int touched = 0;
    for (People.Numbered person : people.numbered()) {
      Optional<Instant> cut = retention.cut(person.user(), now);
      if (cut.isPresent()) {
        touched += forgetBefore(person, cut.get()) ? 1 : 0;
      }
    }
    Optional<Instant> oldest = retention.oldest(now);
    if (oldest.isPresent()) {
      happenings.forgetBefore(oldest.get().toEpochMilli());
      sessions.forgetBefore(oldest.get().toEpochMilli());
    }
    people.forgetUnseen();
    return touched;
  }

  private boolean forgetBefore(People.Numbered person, Instant cut) throws SQLException {
    List<Happening> standing = watchedAt(person, cut) ? laid.asOf(person, cut) : List.of();
    boolean shortened = sightings.forgetBefore(person.number(), person.user(), cut);
    happenings.forgetBefore(person.number(), cut.toEpochMilli());
    for (Happening again : standing) {
      happenings.add(again, person.number());
    }
    return shortened;
  }

  private boolean watchedAt(People.Numbered person, Instant at) throws SQLException {
    return sightings.around(person.number(), person.user(), at, at.plusMillis(1)).stream()
        .filter(seen -> !seen.at().isAfter(at))
        .reduce((_, later) -> later)
        .filter(seen -> seen.presence() != Presence.NOT_WATCHED)
        .isPresent();
  }

  /// A look at one person says nothing of the others, and a note that nobody looks says less.
  private static boolean toldByItself(Sighting seen) {
    return switch (seen.source()) {
      case RTM, DEMO -> seen.presence().observed();
      case POLL, NONE -> false;
    };
  }

  /// As far as milliseconds reach: whoever means "ever" may say [Instant#MIN] and [Instant#MAX].
  private static long millis(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.getEpochSecond() > Long.MAX_VALUE / 2000 ? Long.MAX_VALUE : at.toEpochMilli();
  }
}
