package rollcall.history;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import rollcall.presence.UserId;

/// Batch of operations of one recorder that is stored on a server within one transaction of the
/// caller. New and deleted rows are collected until an operation on a person, or the end: one after
/// the other, those of a day's retention would take longer than others wait for a renewal.
///
/// A sighting is stored only if its time is within a lease of this recorder, and its person is
/// neither blocked nor to be erased by this recorder: so a recorder that was cut off never writes
/// over its successor.
final class OperationBatch {
  private static final int ROWS_AT_ONCE = 10_000;

  /// Number of rows from which on they are copied; fewer cost more round trips than they save.
  private static final int COPY_FROM = 500;

  private static final String UNIQUE_VIOLATION = "23505";

  private final SqlConnection sql;
  private final int recorder;
  private final ReadableTables tables;
  private final PostgresSightings sightings;
  private Predicate<UserId> blocked;
  private final Set<UserId> unerased;
  private final Map<UserId, SightingArrays> past;
  private final Outbox outbox;

  private final Map<UserId, Map<Long, Long>> newSightings = new LinkedHashMap<>();
  private final Map<Long, OutboxOperation.StoreEvent> newEvents = new LinkedHashMap<>();
  private final Map<Integer, OutboxOperation.StoreSession> newSessions = new LinkedHashMap<>();
  // Deleted before the new rows are stored, which are those after the deletion.
  private final List<OutboxOperation.DeleteSightings> deletedSightings = new ArrayList<>();
  private final Set<Long> deletedEvents = new TreeSet<>();
  private final Set<Integer> deletedSessions = new TreeSet<>();

  private final Map<UserId, Integer> numbers = new HashMap<>();
  private final Map<UserId, List<Range>> leases = new HashMap<>();
  private final Set<Integer> changedPeople = new TreeSet<>();
  private final Set<Integer> describedPeople = new TreeSet<>();
  private final Set<UserId> peopleWithLateRows = new TreeSet<>();
  private long changedSince = Long.MAX_VALUE;
  private boolean changedEvents;
  private @Nullable Long started;
  private long refusedRows;

  /// @param unerased people that this recorder has to erase: nothing of them is stored
  /// @param past sightings of the people whose past the batch hands over
  /// @param outbox of the file, with its past events
  OperationBatch(
      SqlConnection sql,
      int recorder,
      Collection<UserId> unerased,
      Map<UserId, SightingArrays> past,
      Outbox outbox)
      throws SQLException {
    this.sql = sql;
    this.recorder = recorder;
    sightings = new PostgresSightings(sql);
    tables = new ReadableTables(sql, sightings);
    blocked = tables.blocked().all();
    this.unerased = new TreeSet<>(unerased);
    this.past = past;
    this.outbox = outbox;
  }

  /// Adds an operation.
  void add(OutboxOperation operation) throws SQLException {
    switch (operation) {
      case OutboxOperation.StoreSighting one -> {
        if (isAllowed(one.person())) {
          addSighting(one.person(), one.key(), one.code());
        }
      }
      case OutboxOperation.StoreEvent one -> add(one);
      case OutboxOperation.DeleteEvent one -> {
        newEvents.remove(one.number());
        deletedEvents.add(one.number());
      }
      case OutboxOperation.StoreSession one -> newSessions.put(one.number(), one);
      case OutboxOperation.DeleteSession one -> {
        newSessions.remove(one.number());
        deletedSessions.add(one.number());
      }
      case OutboxOperation.StorePerson one -> {
        if (isAllowed(one.person())) {
          storeDetails(one);
        }
      }
      case OutboxOperation.DeletePerson one -> {
        flush();
        changedPeople.addAll(sql.ints("select delete_unseen(?)", one.person().value()));
      }
      case OutboxOperation.DeleteSightings one -> {
        Map<Long, Long> rows = newSightings.getOrDefault(one.person(), new TreeMap<>());
        rows.keySet().removeIf(key -> one.first() <= key && key < one.end());
        deletedSightings.add(one);
      }
      case OutboxOperation.Erase one -> erase(one);
      case OutboxOperation.Unblock one -> {
        tables.blocked().remove(one.person());
        blocked = tables.blocked().all();
      }
      case OutboxOperation.Block one -> block(one.saltAndHash());
      case OutboxOperation.StorePast one -> {
        if (isAllowed(one.person())) {
          addAll(one.person(), past.getOrDefault(one.person(), new SightingArrays()));
        }
      }
      case OutboxOperation.StorePastEvents one -> {
        for (OutboxOperation.StoreEvent event : outbox.events(one)) {
          add(event);
        }
      }
    }
  }

