package rollcall.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import rollcall.language.Sentence;

/// Format of the database, and the migration of older formats.
///
/// `application_id` marks the file as a history, `user_version` is its format.
final class Schema {
  /// "Roll" in ASCII.
  static final int APPLICATION_ID = 0x526F6C6C;

  /// Migrations: entry n migrates format n to n + 1. Published entries are never edited.
  private static final List<String> STEPS =
      List.of(
          """
          create table workspace (id text not null primary key, name text not null) without rowid;
          create table person (
            n integer primary key,
            id text not null unique,
            name text not null,
            real_name text not null,
            title text not null,
            zone text,
            bot integer not null,
            deactivated integer not null);
          create table session (
            n integer primary key,
            started integer not null,
            known_until integer not null,
            ended integer);
          create table sighting (
            person integer not null,
            key integer not null,
            what integer not null,
            primary key (person, key)) without rowid;
          """,
          """
          create table pack (
            person integer not null,
            first integer not null,
            last integer not null,
            bytes blob not null,
            primary key (person, first)) without rowid;
          """,
          """
          create table happening (
            n integer primary key,
            at integer not null,
            type integer not null,
            person integer,
            source integer not null,
            note text not null);
          create index happening_at on happening (at);
          create table blocked (salt blob not null, hash blob not null);
          """,
          """
          create index happening_person on happening (person, at) where person is not null;
          """,
          """
          create table attachment (
            server text not null,
            id text not null,
            name text not null,
            deleted integer not null);
          create table outbox (
            n integer primary key autoincrement,
            kind integer not null,
            person text,
            a integer,
            b integer,
            c integer,
            d integer,
            text text,
            zone text);
          create index outbox_person on outbox (person) where person is not null;
          """,
          """
          create table day_total (
            person integer not null,
            day integer not null,
            zone text not null,
            day_start integer not null,
            length integer not null,
            active integer not null,
            away integer not null,
            unknown integer not null,
            away_in_span integer not null,
            unknown_in_span integer not null,
            sessions integer not null,
            longest_session integer not null,
            breaks integer not null,
            on_break integer not null,
            longest_break integer not null,
            first_active integer not null,
            last_active integer not null,
            dnd integer not null,
            rtm integer not null,
            observed integer not null,
            primary key (person, day, zone, day_start)) without rowid;
          """);

  private static final String MAIN_TABLES =
      "select count(*) from sqlite_schema where name in ('workspace', 'person', 'session',"
          + " 'sighting')";

  private Schema() {}

  /// Format of this Rollcall.
  static int newest() {
    return STEPS.size();
  }

  /// Returns the format, 0 for an empty file; refuses the file of another program.
  static int versionOf(SqlConnection sql, Path file) throws SQLException, HistoryException {
    long application = sql.number("pragma application_id");
    boolean empty = sql.number("select count(*) from sqlite_schema") == 0;
    if (application != APPLICATION_ID && !(application == 0 && empty)) {
      throw new HistoryException.Foreign(file, Sentence.of("the database of another program"));
    }
    if (empty) {
      return 0;
    }
    int version = version(sql);
    if (version == 0 || (version <= newest() && sql.number(MAIN_TABLES) < 4)) {
      throw new HistoryException.Damaged(file, null);
    }
    return version;
  }

  static int version(SqlConnection sql) throws SQLException {
    return (int) sql.number("pragma user_version");
  }

  /// Migrates to this format, in one transaction, after a copy of the file was created.
  static void migrate(SqlConnection sql, Path file, int from, int to)
      throws SQLException, IOException {
    if (from > 0) {
      DatabaseCopy.write(sql, copyOf(file, from));
    }
    step(sql, from, to);
  }

  /// Migrates to this format, in one transaction.
  static void step(SqlConnection sql, int from, int to) throws SQLException {
    sql.execute("begin immediate");
    for (String step : STEPS.subList(from, to)) {
      sql.executeAll(step);
    }
    sql.execute("pragma application_id = " + APPLICATION_ID);
    sql.execute("pragma user_version = " + to);
    sql.execute("commit");
  }

  /// Returns the path of the copy of a database in that format.
  static Path copyOf(Path file, int version) {
    return file.resolveSibling(file.getFileName() + ".format-" + version + ".copy");
  }
}
