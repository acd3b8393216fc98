package rollcall.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import rollcall.presence.UserId;

/// Outbox of a file that is attached to a record on a server: each change of the file adds an
/// operation in the same transaction, which is handed over later. A file that is not attached has
/// no operations.
///
/// Inserted rows are noted by triggers, which exist in attached files only; deleted sightings by
/// the methods here, because a compaction deletes rows, too. Thread: that of its [History].
final class Outbox {
  private static final long EVENTS_AT_ONCE = 20_000;

  /// Number of deleted operations of an attachment that the server has not confirmed.
  private static final long RESERVED = -1;

  /// Triggers of an attached file; the kinds stand in brackets.
  private static final String TRIGGERS =
      """
      create trigger outbox_sighting_added after insert on sighting begin
        insert into outbox (kind, person, a, b)
        select [SIGHTING], id, new.key, new.what from person where n = new.person;
      end;
      create trigger outbox_sighting_changed after update on sighting begin
        insert into outbox (kind, person, a, b)
        select [SIGHTING], id, new.key, new.what from person where n = new.person;
      end;
      create trigger outbox_event_added after insert on happening begin
        insert into outbox (kind, person, a, b, c, d, text)
        values ([EVENT], (select id from person where n = new.person), new.n, new.at, new.type,
          new.source, new.note);
      end;
      create trigger outbox_event_deleted after delete on happening begin
        insert into outbox (kind, a) values ([EVENT_DELETED], old.n);
      end;
      create trigger outbox_session_added after insert on session begin
        insert into outbox (kind, a, b, c, d)
        values ([SESSION], new.n, new.started, new.known_until, new.ended);
      end;
      create trigger outbox_session_changed after update on session
      when new.known_until <> old.known_until or new.ended is not old.ended begin
        insert into outbox (kind, a, b, c, d)
        values ([SESSION], new.n, new.started, new.known_until, new.ended);
      end;
      create trigger outbox_session_deleted after delete on session begin
        insert into outbox (kind, a) values ([SESSION_DELETED], old.n);
      end;
      create trigger outbox_person_added after insert on person begin
        insert into outbox (kind, person, a, b, text, zone)
        values ([PERSON], new.id, new.bot, new.deactivated, new.name, new.zone);
      end;
      create trigger outbox_person_changed after update on person
      when new.name <> old.name or new.zone is not old.zone or new.bot <> old.bot
        or new.deactivated <> old.deactivated begin
        insert into outbox (kind, person, a, b, text, zone)
        values ([PERSON], new.id, new.bot, new.deactivated, new.name, new.zone);
      end;
      create trigger outbox_person_deleted after delete on person begin
        insert into outbox (kind, person) values ([PERSON_DELETED], old.id);
      end;
      """;

  private final SqlConnection sql;
  private @Nullable Boolean attached;

  Outbox(SqlConnection sql) {
    this.sql = sql;
  }

  /// Returns the attachment; empty for a file that is not attached.
  Optional<ServerAttachment> attachment() throws SQLException {
    return sql.first(
        "select server, id, name from attachment where deleted >= 0",
        row ->
            new ServerAttachment(
                ServerAddress.of(row.getString(1)),
                UUID.fromString(row.getString(2)),
                row.getString(3)));
  }

  /// Returns the attachment to make, and keeps its ID in the file until it is made: the server may
  /// know the ID already, although no answer came, and its name is taken then.
  ServerAttachment reserve(ServerAddress server, String name) throws SQLException {
    UUID id =
        sql.first("select id from attachment", row -> UUID.fromString(row.getString(1)))
            .orElseGet(UUID::randomUUID);
    ServerAttachment reserved = new ServerAttachment(server, id, name);
    detach();
    insert(reserved, RESERVED);
    return reserved;
  }

  private void insert(ServerAttachment one, long deleted) throws SQLException {
    sql.update(
        "insert into attachment (server, id, name, deleted) values (?, ?, ?, ?)",
        one.server().text(),
        one.id().toString(),
        one.name(),
        deleted);
  }

