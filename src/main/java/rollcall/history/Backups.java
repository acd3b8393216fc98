package rollcall.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rollcall.files.PrivateFiles;

/// Copies of a history: the daily backups in the directory `backups`, copies of discarded entries
/// and of older formats there, and copies that the user made. Erasures and the retention apply to
/// them, too.
///
/// Thread: that of their [History].
final class Backups {
  static final String DIRECTORY = "backups";
  private static final Pattern BACKUP = Pattern.compile("history-\\d{4}-\\d\\d-\\d\\d\\.db");
  private static final Pattern OLD_FORMAT = Pattern.compile(".*\\.format-\\d+\\.copy");
  private static final Pattern PART =
      Pattern.compile("(history|set-aside).*\\.part(-wal|-shm|-journal)?");
  private static final Pattern KEPT_LOG = Pattern.compile(".*\\.damaged-(wal|journal)(-\\d+)?");
  private static final List<String> LOGS = List.of("-wal", "-shm", "-journal");
  private static final Pattern ASIDE = Pattern.compile("set-aside-(\\d{8}T\\d{9}Z)\\.db");
  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path history;

  Backups(Path history) {
    this.history = history.toAbsolutePath();
  }

  /// Returns whether there is no backup of that UTC day or a later one.
  boolean isDueOn(Instant now) throws IOException {
    List<Path> all = all();
    return all.isEmpty() || all.getLast().compareTo(of(day(now))) < 0;
  }

  /// Creates the backup of the day, checks it, and deletes the oldest backups.
  ///
  /// @param kept number of backups to keep
  Path create(SqlConnection sql, Instant now, int kept) throws SQLException, IOException {
    Path backup = of(day(now));
    PrivateFiles.directory(directory());
    DatabaseCopy.writeChecked(sql, backup);
    List<Path> all = all();
    for (Path old : all.subList(0, Math.max(0, all.size() - kept))) {
      Files.delete(old);
    }
    for (Path old : oldFormats()) {
      Instant made = Files.getLastModifiedTime(old).toInstant();
      if (day(made).plusDays(kept).isBefore(day(now))) {
        Files.delete(old);
      }
    }
    return backup;
  }

  /// Creates a copy of the history before entries are discarded, named by the time, and checks it.
  Path setAside(SqlConnection sql, Instant now) throws SQLException, IOException {
    Path copy = directory().resolve("set-aside-" + NAMED.format(now) + ".db");
    PrivateFiles.directory(directory());
    DatabaseCopy.writeChecked(sql, copy);
    return copy;
  }

  /// Deletes the backups of later days, which would count as the newest until that day.
  void deleteAfter(Instant now) throws IOException {
    for (Path backup : all()) {
      if (backup.compareTo(of(day(now))) > 0) {
        Files.delete(backup);
      }
    }
  }

