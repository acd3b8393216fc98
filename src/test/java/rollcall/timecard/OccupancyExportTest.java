package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.Cause;
import rollcall.presence.OccupancyCurve;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// The curve of active people and the record behind the proof, compared with the CSV export of the
/// same day over random days, zones and presence.
class OccupancyExportTest {
  private static final List<String> ZONES =
      ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted().toList();

  /// The longest day of which every second is a sample.
  private static final Duration LONGEST = Duration.ofHours(25);

  static IntStream seeds() {
    return IntStream.range(0, 80);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void curveAndProofEqualTheExportAndUnknownIsNotAbsent(int seed) throws IOException {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    LocalDate first = LocalDate.of(2013, 2, 1).plusDays(random.nextInt(30 * 365));
    Duration bridge = Duration.ofSeconds(random.nextBoolean() ? 90 : 0);
    AccountingRules rules = AccountingRules.in(zone).withBridgeUpTo(bridge);
    Instant now = rules.start(first.plusDays(2)).plusSeconds(random.nextInt(86_000));
    Sample sample = new Sample(random, rules.start(first), now);
    for (int i = 0; i < 3; i++) {
      LocalDate day = first.plusDays(i);
      Instant from = rules.start(day);
      Instant end = rules.start(day.plusDays(1));
      if (Duration.between(from, end).compareTo(LONGEST) <= 0) {
        Instant to = end.isBefore(now) ? end : now;
        Sums file = sample.export(rules, day, now);
        assertEquals(file, sample.curve(from, to, bridge), day + " in " + zone);
        assertEquals(file, sample.proofs(rules, day, now), day + " in " + zone);
      }
    }
  }

  /// Seconds of all people.
  ///
  /// @param rest away or not watched
  private record Sums(long active, long unknown, long rest) {}

  /// Random presence of some people.
  private static final class Sample implements SpanSource {
    final List<Person> people = new ArrayList<>();
    final List<PresenceTimeline> timelines = new ArrayList<>();
    final Map<UserId, List<Span>> spans = new HashMap<>();

    Sample(Random random, Instant start, Instant now) {
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        UserId id = new UserId(String.format(Locale.ROOT, "U%08d", i));
        people.add(Person.unknown(id));
        List<Sighting> seen = new ArrayList<>();
        Instant at = start.minusSeconds(random.nextInt(90_000));
        while (at.isBefore(now)) {
          Presence presence = Presence.values()[random.nextInt(4)];
          seen.add(Sighting.of(id, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
          at = at.plusSeconds(1 + random.nextInt(random.nextInt(3) == 0 ? 150 : 9_000));
        }
        timelines.add(PresenceTimeline.ofSightings(id, seen));
        spans.put(id, SpanDerivation.of(seen, now, now));
      }
    }

    Sums export(AccountingRules rules, LocalDate day, Instant now) throws IOException {
      ExportSpec spec =
          ExportSpec.of(
              ExportKind.TIMECARDS, Set.of(), new DayRange(day, day), rules, CsvDialect.DATA);
      StringWriter csv = new StringWriter();
      new TimecardExport(new Workspace("T1", "acme"), people, spec).write(this, now, csv);
      List<String> lines = csv.toString().lines().toList();
      List<String> header = List.of(lines.getFirst().split(","));
      long active = 0;
      long unknown = 0;
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        active += Long.parseLong(cells[header.indexOf("active_s")]);
        unknown += Long.parseLong(cells[header.indexOf("unknown_s")]);
      }
      return sums(rules, day, now, active, unknown);
    }

    Sums proofs(AccountingRules rules, LocalDate day, Instant now) throws IOException {
      long active = 0;
      long unknown = 0;
      for (Person person : people) {
        DaySpans proof = DaySpans.of(person, this, rules, day, now);
        active += proof.card().map(card -> (long) card.totals().active()).orElse(0L);
        unknown += proof.card().map(card -> (long) card.totals().unknown()).orElse(0L);
      }
      return sums(rules, day, now, active, unknown);
    }

    private Sums sums(
        AccountingRules rules, LocalDate day, Instant now, long active, long unknown) {
      Instant end = rules.start(day.plusDays(1));
      Instant to = end.isBefore(now) ? end : now;
      long all = people.size() * Duration.between(rules.start(day), to).toSeconds();
      return new Sums(active, unknown, all - active - unknown);
    }

    /// The samples of the curve, one a second.
    Sums curve(Instant from, Instant to, Duration bridge) {
      int seconds = (int) Duration.between(from, to).toSeconds();
      OccupancyCurve curve = OccupancyCurve.of(timelines, from, to, Math.max(1, seconds), bridge);
      assertEquals(seconds, curve.samples());
      long active = 0;
      long unknown = 0;
      long rest = 0;
      for (int i = 0; i < curve.samples(); i++) {
        int possible = curve.most(curve.second(i), curve.second(i) + 1).possible();
        assertEquals(curve.active(i) + curve.unknown(i), possible);
        active += curve.active(i);
        unknown += curve.unknown(i);
        rest += people.size() - possible;
      }
      return new Sums(active, unknown, rest);
    }

    @Override
    public List<Span> spans(UserId user, Instant from, Instant to) {
      return spans.get(user).stream().flatMap(span -> span.clip(from, to).stream()).toList();
    }
  }
}