  /// Attaches the file, and adds its whole past to the outbox.
  void attach(ServerAttachment to) throws SQLException {
    detach();
    insert(to, 0);
    sql.executeAll(triggers());
    attached = null;
    addPast();
  }

  private static String triggers() {
    String all = TRIGGERS;
    for (Kind kind : Kind.values()) {
      all = all.replace("[" + kind.name() + "]", String.valueOf(kind.number));
    }
    return all;
  }

  /// Detaches the file and deletes its operations.
  void detach() throws SQLException {
    for (String trigger :
        sql.list(
            "select name from sqlite_schema where type = 'trigger' and name like 'outbox_%'",
            row -> row.getString(1))) {
      sql.execute("drop trigger " + trigger);
    }
    sql.update("delete from attachment");
    sql.update("delete from outbox");
    attached = null;
  }

  /// Detaches the copy of an attached file, which may have an older format.
  static void detachCopy(SqlConnection original, Path copy) throws SQLException {
    if (!original.hasTable("attachment") || !original.exists("select 1 from attachment")) {
      return;
    }
    try (Connection connection =
        new SQLiteConfig().createConnection("jdbc:sqlite:" + copy.toUri())) {
      SqlConnection sql = new SqlConnection(connection);
      new Outbox(sql).detach();
      sql.execute("vacuum");
    }
  }

  /// Adds everything that the file has, when the server has nothing of it, or only an older part.
  void addPast() throws SQLException {
    if (!isAttached()) {
      return;
    }
    addPersonDetails();
    add("(kind, text) select ?1, hex(salt) || hex(hash) from blocked order by rowid", Kind.BLOCKED);
    add("(kind, person) select ?1, id from person order by n", Kind.PAST);
    long last = sql.number("select max(n) from happening");
    for (long n = 0; n < last; n += EVENTS_AT_ONCE) {
      add("(kind, a, b) values (?1, ?2, ?3)", Kind.PAST_EVENTS, n, n + EVENTS_AT_ONCE);
    }
    // Once more: until the rows are there, another recorder may delete names without rows.
    addPersonDetails();
    add(
        "(kind, a, b, c, d) select ?1, n, started, known_until, ended from session order by n",
        Kind.SESSION);
  }

  private void addPersonDetails() throws SQLException {
    add(
        "(kind, person, a, b, text, zone) select ?1, id, bot, deactivated, name, zone from person"
            + " where "
            + PersonTable.HAS_ENTRIES
            + " order by n",
        Kind.PERSON);
  }

  /// Adds that a person is in the file only for totals of days, which the server does not have.
  void addTotalsOnly(int person) throws SQLException {
    add(
        "(kind, person) select ?1, id from person where n = ?2 and not " + PersonTable.HAS_ENTRIES,
        Kind.PERSON_DELETED,
        person);
  }

  /// Adds again that people are in the file only for totals of days, after their details.
  ///
  /// @param before number of the last operation before the details
  void addTotalsOnlyAgain(long before) throws SQLException {
    add(
        "(kind, person) select ?1, id from person where not "
            + PersonTable.HAS_ENTRIES
            + " and exists (select 1 from outbox where outbox.person = id and n > ?2)",
        Kind.PERSON_DELETED,
        before);
  }

  /// Adds the details of a person who is in the file only for totals of days, before a new entry.
  void addDetailsBeforeEntry(int person) throws SQLException {
    add(
        "(kind, person, a, b, text, zone) select ?1, id, bot, deactivated, name, zone from person"
            + " where n = ?2 and exists (select 1 from day_total where person = person.n) and not "
            + PersonTable.HAS_ENTRIES,
        Kind.PERSON,
        person);
  }

  /// Adds that the sightings of a person before a key were deleted.
  void addDeletionBefore(UserId user, long key) throws SQLException {
    add("(kind, person, a) values (?1, ?2, ?3)", Kind.DELETED_BEFORE, user.value(), key);
  }

  /// Adds that the sightings of a person from a key on were deleted.
  void addDeletionFrom(UserId user, long key) throws SQLException {
    add("(kind, person, a) values (?1, ?2, ?3)", Kind.DELETED_FROM, user.value(), key);
  }

