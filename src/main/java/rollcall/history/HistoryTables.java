package rollcall.history;

import static java.util.Comparator.naturalOrder;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.KeptDay;

/// All tables of one file, and the operations of a recorder on several of them. The caller owns the
/// transaction. Thread: that of its [History].
final class HistoryTables extends ReadableTables {
  private final SqlConnection sql;
  private final SqliteSightings sightings;
  private final Outbox outbox;
  private final DayTotalTable dayTotals;

  HistoryTables(SqlConnection sql) throws SQLException {
    this(sql, new SqliteSightings(sql));
  }

  private HistoryTables(SqlConnection sql, SqliteSightings sightings) {
    super(sql, sightings, new SessionTable(sql));
    this.sql = sql;
    this.sightings = sightings;
    outbox = new Outbox(sql);
    dayTotals = new DayTotalTable(sql);
  }

  @Override
  SqliteSightings sightings() {
    return sightings;
  }

  Outbox outbox() {
    return outbox;
  }

  DayTotalTable dayTotals() {
    return dayTotals;
  }

  /// Returns one person's days of which only the totals are kept.
  List<KeptDay> keptDays(UserId user, DayRange days) throws SQLException {
    OptionalInt number = people().numberOf(user);
    return number.isPresent() ? dayTotals.of(number.getAsInt(), days) : List.of();
  }

  /// Returns the number of rows of each table.
  SortedMap<String, Long> rowCounts() throws SQLException {
    SortedMap<String, Long> counts = new TreeMap<>();
    String named =
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    for (String table : sql.list(named, row -> row.getString(1))) {
      counts.put(table, sql.number("select count(*) from \"" + table + "\""));
    }
    return counts;
  }

  /// Returns whether there are sightings, events or kept days.
  boolean isNotEmpty() throws SQLException {
    return sightings.first().isPresent() || auditEvents().any() || dayTotals.first().isPresent();
  }

  /// Starts a session. States of the previous one end at its last confirmed instant: it did not end
  /// in order, or it was that of one of several recorders in an imported record. If the clock is
  /// behind that instant, the session starts there.
  void begin(Instant now) throws SQLException {
    Optional<SessionTable.Session> before = sessions().last();
    if (before.isPresent()) {
      Cause cause = before.get().ended() ? Cause.APP_NOT_RUNNING : Cause.APP_CRASHED;
      store(snapshot().markUnknown(before.get().knownUntil(), cause));
    }
    new FutureRecords(this).deleteEmptySessions(now);
    sessions().start(notBeforeLastSession(now));
  }

  /// Resumes observation in the current session. A session without sightings that started in the
  /// future starts now instead.
  void resume(Instant now) throws SQLException {
    if (new FutureRecords(this).deleteEmptySessions(now)) {
      sessions().start(now);
    }
  }

  /// Ends the session: there is no observation from `now` on. If the clock is behind, confirmed
  /// time stays confirmed.
  void end(Instant now) throws SQLException {
    Instant end = notBeforeLastSession(now);
    store(snapshot().markUnknown(end, Cause.APP_STOPPED));
    sessions().end(end);
  }

  private Instant notBeforeLastSession(Instant now) throws SQLException {
    return sessions().lastKnown().filter(now::isBefore).orElse(now);
  }

  SightingBuffer buffer() throws SQLException {
    return new SightingBuffer(sql);
  }

  /// Stores all sightings except those of blocked people.
  void store(List<Sighting> sightings) throws SQLException {
    List<Sighting> batch = withoutBlocked(sightings);
    try (SightingInserter appending = new SightingInserter(sql, this.sightings.compactedUntil())) {
      for (Sighting seen : batch) {
        appending.add(numberForEntry(seen.user()), seen);
      }
    }
    this.sightings.added(batch.size());
    Optional<Instant> reported =
        batch.stream().filter(HistoryTables::reportedBySlack).map(Sighting::at).max(naturalOrder());
    if (reported.isPresent()) {
      sessions().knownUntil(reported.get());
    }
  }

  private List<Sighting> withoutBlocked(List<Sighting> batch) throws SQLException {
    Predicate<UserId> refused = blocked().all();
    return batch.stream().filter(seen -> !refused.test(seen.user())).toList();
  }

  /// Stores all events except those of blocked people. Of Slack statuses, which Slack reports again
  /// at each start, those with nothing to show are stored only if that is new.
  void storeNewEvents(List<AuditEvent> reported) throws SQLException {
    Predicate<UserId> refused = blocked().all();
    for (AuditEvent event : reported) {
      UserId user = event.user();
      if ((user == null || !refused.test(user)) && !isOld(event)) {
        auditEvents().add(event, user == null ? null : numberForEntry(user));
      }
    }
  }

