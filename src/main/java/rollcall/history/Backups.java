package rollcall.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import rollcall.presence.UserId;

/// The copies beside a history: a backup a day in the directory `backups`, with what was set aside
/// there, and what was kept before its format changed. Whoever is erased or too old goes from them
/// too.
///
/// Lane: that of the [History] to which they belong.
final class Backups {
  static final String DIRECTORY = "backups";
  private static final Pattern ASIDE = Pattern.compile("set-aside-(\\d{8}T\\d{9}Z)\\.db");
  private static final DateTimeFormatter NAMED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path history;

  Backups(Path history) {
    this.history = history.toAbsolutePath();
  }

  /// Whether there is none of that day (as UTC has it) or later.
  boolean wantedOn(Instant now) throws IOException {
    List<Path> all = all();
    return all.isEmpty() || all.getLast().compareTo(of(day(now))) < 0;
  }

  /// Makes the backup of the day, looks whether it is sound, and lets go of the oldest.
  ///
  /// @param kept how many stay
  Path make(Connection connection, Instant now, int kept) throws SQLException, IOException {
    Path backup = of(day(now));
    OwnerOnly.createDirectories(directory());
    Copies.write(connection, backup);
    try (Database copy = Database.forReading(backup)) {
      copy.check();
    }
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

  /// Keeps the history as it is now, under the time at which that was, and looks whether the copy
  /// is sound.
  Path setAside(Connection connection, Instant now) throws SQLException, IOException {
    Path copy = directory().resolve("set-aside-" + NAMED.format(now) + ".db");
    OwnerOnly.createDirectories(directory());
    Copies.write(connection, copy);
    try (Database kept = Database.forReading(copy)) {
      kept.check();
    }
    return copy;
  }

  /// Deletes those of later days: they would count as the newest until that day has come.
  void deleteAfter(Instant now) throws IOException {
    for (Path backup : all()) {
      if (backup.compareTo(of(day(now))) > 0) {
        Files.delete(backup);
      }
    }
  }

  /// The newest one, if there is any that can be seen.
  static Optional<Path> newest(Path history) {
    try {
      List<Path> all = new Backups(history).all();
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Takes a person out of every backup. Copies of an older format go as a whole.
  ///
  /// @return how many were changed or deleted
  int erase(UserId user) throws IOException {
    int changed = 0;
    for (Path backup : copies()) {
      try (Database copy = Database.forChanging(backup)) {
        copy.write("erase somebody from", () -> new Ledger(copy.connection()).erase(user));
        copy.compact();
      }
      changed++;
    }
    for (Path old : oldFormats()) {
      Files.delete(old);
      changed++;
    }
    return changed;
  }

  /// Deletes them all.
  void deleteAll() throws IOException {
    for (Path copy : copies()) {
      Files.delete(copy);
    }
    for (Path old : oldFormats()) {
      Files.delete(old);
    }
  }

  /// Takes out of every backup what is older than it may be.
  void forgetTheOld(Retention retention, Instant now) throws SQLException, IOException {
    for (Path backup : all()) {
      try (Database copy = Database.forChanging(backup)) {
        copy.write(
            "delete old sightings from",
            () -> new Ledger(copy.connection()).forgetTheOld(retention, now));
      }
    }
    for (Path aside : asides()) {
      forgetTheOldAside(aside, retention, now);
    }
  }

  /// By the clock by which it was recorded, as much time has gone by as by the right one.
  private static void forgetTheOldAside(Path aside, Retention retention, Instant now)
      throws SQLException, IOException {
    Instant made = made(aside);
    if (retention.oldest(now).filter(made::isBefore).isPresent()) {
      Files.delete(aside);
      return;
    }
    try (Database copy = Database.forChanging(aside)) {
      copy.write(
          "delete old sightings from",
          () -> {
            Ledger ledger = new Ledger(copy.connection());
            Instant end = new Ahead(ledger).reach(made).orElse(made);
            return ledger.forgetTheOld(retention, end.plus(Duration.between(made, now)));
          });
    }
  }

  private Path of(LocalDate day) {
    return directory().resolve("history-" + day + ".db");
  }

  private Path directory() {
    return history.resolveSibling(DIRECTORY);
  }

  /// Every backup, oldest first.
  private List<Path> all() throws IOException {
    return files(directory(), "history-\\d{4}-\\d\\d-\\d\\d\\.db");
  }

  /// Every history that was set aside, oldest first.
  private List<Path> asides() throws IOException {
    return files(directory(), ASIDE.pattern());
  }

  /// What people are to be erased from.
  private List<Path> copies() throws IOException {
    List<Path> copies = new ArrayList<>(all());
    copies.addAll(asides());
    return copies;
  }

  private static Instant made(Path aside) {
    Matcher name = ASIDE.matcher(String.valueOf(aside.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException("Nothing was set aside in " + aside);
    }
    return NAMED.parse(name.group(1), Instant::from);
  }

  private List<Path> oldFormats() throws IOException {
    Path parent = history.getParent();
    return parent == null
        ? List.of()
        : files(
            parent, Pattern.quote(String.valueOf(history.getFileName())) + "\\.format-\\d+\\.copy");
  }

  private static List<Path> files(Path directory, String name) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches(name))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static LocalDate day(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