  /// Returns the newest readable backup; empty when there is none.
  static Optional<Path> newest(Path history) {
    try {
      List<Path> all = new Backups(history).all();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Erases from all copies; an erasure that is not the user's request only from those that
  /// Rollcall made.
  ///
  /// A copy that cannot be cleaned, such as a damaged one, is deleted when people are erased. When
  /// data expires, only a damaged daily backup is deleted. The erasure of all people deletes each
  /// copy, except those that Rollcall made of later entries only.
  ///
  /// @param outcome gets the number of copies, and what failed
  /// @param stepDone runs after each copy
  /// @return whether nothing is left in any copy
  boolean erase(ErasureScope what, ErasureRunner.Outcome outcome, Runnable stepDone)
      throws IOException {
    deleteLeftovers(byHand(what));
    stepDone.run();
    boolean cleaned = true;
    for (Path copy : copies()) {
      if (byHand(what) || isOwn(copy)) {
        cleaned &= erase(what, copy, outcome, stepDone);
        stepDone.run();
      }
    }
    for (Path old : oldFormats()) {
      cleaned &= eraseOldFormat(what, old, outcome);
      stepDone.run();
    }
    return cleaned;
  }

  private static boolean byHand(ErasureScope what) {
    return what instanceof ErasureScope.Person || what instanceof ErasureScope.Everybody;
  }

  private static boolean isOwn(Path copy) {
    String name = name(copy);
    return BACKUP.matcher(name).matches() || ASIDE.matcher(name).matches();
  }

  private static boolean erase(
      ErasureScope what, Path copy, ErasureRunner.Outcome outcome, Runnable stepDone)
      throws IOException {
    if (what instanceof ErasureScope.Everybody everybody && isLater(copy, everybody.until())) {
      return true;
    }
    if (what instanceof ErasureScope.Everybody
        || (what instanceof ErasureScope.Expired expired && madeTooLongAgo(copy, expired))) {
      delete(copy);
      outcome.copies++;
      return true;
    }
    try (SqliteDatabase opened = SqliteDatabase.forChanging(copy)) {
      opened.check();
      opened.change(
          "erase something from",
          () -> {
            erase(what, copy, opened.sql());
            stepDone.run();
          });
      if (!(what instanceof ErasureScope.Expired)) {
        opened.compact();
      }
      outcome.copies++;
      return true;
    } catch (HistoryException e) {
      return handleUncleaned(what, copy, e, outcome);
    }
  }

  /// Handles a copy that could not be cleaned.
  private static boolean handleUncleaned(
      ErasureScope what, Path copy, HistoryException e, ErasureRunner.Outcome outcome)
      throws IOException {
    boolean deletes = byHand(what);
    switch (e) {
      case HistoryException.Damaged _, HistoryException.Foreign _, HistoryException.Failed _ ->
          deletes |= deletesBackups(what) && BACKUP.matcher(name(copy)).matches();
      // A newer Rollcall deletes expired data itself, and a daily backup exists for some days only.
      // A database without tables, which a full disk leaves, contains nothing.
      case HistoryException.Newer _, HistoryException.Unwritable _, HistoryException.Missing _ -> {}
      case HistoryException.DiskFull _,
          HistoryException.LogAlone _,
          HistoryException.NotEmpty _,
          HistoryException.InUse _,
          HistoryException.Locked _,
          HistoryException.Unerased _,
          HistoryException.Replaced _,
          HistoryException.OnServer _ -> {
        outcome.failed(e);
        return false;
      }
    }
    if (deletes) {
      delete(copy);
      outcome.deleted.add(copy);
    }
    return true;
  }

  private static boolean deletesBackups(ErasureScope what) {
    return what instanceof ErasureScope.Expired expired
        && expired.retention().newestExpired(expired.asOf()).isPresent();
  }

  private static void erase(ErasureScope what, Path copy, SqlConnection sql) throws SQLException {
    HistoryTables tables = new HistoryTables(sql);
    switch (what) {
      case ErasureScope.Person person -> tables.erase(person.user());
      case ErasureScope.Expired expired ->
          tables.deleteExpiredInCopy(expired.retention(), asOf(expired, copy, tables));
      case ErasureScope.Directory _ -> PersonTable.forgetTooMuch(sql);
      case ErasureScope.Everybody _ ->
          throw new IllegalArgumentException("Such a copy is deleted.");
    }
  }

  /// Returns whether Rollcall made this copy after that instant, and all its entries are later. The
  /// dates of the entries do not suffice: the clock may have been ahead before.
  private static boolean isLater(Path copy, Instant until) {
    String name = name(copy);
    boolean madeLater =
        BACKUP.matcher(name).matches()
            ? name.compareTo(name(day(until))) > 0
            : createdAt(copy).filter(until::isBefore).isPresent();
    if (!madeLater) {
      return false;
    }
    try (SqliteDatabase opened = SqliteDatabase.forReading(copy)) {
      opened.check();
      return !opened.read(
          "look into", () -> new HistoryTables(opened.sql()).hasEntriesUntil(until));
    } catch (HistoryException e) {
      return false;
    }
  }

  private static boolean madeTooLongAgo(Path copy, ErasureScope.Expired expired) {
    Optional<Instant> oldest = expired.retention().oldestKept(expired.asOf());
    return createdAt(copy).filter(made -> oldest.filter(made::isBefore).isPresent()).isPresent();
  }

  /// Returns the cutoff by the copy's own clock: the same age is counted from its last entry.
  private static Instant asOf(ErasureScope.Expired expired, Path copy, HistoryTables tables)
      throws SQLException {
    Optional<Instant> made = createdAt(copy);
    if (made.isEmpty()) {
      return expired.asOf();
    }
    Instant end = new FutureRecords(tables).extent(made.get()).orElse(made.get());
    return end.plus(Duration.between(made.get(), expired.asOf()));
  }

  /// Deletes copies of an older format when people are erased, and those with expired data.
  private static boolean eraseOldFormat(ErasureScope what, Path old, ErasureRunner.Outcome outcome)
      throws IOException {
    try {
      switch (what) {
        case ErasureScope.Person _, ErasureScope.Everybody _ -> delete(old);
        case ErasureScope.Expired expired -> {
          if (!hasExpired(old, expired)) {
            return true;
          }
          delete(old);
        }
        case ErasureScope.Directory _ -> {
          try (SqliteDatabase opened = SqliteDatabase.forChanging(old, false)) {
            opened.change("erase something from", () -> PersonTable.forgetTooMuch(opened.sql()));
            opened.compact();
          }
        }
      }
      outcome.copies++;
      return true;
    } catch (HistoryException e) {
      return handleUncleaned(what, old, e, outcome);
    }
  }

  private static boolean hasExpired(Path old, ErasureScope.Expired expired)
      throws HistoryException {
    try (SqliteDatabase opened = SqliteDatabase.forReading(old)) {
      OptionalLong first = opened.read("look into", () -> SqliteSightings.first(opened.sql()));
      Optional<Instant> newest = expired.retention().newestExpired(expired.asOf());
      return first.isPresent()
          && newest.filter(end -> first.getAsLong() < end.toEpochMilli()).isPresent();
    }
  }

  /// Returns the unreadable copies, which the erasure of a person would delete.
  List<Path> unreadable() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path copy : copies()) {
      try (SqliteDatabase opened = SqliteDatabase.forReading(copy)) {
        opened.check();
        opened.requireKnown();
      } catch (HistoryException e) {
        all.add(copy);
      }
    }
    return all;
  }

