package rollcall.ui.timecards;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.SpanDerivation;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.testkit.RecordedCommands;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.EventSource;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExportSummary;
import rollcall.timecard.KeptDay;
import rollcall.timecard.PreviewWriter;
import rollcall.timecard.TimecardExport;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.TimecardRequest;
import rollcall.ui.model.UserList;

/// Seventeen people with a month of presence, the same in every run, and commands that answer from
/// it as the history does.
public final class SampleMonth implements EventSource {
  public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  public static final Instant NOW = Instant.parse("2026-11-22T15:07:12Z");

  private static final List<String> NAMES =
      List.of(
          "Ada Brandt|Europe/Berlin",
          "Diego Fuentes|America/Santiago",
          "Emil Novák|Europe/Prague",
          "Finn McRae|Europe/London",
          "Hannah Schmidt|Europe/Berlin",
          "Kai Müller|Europe/Berlin",
          "Walt Jensen|Europe/Oslo",
          "Aisha Khan|Asia/Karachi",
          "Anil Das|Asia/Kolkata",
          "Aroha Ngata|Pacific/Auckland",
          "Björn Þórsson|Atlantic/Reykjavik",
          "Ines Costa|Europe/Lisbon",
          "Priya Raman|Asia/Kolkata",
          "Sophie O’Neill|Europe/Dublin",
          "Jonas Weber|Europe/Berlin",
          "Rosa Delgado|Europe/Madrid",
          "Mei Tanaka|Asia/Tokyo");

  private final List<Person> people =
      IntStream.range(0, NAMES.size()).mapToObj(SampleMonth::person).toList();
  private final Map<UserId, List<Sighting>> sightings = new HashMap<>();
  private final Map<UserId, List<Span>> spans = new HashMap<>();
  final Map<UserId, List<KeptDay>> keptDays = new HashMap<>();
  public final RecordedCommands commands = new RecordedCommands();
  private final Instant now;

  SampleMonth() {
    this(NOW);
  }

