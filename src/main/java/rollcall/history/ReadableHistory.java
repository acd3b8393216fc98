package rollcall.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import rollcall.files.IoFunctions;
import rollcall.presence.AuditEvent;
import rollcall.presence.Person;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.timecard.DayRange;
import rollcall.timecard.KeptDay;

/// Record of one workspace for reading: in a file, or on a server. The same sightings give the same
/// answers from both. One object belongs to one thread.
public abstract sealed class ReadableHistory implements Closeable permits History, SharedHistory {
  ReadableHistory() {}

  /// Runs a read operation; `doing` names it in error messages.
  abstract <T> T read(String doing, SqlConnection.Work<T> work) throws HistoryException;

  abstract ReadableTables tables();

  /// Starts a read transaction: from now on, all reads see the state of this moment.
  abstract void beginReadTransaction() throws HistoryException;

  /// Requires a format that this version may write.
  ///
  /// @throws HistoryException when a newer Rollcall made it
  abstract void requireKnownFormat() throws HistoryException;

  /// Returns whether a recorder is running at `now`, as far as it is known here.
  public abstract boolean recording(Instant now) throws HistoryException;

  /// Refuses an output path that belongs to the record itself.
  ///
  /// @throws IOException with a sentence when it does
  public abstract void refuseAsOutput(Path file) throws IOException;

  @Override
  public abstract void close() throws HistoryException;

  /// Returns the workspace of this history; empty until it is set.
  public final Optional<Workspace> workspace() throws HistoryException {
    return read("read the workspace of", tables()::workspace);
  }

  /// Returns all people with sightings, in the order of their first sighting.
  public final List<Person> people() throws HistoryException {
    return read("read the people of", tables().people()::all);
  }

  /// Returns the current presence of all people.
  public final PresenceSnapshot snapshot() throws HistoryException {
    return read("read the last states from", tables()::snapshot);
  }

  /// Returns the current presence of these people.
  public final PresenceSnapshot snapshot(Collection<UserId> users) throws HistoryException {
    return read("read the last states from", () -> tables().snapshot(users));
  }

  /// Returns the last confirmed instant: the latest heartbeat, pushed change or end of a session.
  /// Empty when there was no recording.
  public Optional<Instant> lastKnown() throws HistoryException {
    return read("read the last heartbeat of", tables().sessions()::lastKnown);
  }

  /// Returns the last confirmed instant of each person, where it is before `known`.
  public Map<UserId, Instant> lastKnownBefore(Instant known) throws HistoryException {
    return Map.of();
  }

  /// Returns those of these people whose recorder runs, so that it will confirm their last states
  /// for longer. Only a record with several recorders has people who are confirmed at different
  /// times.
  public Set<UserId> withPendingConfirmation(Collection<UserId> users, Instant now)
      throws HistoryException {
    return Set.of();
  }

  /// Returns the sessions as those of one recorder, the newest of which ends with [#lastKnown].
  List<SessionTable.Row> sessionsOfOne() throws HistoryException {
    return read("read the sessions of", tables().sessions()::rows);
  }

  /// Returns the time of the oldest sighting.
  public final Optional<Instant> firstSighting() throws HistoryException {
    OptionalLong millis = read("read the first sighting of", tables().sightings()::first);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  /// Reads these people's sightings for the next queries within `[from, to)`. From a server, this
  /// is one query in place of one a person; those in the range are then as of now.
  public final void prefetch(Collection<UserId> users, Instant from, Instant to)
      throws HistoryException {
    SqlConnection.Action prefetch = () -> tables().prefetch(users, from, to);
    read("read sightings from", prefetch.asWork());
  }

  /// Returns one person's sightings in `[from, to)` in order of time, after the last one before
  /// `from`, which is the state at `from`.
  public final List<Sighting> sightings(UserId user, Instant from, Instant to)
      throws HistoryException {
    List<Sighting> around = sightingsAround(user, from, to);
    return !around.isEmpty() && !around.getLast().at().isBefore(to)
        ? List.copyOf(around.subList(0, around.size() - 1))
        : List.copyOf(around);
  }

  /// Returns one person's spans, cut to `[from, to)`.
  ///
  /// @param knownUntil instant until which the last observed state holds: now for the recorder,
  ///   [#lastKnown] for a reader; from there to `now` the person is unknown
  /// @param now end of the observed time; at or before `to` the last span is open
  public final List<Span> spans(
      UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws HistoryException {
    List<Span> spans = new ArrayList<>();
    for (Span span : SpanDerivation.of(sightingsAround(user, from, to), knownUntil, now)) {
      span.clip(from, to).ifPresent(spans::add);
    }
    return List.copyOf(spans);
  }

  /// Returns the same spans as [#spans] as plain numbers, which is much faster.
  public final SpanArray plainSpans(
      UserId user, Instant from, Instant to, Instant knownUntil, Instant now)
      throws HistoryException {
    return read("read sightings from", () -> tables().plainSpans(user, from, to, knownUntil, now));
  }

  /// Returns the audit events in `[from, to)` in order of time, with the starts and ends of
  /// sessions.
  public final List<AuditEvent> auditEvents(Instant from, Instant to) throws HistoryException {
    return read("read what happened from", () -> tables().auditEvents(from, to));
  }

  /// Returns the Slack statuses of one person in `[from, to)` in order of time, after the last of
  /// each kind before `from`, if it still holds at `from`: the person was observed without a gap.
  public final List<SlackStatus> slackStatuses(UserId user, Instant from, Instant to)
      throws HistoryException {
    return read("read Slack statuses from", () -> tables().slackStatuses(user, from, to));
  }

  /// Runs read operations, all of which see the state of the first. On a server they see the newest
  /// one.
  public <T> T readConsistently(IoFunctions.Supplier<T> reads) throws IOException {
    return reads.get();
  }

  /// Returns one person's days of which only the totals are kept, in order of date. There are none
  /// on a server.
  public List<KeptDay> keptDays(UserId user, DayRange days) throws HistoryException {
    return List.of();
  }

  /// Returns the first day of anyone of which only the totals are kept.
  public Optional<LocalDate> firstKeptDay() throws HistoryException {
    return Optional.empty();
  }

  private List<Sighting> sightingsAround(UserId user, Instant from, Instant to)
      throws HistoryException {
    return read("read sightings from", () -> tables().sightingsAround(user, from, to));
  }
}
