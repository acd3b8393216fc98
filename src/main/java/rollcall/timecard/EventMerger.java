package rollcall.timecard;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Merger of the sightings of all people and the audit events in order of time into `events.csv`;
/// numbers connections and batches. One per export. Thread: one.
///
/// A Slack message carries one presence for several people and gets one timestamp on arrival:
/// sightings with the same instant, presence and source are a batch. Connections are counted from
/// the first one established in the file.
///
/// All people have the same range, which contains the days of each by the own clock: an import
/// takes the row [EventNotes#CONFIRMED] for everyone.
final class EventMerger {
  /// Estimate of the events per person and day.
  private static final int EVENTS_A_DAY = 25;

  private final TimecardExport export;
  private final EventSource source;
  private final Instant knownUntil;
  private final Instant begin;
  private final Instant end;
  private final Map<UserId, Integer> index = new HashMap<>();
  private final Map<UserId, Sighting> ends;
  private int connection;
  private long batches;

  EventMerger(TimecardExport export, EventSource source, Instant knownUntil) throws IOException {
    this.export = export;
    this.source = source;
    this.knownUntil = knownUntil;
    this.ends = source.ends();
    this.begin =
        edge(AccountingRules::earliestInput, export.spec().days().first())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    this.end =
        edge(AccountingRules::latestInput, export.spec().days().last())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    for (int i = 0; i < export.people().size(); i++) {
      index.put(export.people().get(i).id(), i);
    }
  }

  ExportSummary write(Writer out) throws IOException {
    EventCsv csv = new EventCsv(out, export.spec().style(), export.workspace());
    Duration slice = Duration.ofDays(DayRange.batchSize(export.people().size(), EVENTS_A_DAY));
    for (Instant from = begin; from.isBefore(end); from = from.plus(slice)) {
      Instant to = from.plus(slice).isBefore(end) ? from.plus(slice) : end;
      List<EventCsv.Row> rows = events(from, to);
      source.prefetch(export.users(), from, to);
      for (int i = 0; i < export.people().size(); i++) {
        addSightings(i, from, to, rows);
      }
      if (from.equals(begin)) {
        addSlackStatuses(rows);
      }
      rows.sort(Comparator.comparing(EventCsv.Row::at));
      write(rows, csv);
    }
    return new ExportSummaryBuilder().toSummary(csv.end());
  }

  private Stream<Instant> edge(
      BiFunction<AccountingRules, LocalDate, Instant> edge, LocalDate day) {
    AccountingRules rules = export.spec().rules();
    return Stream.concat(
        Stream.of(edge.apply(rules, day)),
        export.people().stream().map(person -> edge.apply(rules.of(person), day)));
  }

  private List<EventCsv.Row> events(Instant from, Instant to) throws IOException {
    List<EventCsv.Row> rows = new ArrayList<>();
    for (AuditEvent event : source.events(from, to)) {
      Integer personIndex = event.subject().map(index::get).orElse(null);
      if (event.user() == null || personIndex != null) {
        add(event, personIndex, rows);
      }
    }
    boolean last = to.equals(end);
    Instant known = last && knownUntil.isAfter(end) ? end : knownUntil;
    boolean here = !known.isBefore(from) && (known.isBefore(to) || (last && known.equals(end)));
    if (here && !isShutdownAt(known, rows)) {
      add(
          AuditEvent.of(EventType.PRESENCE_CHECK, known, Source.NONE, EventNotes.CONFIRMED),
          null,
          rows);
    }
    return rows;
  }

  /// Returns whether Rollcall shut down cleanly at that instant, which already confirms all states
  /// until then.
  private static boolean isShutdownAt(Instant at, List<EventCsv.Row> rows) {
    return rows.stream()
        .filter(row -> row.at().equals(at))
        .map(EventCsv.Row::type)
        .filter(type -> type == EventType.APP_STOPPED || type == EventType.APP_STARTED)
        .reduce((_, later) -> later)
        .filter(type -> type == EventType.APP_STOPPED)
        .isPresent();
  }

