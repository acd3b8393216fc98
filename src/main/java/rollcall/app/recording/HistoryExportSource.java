package rollcall.app.recording;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.history.ReadableHistory;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.timecard.EventSource;
import rollcall.timecard.KeptDay;

/// Spans and events of a history, as exports and timecards count them.
///
/// @param known the last confirmed instant
/// @param behind that of people, where it is earlier
/// @param end where the available time ends: the last confirmed instant while anyone is observed,
///   since the time after it will be confirmed; else now
public record HistoryExportSource(
    ReadableHistory history, Instant known, Map<UserId, Instant> behind, Instant end)
    implements EventSource {
  static HistoryExportSource of(ReadableHistory history, Instant now) throws IOException {
    Instant known = history.lastKnown().orElse(now);
    return new HistoryExportSource(
        history,
        known,
        history.lastKnownBefore(known),
        history.recording(now) && hasSightings(history) ? known : now);
  }

  private Instant known(UserId user) {
    return behind.getOrDefault(user, known);
  }

  private static boolean hasSightings(ReadableHistory history) throws IOException {
    return history.snapshot().all().stream().anyMatch(one -> one.presence().isObserved());
  }

  @Override
  public void prefetch(Collection<UserId> users, Instant from, Instant to) throws IOException {
    history.prefetch(users, from, to);
  }

  @Override
  public List<Span> spans(UserId user, Instant from, Instant to) throws IOException {
    return history.spans(user, from, to, known(user), end);
  }

  @Override
  public SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
    return history.plainSpans(user, from, to, known(user), end);
  }

  @Override
  public List<Sighting> sightings(UserId user, Instant from, Instant to) throws IOException {
    return history.sightings(user, from, limited(from, to));
  }

  @Override
  public List<AuditEvent> events(Instant from, Instant to) throws IOException {
    return history.auditEvents(from, limited(from, to));
  }

  /// Limits the end of a range to that of the available time: what the other recorders of a record
  /// have reported since then would confirm the states of all.
  private Instant limited(Instant from, Instant to) {
    Instant last = end.plusMillis(1);
    Instant limited = to.isAfter(last) ? last : to;
    return limited.isBefore(from) ? from : limited;
  }

  @Override
  public List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to) throws IOException {
    return history.slackStatuses(user, from, to);
  }

  @Override
  public List<KeptDay> keptDays(UserId user, DayRange days) throws IOException {
    return history.keptDays(user, days);
  }

  @Override
  public <T> T readConsistently(Queries<T> queries) throws IOException {
    return history.readConsistently(queries::run);
  }

  @Override
  public Map<UserId, Sighting> ends() throws IOException {
    Map<UserId, Sighting> ends = new HashMap<>();
    for (CurrentPresence last : history.snapshot(behind.keySet()).all()) {
      if (last.presence().isObserved()) {
        Instant until = known(last.user());
        Instant end = last.since().isAfter(until) ? last.since() : until;
        ends.put(last.user(), Sighting.unknown(last.user(), end, Cause.APP_NOT_RUNNING));
      }
    }
    return ends;
  }
}