  /// The month until this instant.
  public SampleMonth(Instant now) {
    this.now = now;
    Random random = new Random(5);
    for (Person person : people) {
      List<Sighting> all = month(person.id(), random);
      sightings.put(person.id(), all);
      spans.put(person.id(), SpanDerivation.of(all, now, now));
    }
    commands.timecards = this::totals;
    commands.timecardDay =
        (user, day, rules) -> {
          try {
            return new CommandResult.Done<>(DaySpans.of(person(user), this, rules, day, now));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
  }

  /// The model of the window with these people and settings.
  public PresenceModel model(Settings settings) {
    PresenceModel model = new PresenceModel(now, BERLIN);
    model.setSettings(settings);
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T024BE7LD", "Acme"), "rollcall"));
    model.setUserList(new UserList(people, 0, UserList.State.COMPLETE));
    model.setWatched(people.stream().map(Person::id).collect(Collectors.toSet()));
    List<Sighting> all = sightings.values().stream().flatMap(List::stream).toList();
    model.addSightings(List.of(), PresenceSnapshot.EMPTY.with(all));
    model.onHistory(
        people.stream()
            .map(one -> PresenceTimeline.ofSightings(one.id(), sightings.get(one.id())))
            .toList());
    model.setRecordedSince(Instant.parse("2026-10-01T06:00:00Z"));
    return model;
  }

  /// The people of the model in the order of the sample, as one group without a heading.
  static List<PeopleGroup> ungrouped(PresenceModel model) {
    return List.of(
        new PeopleGroup(
            "",
            model.rows().stream()
                .sorted(java.util.Comparator.comparing(row -> row.id().value()))
                .toList()));
  }

  Person person(UserId id) {
    return people.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  public UserId id(String name) {
    return people.stream()
        .filter(one -> one.name().startsWith(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  /// The export of this request as CSV.
  String csv(ExportSpec request) {
    StringWriter out = new StringWriter();
    try {
      export(request).write(this, now, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /// The preview of an export of events.
  public CommandResult<ExportPreview> events(ExportSpec request) {
    if (request.kind() != ExportKind.EVENTS) {
      throw new IllegalArgumentException("Not events: " + request);
    }
    PreviewWriter rows = new PreviewWriter(request.style(), 200, _ -> {});
    try {
      ExportSummary summary = export(request).writeEvents(this, now, rows);
      return new CommandResult.Done<>(
          new ExportPreview(
              rows.rows(), new ExportPreview.Totals(summary.rows(), summary.running(), 100)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ExportResult copied(ExportSpec request) {
    String csv = csv(request);
    return new ExportResult.Copied(csv, csv.lines().count() - 1, 99);
  }

  private TimecardExport export(ExportSpec request) {
    return new TimecardExport(
        new Workspace("T024BE7LD", "Acme"),
        request.people().stream().map(this::person).toList(),
        request);
  }

  private CommandResult<Map<UserId, TotalsByDay>> totals(TimecardRequest request) {
    Map<UserId, TotalsByDay> totals = new HashMap<>();
    try {
      for (UserId user : request.people()) {
        totals.put(user, TotalsByDay.of(person(user), this, request.rules(), request.days(), now));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CommandResult.Done<>(totals);
  }

  /// Deletes the entries of a person's days, and keeps their totals.
  void keepTotals(UserId user, DayRange days, AccountingRules rules) {
    Instant end = rules.start(days.last().plusDays(1));
    List<Span> before = spans(user, rules.earliestInput(days.first()), end);
    keptDays.put(user, KeptDay.of(SpanArray.of(before), List.of(), rules, days, now));
    spans.put(user, spans(user, end, now));
  }

  @Override
  public List<KeptDay> keptDays(UserId user, DayRange days) {
    return keptDays.getOrDefault(user, List.of()).stream()
        .filter(day -> days.contains(day.date()))
        .toList();
  }

  @Override
  public List<Span> spans(UserId user, Instant from, Instant to) {
    return spans.get(user).stream().flatMap(span -> span.clip(from, to).stream()).toList();
  }

  @Override
  public List<Sighting> sightings(UserId user, Instant from, Instant to) {
    return sightings.get(user).stream()
        .filter(one -> !one.at().isBefore(from) && one.at().isBefore(to))
        .toList();
  }

  @Override
  public List<AuditEvent> events(Instant from, Instant to) {
    return List.of();
  }

  private static Person person(int index) {
    String[] parts = NAMES.get(index).split("\\|");
    return new Person(
        new UserId(String.format(Locale.ROOT, "U%08d", index)),
        parts[0],
        parts[0],
        "",
        ZoneId.of(parts[1]),
        false,
        false);
  }

  private List<Sighting> month(UserId user, Random random) {
    List<Sighting> all = new ArrayList<>();
    LocalDate first = LocalDate.of(2026, 11, 1);
    for (LocalDate day = first; !day.isAfter(LocalDate.of(2026, 11, 22)); day = day.plusDays(1)) {
      boolean weekend = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(day.getDayOfWeek());
      if (weekend && random.nextInt(9) > 0) {
        continue;
      }
      Instant start = day.atStartOfDay(BERLIN).toInstant();
      Instant at = day.atTime(8, 0).atZone(BERLIN).toInstant().plusSeconds(random.nextInt(5400));
      Instant end = day.atTime(17, 0).atZone(BERLIN).toInstant().plusSeconds(random.nextInt(3600));
      boolean outage = random.nextInt(20) == 0;
      add(all, user, Presence.AWAY, start, Cause.HOURS_OPENED);
      while (at.isBefore(end)) {
        add(all, user, Presence.ACTIVE, at, Cause.PRESENCE_CHANGE);
        at = at.plusSeconds(1800 + random.nextInt(5400));
        add(all, user, Presence.AWAY, at, Cause.PRESENCE_CHANGE);
        at = at.plusSeconds(600 + random.nextInt(1800));
      }
      if (outage) {
        Instant lost = day.atTime(11, 20).atZone(BERLIN).toInstant();
        Instant back = lost.plusSeconds(16_000);
        all.removeIf(seen -> seen.at().isAfter(lost) && seen.at().isBefore(back));
        all.add(Sighting.unknown(user, lost, Cause.DISCONNECTED));
        add(all, user, Presence.ACTIVE, back, Cause.RECONNECTED);
        all.sort(java.util.Comparator.comparing(Sighting::at));
      }
      all.add(
          Sighting.notWatched(
              user, day.plusDays(1).atStartOfDay(BERLIN).toInstant(), Cause.HOURS_CLOSED));
    }
    all.removeIf(seen -> seen.at().isAfter(now));
    return all;
  }

  private static void add(
      List<Sighting> all, UserId user, Presence presence, Instant at, Cause cause) {
    all.add(Sighting.of(user, presence, at, Source.RTM, cause));
  }
}