  /// Deletes the leftovers of an interrupted copy: its parts, and logs without their backup. Logs
  /// of other names may belong to the user and stay.
  void deleteLeftovers() throws IOException {
    deleteLeftovers(false);
  }

  /// @param foreign whether logs of other names without their database are deleted, too
  private void deleteLeftovers(boolean foreign) throws IOException {
    for (Path file : allFiles()) {
      if (isLeftover(file, foreign)) {
        Files.delete(file);
      }
    }
  }

  /// Returns whether there are leftovers to delete.
  boolean hasLeftovers() throws IOException {
    return allFiles().stream().anyMatch(file -> isLeftover(file, false));
  }

  /// Makes deletions durable.
  void sync() throws IOException {
    for (Path directory : directories()) {
      ErasurePlanFile.sync(directory);
    }
  }

  private static void delete(Path copy) throws IOException {
    for (String log : LOGS) {
      Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + log));
    }
    Path real = copy.toRealPath();
    Files.delete(real);
    Files.deleteIfExists(copy);
  }

  private static boolean isPart(Path file) {
    return PART.matcher(name(file)).matches();
  }

  private static boolean isLeftover(Path file, boolean foreign) {
    return isPart(file)
        || base(file).filter(Files::notExists).filter(base -> foreign || isOwn(base)).isPresent();
  }

  /// Returns the database of this log file; empty for a log that [SqliteDatabase] keeps because its
  /// history was empty or missing: it counts as a copy.
  private static Optional<Path> base(Path file) {
    String name = name(file);
    if (KEPT_LOG.matcher(name).matches()) {
      return Optional.empty();
    }
    return LOGS.stream()
        .filter(name::endsWith)
        .map(log -> file.resolveSibling(name.substring(0, name.length() - log.length())))
        .findFirst();
  }

  /// Returns whether the file has the header of a history, however damaged the rest is.
  private static boolean hasHeaderOfHistory(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(100);
      return head.length == 100
          && new String(head, 0, 15, StandardCharsets.US_ASCII).equals("SQLite format 3")
          && ByteBuffer.wrap(head).getInt(68) == Schema.APPLICATION_ID;
    } catch (IOException e) {
      // Rollcall can read its own files.
      return false;
    }
  }

  private Path of(LocalDate day) {
    return directory().resolve(name(day));
  }

  private static String name(LocalDate day) {
    return "history-" + day + ".db";
  }

  private Path directory() {
    return history.resolveSibling(DIRECTORY);
  }

  /// Returns all backups, oldest first.
  private List<Path> all() throws IOException {
    return files(directory()).stream()
        .filter(file -> BACKUP.matcher(name(file)).matches())
        .toList();
  }

  /// Returns all copies beside the history: backups, copies of discarded entries, and files that
  /// the user put there, such as a damaged history.
  private List<Path> copies() throws IOException {
    return allFiles().stream().filter(this::isCopy).toList();
  }

  private boolean isCopy(Path file) {
    String name = name(file);
    boolean other =
        file.equals(history)
            || file.equals(ErasurePlanFile.beside(history))
            || file.equals(ReservedDiskSpace.beside(history))
            || name.equals(history.getFileName() + ".lock")
            || OLD_FORMAT.matcher(name).matches()
            || isPart(file)
            || base(file).isPresent();
    return !other
        && (isOwn(file)
            || name.startsWith(String.valueOf(history.getFileName()))
            || hasHeaderOfHistory(file));
  }

  /// Returns the time at which a copy of discarded entries was made; empty for any other copy.
  private static Optional<Instant> createdAt(Path copy) {
    Matcher name = ASIDE.matcher(name(copy));
    return name.matches()
        ? Optional.of(NAMED.parse(name.group(1), Instant::from))
        : Optional.empty();
  }

  private List<Path> oldFormats() throws IOException {
    return files(parent()).stream()
        .filter(file -> name(file).startsWith(String.valueOf(history.getFileName())))
        .filter(file -> OLD_FORMAT.matcher(name(file)).matches())
        .toList();
  }

  private Path parent() {
    return Objects.requireNonNull(history.getParent());
  }

  private List<Path> directories() {
    return Stream.of(parent(), directory()).filter(Files::isDirectory).toList();
  }

  private List<Path> allFiles() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path directory : directories()) {
      all.addAll(files(directory));
    }
    return all;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> files(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