  /// Adds an event. While names are hidden, a status text is left out, which often has a name.
  private void add(AuditEvent event, @Nullable Integer personIndex, List<EventCsv.Row> rows) {
    if (event.type() == EventType.STATUS_CHANGED && export.spec().namesHidden()) {
      return;
    }
    rows.add(
        new EventCsv.Row(
            event.at(),
            personIndex == null
                ? export.spec().rules().zone()
                : export.spec().rules().of(export.people().get(personIndex)).zone(),
            personIndex == null ? null : export.shown(personIndex),
            event.type(),
            null,
            null,
            event.source(),
            event.note()));
  }

  /// Adds the Slack statuses in effect when the range begins: they were reported earlier but belong
  /// to it, as the initial presence does.
  private void addSlackStatuses(List<EventCsv.Row> rows) throws IOException {
    for (int i = 0; i < export.people().size(); i++) {
      for (SlackStatus one : source.slackStatuses(export.people().get(i).id(), begin, begin)) {
        add(one.toAuditEvent(), i, rows);
      }
    }
  }

  private void addSightings(int personIndex, Instant from, Instant to, List<EventCsv.Row> rows)
      throws IOException {
    UserId user = export.people().get(personIndex).id();
    Presence previous = null;
    for (Sighting seen : source.sightings(user, from, to)) {
      add(seen, previous, personIndex, from, rows);
      previous = seen.presence();
    }
    Sighting end = ends.get(user);
    if (end != null && end.at().isBefore(to)) {
      add(end, previous, personIndex, from, rows);
    }
  }

  /// Adds a sighting of the slice from `from` on. The state in effect when the range begins was
  /// reported before it, and is written with the first slice.
  private void add(
      Sighting seen,
      @Nullable Presence previous,
      int personIndex,
      Instant from,
      List<EventCsv.Row> rows) {
    if (seen.at().isBefore(from) && !from.equals(begin)) {
      return;
    }
    AccountingRules own = export.spec().rules().of(export.people().get(personIndex));
    boolean outsideTheRange =
        seen.at().isBefore(own.start(export.spec().days().first()))
            || !seen.at().isBefore(own.start(export.spec().days().last().plusDays(1)));
    rows.add(
        new EventCsv.Row(
            seen.at(),
            own.zone(),
            export.shown(personIndex),
            EventNotes.type(seen.cause()),
            seen.presence(),
            previous,
            seen.source(),
            EventNotes.note(seen, outsideTheRange)));
  }

  /// Rows of one instant are written together, so that the size of a batch is known before its
  /// first row.
  private void write(List<EventCsv.Row> rows, EventCsv csv) throws IOException {
    int next = 0;
    while (next < rows.size()) {
      int after = next;
      Map<Batch, Integer> sizes = new HashMap<>();
      while (after < rows.size() && rows.get(after).at().equals(rows.get(next).at())) {
        Batch.of(rows.get(after)).ifPresent(batch -> sizes.merge(batch, 1, Integer::sum));
        after++;
      }
      writeInstant(rows.subList(next, after), sizes, csv);
      next = after;
    }
  }

  private void writeInstant(List<EventCsv.Row> rows, Map<Batch, Integer> sizes, EventCsv csv)
      throws IOException {
    Map<Batch, Long> numbers = new HashMap<>();
    for (EventCsv.Row row : rows) {
      boolean live = row.source() == Source.RTM || row.source() == Source.DEMO;
      if (live && row.type() == EventType.CONNECTED) {
        connection++;
      }
      Batch batch = Batch.of(row).orElse(null);
      int over = live ? connection : 0;
      if (batch == null) {
        csv.write(row, over, 0, 0);
      } else {
        long number = numbers.computeIfAbsent(batch, _ -> ++batches);
        csv.write(row, over, number, Objects.requireNonNull(sizes.get(batch)));
      }
    }
  }

  /// Key of a batch: the people reported in one Slack message.
  private record Batch(Presence presence, Source source, EventType type) {
    static Optional<Batch> of(EventCsv.Row row) {
      Presence presence = row.presence();
      boolean pushed = row.source() == Source.RTM || row.source() == Source.DEMO;
      return presence != null && presence.isObserved() && pushed
          ? Optional.of(new Batch(presence, row.source(), row.type()))
          : Optional.empty();
    }
  }
}