  /// Deletes all operations of a person except earlier erasures, which others may have to hear of,
  /// and adds that the person was erased; once for an order or a later one, because an erasure that
  /// a crash interrupts runs again.
  ///
  /// @param order number of the [ErasureOrder] of the server; 0 for none
  void addErasure(UserId user, boolean block, long order) throws SQLException {
    if (isAttached()) {
      sql.update(
          "delete from outbox where person = ? and kind <> ?", user.value(), Kind.ERASED.number);
      add(
          "(kind, person, a, b) select ?1, ?2, ?3, ?4 where ?4 = 0 or not exists (select 1 from"
              + " outbox where kind = ?1 and person = ?2 and a >= ?3 and b >= ?4)",
          Kind.ERASED,
          user.value(),
          block ? 1 : 0,
          order);
    }
  }

  /// Adds that a person was unblocked.
  void addUnblocking(UserId user) throws SQLException {
    add("(kind, person) values (?1, ?2)", Kind.UNBLOCKED, user.value());
  }

  /// Returns the next operations after a number, in order.
  List<Entry> operationsAfter(long n, int limit) throws SQLException {
    return sql.list(
        """
        select n, kind, person, a, b, c, d, text, zone from outbox where n > ? order by n limit ?\
        """,
        row -> new Entry(row.getLong(1), operation(Kind.of(row.getInt(2)), row)),
        n,
        limit);
  }

  /// Reads only the columns of the kind: for a sighting, the kind of most rows, reading all of them
  /// would take half as long again.
  private static OutboxOperation operation(Kind kind, ResultSet row) throws SQLException {
    return switch (kind) {
      case SIGHTING ->
          new OutboxOperation.StoreSighting(person(row), row.getLong("a"), row.getLong("b"));
      case EVENT ->
          new OutboxOperation.StoreEvent(
              row.getLong("a"),
              row.getString("person") == null ? null : person(row),
              row.getLong("b"),
              row.getInt("c"),
              SqlConnection.longOrNull(row, 7),
              text(row));
      case EVENT_DELETED -> new OutboxOperation.DeleteEvent(row.getLong("a"));
      case SESSION ->
          new OutboxOperation.StoreSession(
              row.getInt("a"),
              row.getLong("b"),
              row.getLong("c"),
              SqlConnection.longOrNull(row, 7));
      case SESSION_DELETED -> new OutboxOperation.DeleteSession(row.getInt("a"));
      case PERSON ->
          new OutboxOperation.StorePerson(
              person(row),
              row.getBoolean("a"),
              row.getBoolean("b"),
              text(row),
              row.getString("zone"));
      case PERSON_DELETED -> new OutboxOperation.DeletePerson(person(row));
      case DELETED_BEFORE ->
          new OutboxOperation.DeleteSightings(person(row), Long.MIN_VALUE, row.getLong("a"));
      case DELETED_FROM ->
          new OutboxOperation.DeleteSightings(person(row), row.getLong("a"), Long.MAX_VALUE);
      case ERASED -> new OutboxOperation.Erase(person(row), row.getBoolean("a"), row.getLong("b"));
      case UNBLOCKED -> new OutboxOperation.Unblock(person(row));
      case BLOCKED -> new OutboxOperation.Block(text(row));
      case PAST -> new OutboxOperation.StorePast(person(row));
      case PAST_EVENTS -> new OutboxOperation.StorePastEvents(row.getLong("a"), row.getLong("b"));
    };
  }

  private static UserId person(ResultSet row) throws SQLException {
    return new UserId(row.getString("person"));
  }

  private static String text(ResultSet row) throws SQLException {
    return SqlConnection.withoutZero(Objects.requireNonNullElse(row.getString("text"), ""));
  }

  /// Returns the events of the file with numbers after one and up to another.
  List<OutboxOperation.StoreEvent> events(OutboxOperation.StorePastEvents past)
      throws SQLException {
    return sql.list(
        """
        select happening.n, id, at, type, source, note
        from happening left join person on person.n = happening.person
        where happening.n > ? and happening.n <= ? order by happening.n\
        """,
        row ->
            new OutboxOperation.StoreEvent(
                row.getLong(1),
                row.getString(2) == null ? null : new UserId(row.getString(2)),
                row.getLong(3),
                row.getInt(4),
                row.getLong(5),
                SqlConnection.withoutZero(row.getString(6))),
        past.after(),
        past.until());
  }

