package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rollcall.files.PrivateFiles;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.DayRange;

/// Copy of a record into another database: afterwards both have the same people, sightings, events,
/// sessions and blocked people. What is equal already is not written again, so an interrupted copy
/// continues, and a later copy adds what is new and deletes what was deleted.
///
/// The copy is that of one moment, also while the record grows. Only the record itself may be
/// changed by others: whatever else was written into the copy is lost.
public final class HistoryCopy {
  /// Number of people in one transaction.
  private static final int PEOPLE = 50;

  private final ReadableHistory from;
  private final Transactions transactions;
  private final ReadableTables target;
  private long copiedPeople;
  private long sightings;
  private long events;

  private HistoryCopy(ReadableHistory from, Transactions transactions, ReadableTables target) {
    this.from = from;
    this.transactions = transactions;
    this.target = target;
  }

  /// Copies a record into a new file. Until it is complete, the file has the ending `.part`.
  ///
  /// @throws HistoryException.NotEmpty when the file exists
  public static Totals toFile(ReadableHistory from, Path file) throws HistoryException {
    from.requireKnownFormat();
    if (Files.exists(file)) {
      throw new HistoryException.NotEmpty(file);
    }
    requireReadable(from);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      PrivateFiles.directory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Totals totals;
      try (SqliteDatabase database = SqliteDatabase.forWriting(part)) {
        HistoryTables tables = database.read("copy into", () -> new HistoryTables(database.sql()));
        from.beginReadTransaction();
        totals = new HistoryCopy(from, database::write, tables).run();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return totals;
    } catch (IOException e) {
      throw SqliteDatabase.translate(file, "copy into", e);
    }
  }

  /// Copies a record into a prepared database of a server.
  ///
  /// @param name name of the record that is copied: only it can be copied there again
  /// @param password null for that in the file `.pgpass`
  /// @param replaces whether to replace a copy of which the record is no continuation: a new
  ///   history in the place of the old one would delete everything in the copy
  /// @throws HistoryException.OnServer when the database has the copy of another record
  public static Totals toServer(
      ReadableHistory from,
      String name,
      ServerAddress to,
      @Nullable String password,
      boolean replaces)
      throws HistoryException {
    from.requireKnownFormat();
    requireReadable(from);
    String source = name + from.workspace().map(one -> " (" + one.id() + ")").orElse("");
    try (PostgresDatabase database = PostgresDatabase.forChanging(to, password)) {
      SqlConnection sql = database.sql();
      PostgresSightings sightings = new PostgresSightings(sql);
      ReadableTables tables = new ReadableTables(sql, sightings);
      Optional<String> other = database.write("begin a copy into", () -> begin(sql, source));
      if (other.filter(SharedHistory.RECORDERS::equals).isPresent()) {
        throw database.problem(
            "is a record that recorders write, which a copy would replace: choose another"
                + " database");
      }
      if (other.isPresent()) {
        throw database.problem("has the copy of " + other.get() + ": choose another database");
      }
      from.beginReadTransaction();
      if (!replaces && !continues(from, database, tables)) {
        throw database.problem(
            "has the copy of a record that was replaced, or from which everything was erased:"
                + " repeat the command with --replace to replace the copy, too");
      }
      OptionalLong first = from.read("read", from.tables().sightings()::first);
      if (first.isPresent()) {
        database.change(
            "delete old sightings from", () -> sightings.dropMonthsBefore(first.getAsLong()));
      }
      Totals totals = new HistoryCopy(from, database::write, tables).run();
      database.change(
          "complete a copy in",
          () -> {
            ChangeFeed.announceAll(sql);
            sql.update("update origin set complete = true");
          });
      return totals;
    }
  }

  /// Requires the right to read who is blocked, which viewers do not have: a copy without them
  /// would record them again.
  private static void requireReadable(ReadableHistory from) throws HistoryException {
    from.read("copy", from.tables().blocked()::all);
  }

  /// @return name of the record whose copy the database has, if it is another one
  private static Optional<String> begin(SqlConnection sql, String source) throws SQLException {
    sql.update(
        "insert into origin (source, complete) select ?, false where not exists (select 1 from"
            + " origin)",
        source);
    return sql.text("select source from origin").filter(other -> !other.equals(source));
  }