  private void add(OutboxOperation.StoreEvent event) {
    if (event.person() == null || isAllowed(event.person())) {
      newEvents.put(event.number(), event);
    }
  }

  private boolean isAllowed(UserId person) {
    return !unerased.contains(person) && !blocked.test(person);
  }

  private void addAll(UserId person, SightingArrays run) {
    long last = -1;
    for (int i = 0; i < run.size(); i++) {
      // A file may have a row and a compacted sighting with the same key.
      last = Math.max(run.key(i), last + 1);
      addSighting(person, last, run.codeAt(i));
    }
  }

  private void addSighting(UserId person, long key, long code) {
    newSightings.computeIfAbsent(person, _ -> new TreeMap<>()).put(key, code);
  }

  /// Deletes and stores the collected rows.
  void flush() throws SQLException {
    deleteSightings();
    deleteEvents();
    deleteSessions();
    Set<UserId> people = new TreeSet<>(newSightings.keySet());
    newEvents.values().stream()
        .map(OutboxOperation.StoreEvent::person)
        .filter(Objects::nonNull)
        .forEach(people::add);
    if (!people.isEmpty()) {
      lockLeases(people);
    }
    storeSightings();
    storeEvents();
    storeSessions();
  }

  /// Finds the numbers of people, adds new ones, and locks the leases of this recorder. A person
  /// without a lease, now or before, becomes leased to this one, for all time. A person with leases
  /// of others only is not added: nothing of them is stored.
  private void lockLeases(Set<UserId> people) throws SQLException {
    Array ids = sql.array("text", people, UserId::value);
    sql.update(
        """
        insert into person (id, name, real_name, title, bot, deactivated)
        select id, '', '', '', false, false from unnest(?) as added (id)
        where not exists (select from person where person.id = added.id)
          and (exists (select from lease where lease.person = added.id and recorder = ?)
            or not exists (select from lease where lease.person = added.id))
        on conflict do nothing\
        """,
        ids,
        recorder);
    numbers.clear();
    sql.each(
        "select id, n from unnest(?) as wanted (text) join person on id = text",
        row -> numbers.put(new UserId(row.getString(1)), row.getInt(2)),
        ids);
    sql.update(
        """
        insert into lease (person, fence, recorder, since) select id, 1, ?, 0 from unnest(?) as ids (id)
        where not exists (select from lease where person = id) on conflict do nothing\
        """,
        recorder,
        sql.array("text", numbers.keySet(), UserId::value));
    leases.clear();
    sql.each(
        """
        select person, since, until from unnest(?) as ids (id) join lease on person = id
        where recorder = ? for share of lease\
        """,
        row -> {
          Long until = SqlConnection.longOrNull(row, 3);
          leases
              .computeIfAbsent(new UserId(row.getString(1)), _ -> new ArrayList<>())
              .add(new Range(row.getLong(2), until == null ? Long.MAX_VALUE : until));
        },
        ids,
        recorder);
  }

  private boolean isLeased(UserId person, long millis) {
    for (Range range : leases.getOrDefault(person, List.of())) {
      if (range.since <= millis && millis < range.until) {
        if (range.until < Long.MAX_VALUE) {
          peopleWithLateRows.add(person);
        }
        return true;
      }
    }
    refusedRows++;
    return false;
  }

  private void storeSightings() throws SQLException {
    SightingRows rows = new SightingRows();
    for (Map.Entry<UserId, Map<Long, Long>> one : newSightings.entrySet()) {
      boolean isFirst = true;
      for (Map.Entry<Long, Long> row : one.getValue().entrySet()) {
        long millis = SightingIntegerCodec.millis(row.getKey());
        if (isLeased(one.getKey(), millis)) {
          int number = Objects.requireNonNull(numbers.get(one.getKey()));
          if (isFirst) {
            changed(number, millis);
            isFirst = false;
          }
          rows.add(number, row.getKey(), row.getValue());
        }
      }
    }
    rows.flush();
    newSightings.clear();
  }