  private boolean isOld(AuditEvent event) throws SQLException {
    Optional<SlackStatus> slackStatus = SlackStatus.of(event);
    return slackStatus.isPresent() && slackStatusQueries().isOld(slackStatus.get(), event.type());
  }

  /// Stores the details of people in the history.
  void describe(Collection<Person> described) throws SQLException {
    long before = outbox.last();
    people().describe(described);
    outbox.describedSince(before);
  }

  private int numberForEntry(UserId user) throws SQLException {
    int number = people().number(user);
    outbox.beforeEntry(number);
    return number;
  }

  @Override
  long erase(UserId user) throws SQLException {
    for (int number : people().rowsOf(user)) {
      dayTotals.delete(number);
    }
    return super.erase(user);
  }

  /// Erases everything about one person, here and later on the server.
  ///
  /// @param block whether the server is to refuse the person, too
  /// @param order number of the [ErasureOrder] of the server; 0 for none
  /// @return number of erased sightings
  long erase(UserId user, boolean block, long order) throws SQLException {
    long count = erase(user);
    outbox.erased(user, block, order);
    return count;
  }

  /// Erases everything about all people that was on record at the request, except who is blocked,
  /// and starts a new session if none was started since.
  ///
  /// @return number of erased sightings
  long eraseAll(ErasureScope.Everybody what) throws SQLException {
    Instant kept = what.until().plusMillis(1);
    long count = 0;
    for (Person person : people().all()) {
      List<Sighting> later =
          sightingsAround(person.id(), kept, Instant.MAX).stream()
              .filter(seen -> !seen.at().isBefore(kept))
              .toList();
      List<AuditEvent> events = auditEvents(person.id(), kept);
      List<KeptDay> days =
          keptDays(person.id(), DayRange.ALL).stream()
              .filter(day -> !day.start().isBefore(kept))
              .toList();
      count += erase(person.id(), false, 0) - later.size();
      if (!later.isEmpty() || !events.isEmpty() || !days.isEmpty()) {
        describe(List.of(person));
        store(later);
        storeNewEvents(events);
      }
      if (!days.isEmpty()) {
        int number = people().number(person.id());
        dayTotals.add(number, days);
        outbox.onlyTotals(number);
      }
    }
    auditEvents().deleteBefore(millis(kept));
    if (!sessions().deleteUntil(what.until())) {
      sessions().start(what.now());
    }
    return count;
  }

  /// Returns whether there are sightings, events or parts of kept days until then.
  boolean hasEntriesUntil(Instant end) throws SQLException {
    long limit = millis(end.plusMillis(1));
    OptionalLong first = sightings.first();
    boolean entries =
        (first.isPresent() && first.getAsLong() < limit)
            || !auditEvents().between(0, limit).isEmpty();
    if (entries) {
      return true;
    }
    for (Person person : people().all()) {
      if (keptDays(person.id(), DayRange.ALL).stream().anyMatch(day -> !day.start().isAfter(end))) {
        return true;
      }
    }
    return false;
  }

  private List<AuditEvent> auditEvents(UserId user, Instant from) throws SQLException {
    OptionalInt number = people().numberOf(user);
    return number.isPresent()
        ? auditEvents().of(number.getAsInt(), user, millis(from), Long.MAX_VALUE)
        : List.of();
  }

  /// Deletes expired data in a copy. For a person without newer sightings in it, the state at the
  /// cutoff is not stored again.
  void deleteExpiredInCopy(RetentionPolicy retention, Instant now) throws SQLException {
    deleteExpired(retention, now, sessions().lastKnown().orElse(Instant.MAX));
  }

  /// Deletes expired data. If the retention has rules for the totals of days, those of the deleted
  /// days are kept.
  ///
  /// @return number of people with deleted entries or totals
  int deleteExpired(RetentionPolicy retention, Instant now) throws SQLException {
    return deleteExpired(retention, now, Instant.MAX);
  }

  /// @param until time after which the state at the cutoff is not stored again
  private int deleteExpired(RetentionPolicy retention, Instant now, Instant until)
      throws SQLException {
    sightings.compact();
    AccountingRules dayRules = retention.dayTotals();
    Set<Integer> touched = new TreeSet<>();
    if (retention.deletesDayTotals()) {
      touched.addAll(dayTotals.clear());
    }
    Instant oldest = retention.oldestKept(now).orElse(Instant.EPOCH);
    for (PersonTable.Numbered person : people().byNumber()) {
      Optional<Instant> cutoff = retention.cutoff(person.user(), now);
      if (cutoff.isPresent()) {
        Cut cut =
            dayRules == null
                ? new Cut(cutoff.get(), null)
                : keepDays(person, dayRules, cutoff.get(), now);
        oldest = cut.at().isBefore(oldest) ? cut.at() : oldest;
        if (cut.at().isAfter(until)) {
          sightings.delete(person.number());
          auditEvents().delete(person.number());
        } else if (deleteBefore(person, cut)) {
          touched.add(person.number());
        }
      }
    }
    auditEvents().deleteBefore(oldest.toEpochMilli());
    sessions().deleteBefore(oldest.toEpochMilli());
    for (int person : touched) {
      outbox.onlyTotals(person);
    }
    people().forgetUnseen();
    return touched.size();
  }