  /// Returns whether the record has the last session of the copy, or only later ones, because that
  /// one is older than the retention.
  ///
  /// In the copy of a record of recorders, the last session may have a new number, which a later
  /// session of the record gets, too: then the copy has all sessions before that one.
  private static boolean continues(
      ReadableHistory from, PostgresDatabase database, ReadableTables copy)
      throws HistoryException {
    List<SessionTable.Row> before = database.read("read", copy.sessions()::rows);
    if (before.isEmpty()) {
      return true;
    }
    boolean isRecorded = from instanceof SharedHistory record && record.isRecorded();
    SessionTable.Row last = before.getLast();
    List<SessionTable.Row> rows = from.read("read", from.tables().sessions()::rows);
    return rows.stream().anyMatch(one -> one.started() == last.started())
        || rows.stream()
            .filter(one -> one.n() >= last.n())
            .findFirst()
            .filter(one ->
                one.n() > last.n()
                    || (isRecorded
                        && one.started() > last.started()
                        && rows.stream()
                            .filter(earlier -> earlier.n() < last.n())
                            .allMatch(earlier -> has(before, earlier))))
            .isPresent();
  }

  private static boolean has(List<SessionTable.Row> sessions, SessionTable.Row wanted) {
    return sessions.stream()
        .anyMatch(one -> one.n() == wanted.n() && one.started() == wanted.started());
  }

  private Totals run() throws HistoryException {
    ReadableTables source = from.tables();
    List<Person> people = from.people();
    Map<UserId, Integer> numbers = new HashMap<>();
    for (PersonTable.Numbered one : from.read("read", source.people()::byNumber)) {
      numbers.put(one.user(), one.number());
    }
    write(() -> eraseOthers(numbers));
    Optional<Instant> known = from.lastKnown();
    Map<UserId, Instant> behind = known.isPresent() ? from.lastKnownBefore(known.get()) : Map.of();
    for (int i = 0; i < people.size(); i += PEOPLE) {
      List<Person> some = people.subList(i, Math.min(people.size(), i + PEOPLE));
      write(() -> mirror(some, numbers, behind));
    }
    List<SessionTable.Row> sessions = from.sessionsOfOne();
    Optional<Workspace> workspace = from.workspace();
    write(() -> {
      mirrorEvents(null);
      target.sessions().mirror(sessions);
      target.blocked().mirror(source.blocked());
      if (workspace.isPresent()) {
        target.workspace(workspace.get());
      }
    });
    Totals expected = new Totals(copiedPeople, sightings, events, sessions.size());
    Totals copied = transactions.write("count", this::count);
    if (!copied.equals(expected)) {
      throw new IllegalStateException("copied " + copied + " of " + expected);
    }
    return copied;
  }

  private Totals count() throws SQLException {
    return new Totals(
        target.people().byNumber().size(),
        target.sightings().count(),
        target.auditEvents().count(),
        target.sessions().rows().size());
  }

  /// Erases people who are not in the record, or have another number there.
  private void eraseOthers(Map<UserId, Integer> numbers) throws SQLException {
    for (PersonTable.Numbered one : new ArrayList<>(target.people().byNumber())) {
      if (!Objects.equals(numbers.get(one.user()), one.number())) {
        target.erase(one.user());
      }
    }
  }

  /// @param behind last confirmed instant of people, where it is earlier: a copy has one for all,
  ///   so they are unknown from then on
  private void mirror(
      List<Person> people, Map<UserId, Integer> numbers, Map<UserId, Instant> behind)
      throws SQLException, HistoryException {
    Map<Integer, SightingArrays> runs = new TreeMap<>();
    for (Person person : people) {
      int number = Objects.requireNonNull(numbers.get(person.id()));
      SightingArrays run = from.read("copy", () -> from.tables().sightings().all(number));
      if (run.size() == 0 && hasOnlyKeptDays(person.id(), number)) {
        target.erase(person.id());
        continue;
      }
      copiedPeople++;
      target.people().mirror(number, person);
      Instant until = behind.get(person.id());
      if (until != null && run.size() > 0 && run.presence(run.size() - 1).isObserved()) {
        Sighting unknown = Sighting.unknown(person.id(), until, Cause.APP_NOT_RUNNING);
        run.add(
            Math.max(SightingTable.bound(until), run.key(run.size() - 1) + 1),
            SightingIntegerCodec.encodeState(unknown));
      }
      runs.put(number, run);
      sightings += run.size();
      mirrorEvents(number);
    }
    target.sightings().mirror(runs);
  }

  private boolean hasOnlyKeptDays(UserId user, int number) throws HistoryException {
    return !from.keptDays(user, DayRange.ALL).isEmpty()
        && from.read("copy", () -> from.tables().auditEvents().rows(number)).isEmpty();
  }

  private void mirrorEvents(@Nullable Integer person) throws SQLException, HistoryException {
    List<EventTable.Row> rows = from.read("copy", () -> from.tables().auditEvents().rows(person));
    target.auditEvents().mirror(person, rows);
    events += rows.size();
  }

  private void write(SqlConnection.Action step) throws HistoryException {
    transactions.write("copy into", step.asWork());
  }

  /// Totals of a copy, counted in it at its end.
  public record Totals(long people, long sightings, long events, long sessions) {}

  private interface Transactions {
    <T> T write(String doing, SqlConnection.Work<T> work) throws HistoryException;
  }
}