  private void changed(int person, long millis) {
    changedPeople.add(person);
    changedSince = Math.min(changedSince, millis);
  }

  private void storeEvents() throws SQLException {
    List<OutboxOperation.StoreEvent> rows = new ArrayList<>();
    for (OutboxOperation.StoreEvent event : newEvents.values()) {
      UserId person = event.person();
      if (person == null) {
        changedEvents = true;
        rows.add(event);
      } else if (isLeased(person, event.at())) {
        changed(Objects.requireNonNull(numbers.get(person)), event.at());
        rows.add(event);
      }
    }
    newEvents.clear();
    if (rows.isEmpty()) {
      return;
    }
    sql.update(
        """
        insert into happening (recorder, local, at, type, source, person, note)
        select ?, local, at, type, source, person, note
        from unnest(?, ?, ?, ?, ?, ?) with ordinality
          as added (local, at, type, source, person, note, place) order by place
        on conflict (recorder, local) where local is not null do update set at = excluded.at,
          type = excluded.type, source = excluded.source, person = excluded.person,
          note = excluded.note\
        """,
        recorder,
        sql.array("int8", rows, OutboxOperation.StoreEvent::number),
        sql.array("int8", rows, OutboxOperation.StoreEvent::at),
        sql.array("int4", rows, OutboxOperation.StoreEvent::type),
        sql.array("int4", rows, OutboxOperation.StoreEvent::source),
        sql.array("int4", rows, event -> numbers.get(event.person())),
        sql.array("text", rows, OutboxOperation.StoreEvent::note));
  }

  private void storeSessions() throws SQLException {
    for (OutboxOperation.StoreSession one : newSessions.values()) {
      sql.update(
          """
          insert into session (recorder, local, started, known_until, ended) values (?, ?, ?, ?, ?)
          on conflict (recorder, local) do update set started = excluded.started,
            known_until = excluded.known_until, ended = excluded.ended\
          """,
          recorder,
          one.number(),
          one.started(),
          one.knownUntil(),
          one.ended());
      started = one.started();
    }
    newSessions.clear();
  }

  private void deleteEvents() throws SQLException {
    if (deletedEvents.isEmpty()) {
      return;
    }
    sql.each(
        "delete from happening where recorder = ? and local = any (?) returning person, at",
        row -> {
          long at = row.getLong(2);
          int person = row.getInt(1);
          if (row.wasNull()) {
            changedEvents = true;
          } else {
            changed(person, at);
          }
        },
        recorder,
        sql.array("int8", deletedEvents));
    deletedEvents.clear();
  }

  private void deleteSessions() throws SQLException {
    for (int number : deletedSessions) {
      sql.update("delete from session where recorder = ? and local = ?", recorder, number);
    }
    deletedSessions.clear();
  }

  /// Stores the details of a person. A file that does not know them yet has the ID as the name:
  /// that changes no details that the server has. A time zone stays when Slack no longer reports
  /// it.
  private void storeDetails(OutboxOperation.StorePerson one) throws SQLException {
    describedPeople.addAll(
        sql.ints(
            """
            insert into person (id, name, real_name, title, zone, bot, deactivated)
            values (?, ?, '', '', ?, ?, ?)
            on conflict (id) do update set name = excluded.name,
              zone = coalesce(excluded.zone, person.zone), bot = excluded.bot,
              deactivated = excluded.deactivated
            where (excluded.name <> excluded.id or person.name = '')
              and (person.name, person.zone, person.bot, person.deactivated) is distinct from
                (excluded.name, coalesce(excluded.zone, person.zone), excluded.bot,
                  excluded.deactivated)
            returning n\
            """,
            one.person().value(),
            one.name(),
            one.zone(),
            one.bot(),
            one.deactivated()));
  }

  /// Deletes sightings within the leases of this recorder.
  private void deleteSightings() throws SQLException {
    if (deletedSightings.isEmpty()) {
      return;
    }
    sql.each(
        """
        select n, since, delete_sightings(?, n, first, until)
        from unnest(?, ?, ?, ?) as deleted (who, first, until, since) join person on id = who\
        """,
        row -> {
          if (row.getLong(3) > 0) {
            changed(row.getInt(1), row.getLong(2));
          }
        },
        recorder,
        sql.array("text", deletedSightings, one -> one.person().value()),
        sql.array("int8", deletedSightings, OutboxOperation.DeleteSightings::first),
        sql.array("int8", deletedSightings, OutboxOperation.DeleteSightings::end),
        sql.array("int8", deletedSightings, OutboxOperation.DeleteSightings::since));
    deletedSightings.clear();
  }