  /// Returns all people of the file and of its operations.
  List<UserId> people() throws SQLException {
    return sql.users(
        "select id from person union select person from outbox where person is not null");
  }

  /// Returns the number of the last operation so far.
  long lastNumber() throws SQLException {
    return sql.numberOr(0, "select seq from sqlite_sequence where name = 'outbox'");
  }

  /// Returns the number of operations after a number.
  long countAfter(long n) throws SQLException {
    return sql.number("select count(*) from outbox where n > ?", n);
  }

  /// Deletes the operations up to a number, because they are on the server for good.
  void deleteUntil(long n) throws SQLException {
    sql.update("delete from outbox where n <= ?", n);
    sql.update("update attachment set deleted = max(deleted, ?)", n);
  }

  /// Makes the outbox continue after the last operation that the server has. If the server lacks
  /// operations that were deleted here, or knows more than this file had, everything is handed over
  /// again.
  ///
  /// @param handedOver number of the last operation that the server has
  void continueAfter(long handedOver) throws SQLException {
    long last = lastNumber();
    long deleted = sql.numberOr(0, "select deleted from attachment");
    if (handedOver > last) {
      sql.update("update outbox set n = n + ?", handedOver);
      sql.update(
          "insert into outbox (n, kind, a, b) values (?, ?, 0, 0)",
          handedOver + last + 1,
          Kind.PAST_EVENTS.number);
      addPast();
    } else if (handedOver < deleted) {
      addPast();
      sql.update("update attachment set deleted = ?", handedOver);
    }
  }

  private void add(String columnsAndValues, Kind kind, Object... values) throws SQLException {
    if (isAttached()) {
      Object[] all = new Object[values.length + 1];
      all[0] = kind.number;
      System.arraycopy(values, 0, all, 1, values.length);
      sql.update("insert into outbox " + columnsAndValues, all);
    }
  }

  private boolean isAttached() throws SQLException {
    Boolean known = attached;
    if (known == null) {
      known = attachment().isPresent();
      attached = known;
    }
    return known;
  }

  /// Operation with its number, in the order of the operations.
  record Entry(long n, OutboxOperation operation) {}

  /// Kind of a row. Its number is part of the file format.
  private enum Kind {
    /// New or changed sighting: key, code.
    SIGHTING(1),
    /// Audit event: number in the file, time, type, source, note.
    EVENT(2),
    /// Deleted audit event: number in the file.
    EVENT_DELETED(3),
    /// New or changed session: number in the file, start, end of the confirmed time, end.
    SESSION(4),
    /// Deleted session: number in the file.
    SESSION_DELETED(5),
    /// Details of a person: bot, deactivated, name, zone.
    PERSON(6),
    /// A person without rows in the file.
    PERSON_DELETED(7),
    /// Deleted sightings of a person before a key.
    DELETED_BEFORE(8),
    /// Deleted sightings of a person from a key on.
    DELETED_FROM(9),
    /// Erased person: whether to block, number of the [ErasureOrder], 0 for none.
    ERASED(10),
    /// Person who was unblocked.
    UNBLOCKED(11),
    /// Blocked person: salt and hash, in hexadecimal digits.
    BLOCKED(12),
    /// All sightings of a person that the file has.
    PAST(13),
    /// All audit events that the file has: after a number, up to another.
    PAST_EVENTS(14);

    private static final Map<Integer, Kind> BY_NUMBER =
        Stream.of(values()).collect(Collectors.toMap(kind -> kind.number, kind -> kind));

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /// @throws IllegalArgumentException for a number that only a newer Rollcall knows
    static Kind of(int number) {
      Kind kind = BY_NUMBER.get(number);
      if (kind == null) {
        throw new IllegalArgumentException("No operation has the kind " + number + ".");
      }
      return kind;
    }
  }
}