  /// Keeps the totals of a person's days that are over at the cutoff.
  ///
  /// @param rules the rules, with the time zone of a person without one in Slack
  /// @return start of the day of the cutoff
  private Cut keepDays(
      PersonTable.Numbered person, AccountingRules rules, Instant cutoff, Instant now)
      throws SQLException {
    AccountingRules own = people().zone(person.number()).map(rules::withZone).orElse(rules);
    LocalDate end = own.day(cutoff);
    List<Sighting> first =
        sightings.around(person.number(), person.user(), Instant.EPOCH, Instant.EPOCH);
    LocalDate begin = first.isEmpty() ? end : own.day(first.getFirst().at());
    if (!begin.isBefore(end)) {
      return new Cut(own.start(end), null);
    }
    DayRange days = new DayRange(begin, end.minusDays(1));
    // A clock that was set back may have added entries to days that have totals already.
    Instant counted = dayTotals.end(person.number());
    Instant from = own.earliestInput(days.first());
    SpanArray spans =
        sightings.spans(
            person.number(),
            from.isBefore(counted) ? counted : from,
            own.latestInput(days.last()),
            sessions().lastKnown().orElse(now),
            now);
    List<SlackStatus> slackStatuses =
        slackStatuses(person.user(), own.start(begin), own.start(end));
    dayTotals.add(person.number(), KeptDay.of(spans, slackStatuses, own, days, now));
    return new Cut(own.start(end), bridged(person, spans, own.bridgeUpTo(), own.start(end)));
  }

  /// Returns the sighting whose state the rules extend over a short gap that contains `at`.
  private @Nullable Sighting bridged(
      PersonTable.Numbered person, SpanArray spans, Duration limit, Instant at)
      throws SQLException {
    long millis = at.toEpochMilli();
    int gap = 0;
    while (gap < spans.size() && spans.end(gap) <= millis) {
      gap++;
    }
    if (gap == 0 || !spans.isBridged(gap, limit)) {
      return null;
    }
    Instant before = Instant.ofEpochMilli(spans.start(gap) - 1);
    return sightings.around(person.number(), person.user(), before, before.plusMillis(1)).stream()
        .filter(seen -> !seen.at().isAfter(before))
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private boolean deleteBefore(PersonTable.Numbered person, Cut at) throws SQLException {
    Instant cut = at.at();
    List<AuditEvent> standing =
        watchedAt(person, cut) ? slackStatusQueries().asOf(person, cut) : List.of();
    boolean shortened = sightings.deleteBefore(person.number(), person.user(), cut, at.bridged());
    if (shortened) {
      outbox.deletedBefore(person.user(), SightingTable.bound(cut));
    }
    auditEvents().deleteBefore(person.number(), cut.toEpochMilli());
    for (AuditEvent again : standing) {
      auditEvents().add(again, person.number());
    }
    return shortened;
  }

  /// Deletes a person's sightings from `cut` on.
  void deleteFrom(PersonTable.Numbered person, Instant cut) throws SQLException {
    sightings.deleteFrom(person.number(), cut);
    outbox.deletedFrom(person.user(), SightingTable.bound(cut));
  }

  private boolean watchedAt(PersonTable.Numbered person, Instant at) throws SQLException {
    return sightings.around(person.number(), person.user(), at, at.plusMillis(1)).stream()
        .filter(seen -> !seen.at().isAfter(at))
        .reduce((_, later) -> later)
        .filter(seen -> seen.presence() != Presence.NOT_WATCHED)
        .isPresent();
  }

  /// Returns whether Slack pushed this sighting: a poll confirms only one person, and so do the
  /// first reports after polling; a gap confirms no one.
  static boolean reportedBySlack(Sighting seen) {
    return switch (seen.source()) {
      case RTM, DEMO -> seen.presence().isObserved() && seen.cause() != Cause.PRESENCE_CHECK;
      case POLL, NONE -> false;
    };
  }

  /// Instant before which a person's entries are deleted.
  ///
  /// @param bridged sighting before a short gap at this instant, over which its state counts
  private record Cut(Instant at, @Nullable Sighting bridged) {}
}
