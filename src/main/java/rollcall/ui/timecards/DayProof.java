package rollcall.ui.timecards;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
import rollcall.timecard.TimeRange;
import rollcall.timecard.Timecard;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Proof of one number: the texts of the day from which it was calculated. Pure.
///
/// @param today the current day by the rules
/// @param rules the rules with the person's own time zone, if it splits their days
record DayProof(Person person, LocalDate day, LocalDate today, AccountingRules rules, DaySpans data)
    implements Proof {
  /// Causes of ends at which a session goes on.
  private static final Set<Cause> GOES_ON =
      EnumSet.of(Cause.NOW, Cause.MIDNIGHT_SPLIT, Cause.RANGE_END);

  /// Line with a label and a value.
  ///
  /// @param presence the state whose color marks the line, or null
  record Line(@Nullable Presence presence, String label, String value) {}

  DayProof withPerson(Person named) {
    return new DayProof(named, day, today, rules, data);
  }

  ZoneId zone() {
    return rules.zone();
  }

  /// The totals; null when the person was not watched.
  @Nullable DayTotals totals() {
    return data.card().map(Timecard::totals).orElse(null);
  }

  @Override
  public CellId cell() {
    return new CellId(person.id(), day);
  }

  @Override
  public DayRange days() {
    return new DayRange(day, day);
  }

  @Override
  public String subtitle() {
    return TimecardText.day(day) + " · " + TimeFormat.zone(zone());
  }

  @Override
  public String number() {
    DayTotals totals = totals();
    return totals == null
        ? TimecardText.cell(null, rules.rounding())
        : TimecardText.hours(totals.active(), rules.rounding());
  }

  @Override
  public String caption() {
    DayTotals totals = totals();
    if (totals == null) {
      return TimecardText.notWatched(day, today);
    }
    boolean running = totals.status() == Timecard.Status.RUNNING;
    return Messages.of(running ? "timecards.proof.so_far" : "timecards.proof.active");
  }

  /// The parts and the span that they add up to, to the second; empty without active time. Time
  /// that was not watched is in no total.
  List<Line> sum() {
    DayTotals totals = totals();
    if (totals == null || totals.sessions() == 0) {
      return List.of();
    }
    List<Line> lines = new ArrayList<>();
    Instant first = Instant.ofEpochSecond(totals.firstActive());
    Instant last = Instant.ofEpochSecond(totals.lastActive());
    lines.add(line(Presence.ACTIVE, totals.active()));
    lines.add(line(Presence.AWAY, totals.awayInSpan()));
    lines.add(line(Presence.UNKNOWN, totals.unknownInSpan()));
    long notWatched = totals.lastActive() - totals.firstActive() - totals.span();
    String span = Messages.of("timecards.proof.span", clock(first), end(last));
    // The time between the spans of two parts may have been watched.
    String label =
        watchedParts().size() > 1
            ? Messages.of("timecards.proof.spans")
            : notWatched > 0
                ? Messages.of("timecards.proof.span.without", span, exact(notWatched))
                : span;
    lines.add(new Line(null, label, exact(totals.span())));
    return lines;
  }

  private static Line line(Presence presence, long seconds) {
    return new Line(
        presence, Messages.of("timecards.proof.part." + presence.word()), exact(seconds));
  }

  /// The sessions, with the causes of their ends.
  List<Part> sessions() {
    return data.card().stream()
        .flatMap(card -> card.sessions().stream())
        .map(session ->
            new Part(range(session.start(), session.end()), cause(session), exact(length(session))))
        .toList();
  }

  /// The gaps within the sessions and the active time, which with them add up to the sessions;
  /// empty without such gaps.
  List<Line> sessionSum() {
    DayTotals totals = totals();
    long sessions =
        data.card().stream()
            .flatMap(card -> card.sessions().stream())
            .mapToLong(DayProof::length)
            .sum();
    return totals == null || data.totalsOnly() || sessions == totals.active()
        ? List.of()
        : List.of(
            new Line(
                null,
                Messages.of("timecards.proof.gaps", rules.breakOver().toMinutes()),
                exact(sessions - totals.active())),
            new Line(null, Messages.of("timecards.proof.gaps.active"), exact(totals.active())));
  }

  /// The number of sessions: "5 sessions".
  String sessionCount() {
    DayTotals totals = totals();
    return Messages.of("timecards.proof.sessions", totals == null ? 0 : totals.sessions());
  }

  /// What is missing of a day of which only the totals are kept; empty for other days.
  String totalsOnly() {
    if (!data.totalsOnly()) {
      return "";
    }
    String deleted = Messages.of("timecards.proof.totals_only");
    return hasNoEntries()
        ? deleted
        : deleted
            + " "
            + Messages.of(
                "timecards.proof.totals_only.and",
                TimeFormat.zone(zone()),
                TimecardText.watched(recorded()));
  }

  /// Whether all entries of the day were deleted. Days of other zones overlap, so that a day of
  /// which totals are kept may have entries, too.
  boolean hasNoEntries() {
    return data.totalsOnly() && recorded() == 0;
  }

  /// The watched time of which there are entries.
  private long recorded() {
    return data.spans().stream()
        .filter(span -> span.presence() != Presence.NOT_WATCHED)
        .mapToLong(span -> length(new TimeRange(span.start(), span.end())))
        .sum();
  }

  /// The watched time in its parts: days of other zones overlap, so that their sum may be longer
  /// than a day.
  private List<String> watchedParts() {
    return LongStream.concat(
            data.kept().stream().mapToLong(kept -> kept.totals().watched()),
            LongStream.of(recorded()))
        .filter(watched -> watched > 0)
        .mapToObj(TimecardText::watched)
        .toList();
  }

  /// The length of the time without observation whose entries were deleted; empty if there is none,
  /// and for other days.
  List<Line> unlisted() {
    int unknown = data.kept().stream().mapToInt(kept -> kept.totals().unknown()).sum();
    return unknown == 0
        ? List.of()
        : List.of(
            new Line(
                Presence.UNKNOWN, Messages.of("timecards.proof.not_observed"), exact(unknown)));
  }

  /// Whether the day has sessions, also if only their number is kept.
  boolean hasSessions() {
    DayTotals totals = totals();
    return totals != null && totals.sessions() > 0;
  }

  /// The number of breaks and their length: "2 breaks · 1 h 11 min".
  String breaks() {
    DayTotals totals = totals();
    return totals == null
        ? ""
        : totals.breaks() == 0
            ? Messages.of("timecards.proof.breaks", 0)
            : Messages.of("timecards.proof.breaks", totals.breaks())
                + " · "
                + exact(totals.onBreak());
  }

  /// The times of the day without observation, with their causes.
  List<Part> notObserved() {
    List<Part> parts = new ArrayList<>();
    List<Span> spans = data.uncut();
    for (int i = 0; i < spans.size(); i++) {
      Optional<Span> part = spans.get(i).clip(data.start(), data.end());
      if (part.isPresent() && part.get().presence() == Presence.UNKNOWN) {
        Span span = part.get();
        String cause = causeText(span.startCause());
        parts.add(
            new Part(
                range(span.start(), span.end()),
                isBridged(spans, i) ? Messages.of("timecards.proof.bridged", cause) : cause,
                exact(length(new TimeRange(span.start(), span.end())))));
      }
    }
    return parts;
  }

  /// The spans as the rules count them: with short gaps bridged, not cut at the ends of the day.
  List<Span> counted() {
    return SpanDerivation.bridged(data.uncut(), rules.bridgeUpTo());
  }

  /// Whether the rules count this gap as the state around it.
  private boolean isBridged(List<Span> spans, int index) {
    if (index == 0 || index + 1 == spans.size()) {
      return false;
    }
    Span before = spans.get(index - 1);
    Span gap = spans.get(index);
    Span after = spans.get(index + 1);
    return before.presence() == after.presence()
        && before.end().equals(gap.start())
        && gap.end().equals(after.start())
        && gap.length().compareTo(rules.bridgeUpTo()) <= 0;
  }

  /// The coverage and the accuracy: "100 % of 24 h, live, exact to the second".
  String coverage() {
    DayTotals totals = totals();
    if (totals == null) {
      return TimecardText.notWatched(day, today);
    }
    int percent = TotalsSum.of(List.of(totals)).coveragePercent();
    return data.totalsOnly()
        ? Messages.of("timecards.proof.days.seen", percent, String.join(" + ", watchedParts()))
        : Messages.of(
            "timecards.proof.coverage",
            percent,
            TimecardText.watched(totals.watched()),
            accuracy());
  }

  private String accuracy() {
    Set<Source> sources = EnumSet.noneOf(Source.class);
    Duration longest = Duration.ZERO;
    for (Span span : data.spans()) {
      if (span.presence().isObserved()) {
        sources.add(span.source());
        Duration uncertain = Duration.between(span.earliest(), span.start());
        longest = uncertain.compareTo(longest) > 0 ? uncertain : longest;
      }
    }
    boolean polled = sources.remove(Source.POLL);
    if (!polled) {
      return Messages.of(
          "timecards.accuracy."
              + (sources.contains(Source.RTM)
                  ? "live"
                  : sources.contains(Source.DEMO) ? "demo" : "none"));
    }
    String within =
        longest.isZero()
            ? Messages.of("timecards.accuracy.interval")
            : Messages.of("timecards.accuracy.within", TimeFormat.duration(longest));
    return Messages.of(
        sources.isEmpty() ? "timecards.accuracy.polling" : "timecards.accuracy.mixed", within);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (data.totalsOnly()) {
      lines.add(totalsOnly());
    }
    sum().forEach(line -> lines.add(line.label() + "  " + line.value()));
    unlisted().forEach(line -> lines.add(line.label() + "  " + line.value()));
    if (hasSessions()) {
      lines.add(sessionCount() + " · " + breaks());
      sessions().forEach(part -> lines.add(text(part)));
      sessionSum().forEach(line -> lines.add(line.label() + "  " + line.value()));
    }
    if (!notObserved().isEmpty()) {
      lines.add(Messages.of("timecards.proof.not_observed"));
      notObserved().forEach(part -> lines.add(text(part)));
    }
    if (!day.isAfter(today)) {
      lines.add(Messages.of("timecards.proof.seen") + ": " + coverage());
    }
    return lines;
  }

  private static String text(Part part) {
    return part.range() + "  " + part.length() + "  " + part.cause();
  }

  private String cause(TimeRange session) {
    Cause start = edge(span -> second(span.start()) == second(session.start()), Span::startCause);
    Cause end = edge(span -> second(span.end()) == second(session.end()), Span::endCause);
    String began = causeText(start);
    String ended = causeText(end);
    if (continues(session)) {
      String continued = Messages.of("timecards.proof.continued");
      return end == Cause.PRESENCE_CHANGE
          ? continued
          : Messages.of("timecards.proof.began_ended", continued, ended);
    }
    return start == end
        ? began
        : start == Cause.PRESENCE_CHANGE
            ? GOES_ON.contains(end) ? ended : Messages.of("timecards.proof.ended", ended)
            : end == Cause.PRESENCE_CHANGE
                ? Messages.of("timecards.proof.began", began)
                : Messages.of("timecards.proof.began_ended", began, ended);
  }

  /// Whether the person was active across the start of the day, at which the session is cut.
  private boolean continues(TimeRange session) {
    return !session.start().isAfter(data.start())
        && counted().stream()
            .filter(span -> span.presence() == Presence.ACTIVE)
            .anyMatch(
                span -> span.start().isBefore(data.start()) && span.end().isAfter(data.start()));
  }

  /// The cause of the active span whose edge fits; a change if its edge lies within a second of
  /// another one.
  private Cause edge(Predicate<Span> fits, Function<Span, Cause> cause) {
    return counted().stream()
        .flatMap(span -> span.clip(data.start(), data.end()).stream())
        .filter(span -> span.presence() == Presence.ACTIVE)
        .filter(fits)
        .findFirst()
        .map(cause)
        .orElse(Cause.PRESENCE_CHANGE);
  }

  private static long second(Instant at) {
    return at.getEpochSecond();
  }

  private static String causeText(Cause cause) {
    return Messages.of("timeline.cause." + cause.word());
  }

  private String range(Instant from, Instant to) {
    String start = clock(from);
    String end = end(to);
    return start.equals(end)
        ? TimeFormat.clock(from, zone()) + " – " + TimeFormat.clock(to, zone())
        : start + " – " + end;
  }

  private String end(Instant at) {
    boolean midnight =
        at.equals(rules.start(day.plusDays(1))) && rules.dayStart().equals(LocalTime.MIDNIGHT);
    return midnight ? TimeFormat.endOfDay() : clock(at);
  }

  private String clock(Instant at) {
    return TimeFormat.time(at, zone());
  }

  /// The length in whole seconds, as the totals count them.
  private static long length(TimeRange range) {
    return second(range.end()) - second(range.start());
  }

  private static String exact(long seconds) {
    return TimeFormat.clock(Duration.ofSeconds(seconds));
  }
}
