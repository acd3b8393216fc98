package rollcall.app.recording;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
/// @param pending where the available time of people ends earlier: they are observed, and their
///   recorder will confirm the time after it
/// @param end where the available time of the others ends: the last confirmed instant while anyone
///   is observed, since the time after it will be confirmed; else now
public record HistoryExportSource(
    ReadableHistory history,
    Instant known,
    Map<UserId, Instant> behind,
    Map<UserId, Instant> pending,
    Instant end)
    implements EventSource {
  static HistoryExportSource of(ReadableHistory history, Instant now) throws IOException {
    Instant known = history.lastKnown().orElse(now);
    Map<UserId, Instant> behind = history.lastKnownBefore(known);
    return new HistoryExportSource(
        history,
        known,
        behind,
        pending(history, behind, now),
        history.recording(now) && hasSightings(history) ? known : now);
  }

  private static Map<UserId, Instant> pending(
      ReadableHistory history, Map<UserId, Instant> behind, Instant now) throws IOException {
    Set<UserId> users = history.withPendingConfirmation(behind.keySet(), now);
    return history.snapshot(users).all().stream()
        .filter(last -> last.presence().isObserved())
        .collect(Collectors.toMap(CurrentPresence::user, last -> knownUntil(last, behind)));
  }

  private static Instant knownUntil(CurrentPresence last, Map<UserId, Instant> behind) {
    Instant until = Objects.requireNonNull(behind.get(last.user()));
    return last.since().isAfter(until) ? last.since() : until;
  }

  private Instant known(UserId user) {
    return pending.getOrDefault(user, behind.getOrDefault(user, known));
  }

  private Instant end(UserId user) {
    Instant until = pending.getOrDefault(user, end);
    return until.isBefore(end) ? until : end;
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
    return history.spans(user, from, to, known(user), end(user));
  }

  @Override
  public SpanArray plainSpans(UserId user, Instant from, Instant to) throws IOException {
    return history.plainSpans(user, from, to, known(user), end(user));
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
        Instant until = knownUntil(last, behind);
        ends.put(last.user(), Sighting.unknown(last.user(), until, Cause.APP_NOT_RUNNING));
      }
    }
    return ends;
  }
}