  /// Erases a person, and notes it for the other recorders; or notes that this recorder has erased
  /// the person, too, as ordered. An order that the server lacks was lost with a server that a
  /// replica replaced: it is given again.
  private void erase(OutboxOperation.Erase one) throws SQLException {
    flush();
    UserId person = one.person();
    ServerErasureTable erasures = new ServerErasureTable(sql);
    if (one.order() == 0 || !erasures.of(recorder).containsKey(person)) {
      erasures.erase(tables, person, one.block(), one.order());
      blocked = tables.blocked().all();
    }
    erasures.done(person, one.order(), recorder);
    if (!erasures.of(recorder).containsKey(person)) {
      unerased.remove(person);
    }
  }

  private void block(String saltAndHash) throws SQLException {
    byte[] bytes = HexFormat.of().parseHex(saltAndHash);
    flush();
    tables.blocked().add(bytes);
    blocked = tables.blocked().all();
    LeaseTable table = new LeaseTable(sql, sightings);
    table.block(bytes);
    table.announce();
  }

  /// Returns whether this recorder has still to erase a person.
  boolean isToErase(UserId person) {
    return unerased.contains(person);
  }

  /// Returns people with rows that this recorder stored after it had lost their leases.
  Set<UserId> peopleWithLateRows() {
    return peopleWithLateRows;
  }

  /// Returns the numbers of the people whose rows changed.
  Set<Integer> changedPeople() {
    return changedPeople;
  }

  /// Returns the numbers of the people whose details changed.
  Set<Integer> describedPeople() {
    return describedPeople;
  }

  /// Returns whether a viewer would see a difference in what was recorded.
  boolean isChange() {
    return changedEvents || !changedPeople.isEmpty();
  }

  /// Returns the start of the changed time in milliseconds since 1970.
  long changedSince() {
    return changedSince == Long.MAX_VALUE ? 0 : changedSince;
  }

  /// Returns the start of the last session, if the batch has one.
  @Nullable Long started() {
    return started;
  }

  /// Returns the number of rows outside the leases of this recorder, which were not stored.
  long refusedRows() {
    return refusedRows;
  }

  /// @param since milliseconds since 1970
  /// @param until end, exclusive
  private record Range(long since, long until) {}

  /// Rows that are inserted together, as arrays in binary form.
  private final class SightingRows {
    private final int[] people = new int[ROWS_AT_ONCE];
    private final long[] keys = new long[ROWS_AT_ONCE];
    private final long[] states = new long[ROWS_AT_ONCE];
    private int size;

    void add(int person, long key, long state) throws SQLException {
      people[size] = person;
      keys[size] = key;
      states[size++] = state;
      if (size == ROWS_AT_ONCE) {
        flush();
      }
    }

    void flush() throws SQLException {
      if (size < COPY_FROM || !copied()) {
        insert();
      }
      size = 0;
    }

    /// Copies the rows, which is twice as fast, unless the server has one of them.
    private boolean copied() throws SQLException {
      Map<Integer, SightingArrays> rows = new TreeMap<>();
      for (int i = 0; i < size; i++) {
        rows.computeIfAbsent(people[i], _ -> new SightingArrays()).add(keys[i], states[i]);
      }
      sql.execute("savepoint rows");
      try {
        sightings.copy(rows);
        sql.execute("release savepoint rows");
        return true;
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
        sql.execute("rollback to savepoint rows");
        return false;
      }
    }

    private void insert() throws SQLException {
      if (size == 0) {
        return;
      }
      PGConnection driver = sql.connection().unwrap(PGConnection.class);
      sql.call(
          "select change_sightings(?, ?, ?, ?)",
          recorder,
          driver.createArrayOf("int4", Arrays.copyOf(people, size)),
          driver.createArrayOf("int8", Arrays.copyOf(keys, size)),
          driver.createArrayOf("int8", Arrays.copyOf(states, size)));
    }
  }
}
