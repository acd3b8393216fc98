package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.util.Subscription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.KeptDay;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.TimecardRequest;

class TimecardsModelTest {
  private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 17);

  private final SampleMonth sample = new SampleMonth();
  private final PresenceModel presence = sample.model(Settings.DEFAULT);
  private final ObjectProperty<List<PeopleGroup>> shown =
      new SimpleObjectProperty<>(SampleMonth.ungrouped(presence));
  private final TimecardsModel model =
      new TimecardsModel(presence, sample.commands, shown, Locale.GERMANY);

  @BeforeEach
  void follow() {
    model.follow();
  }

  @Test
  void onTheFirstDayOfAWeekTheWeekBeforeIsShownFirst() {
    SampleMonth monday = new SampleMonth(Instant.parse("2026-11-23T09:00:00Z"));
    PresenceModel later = monday.model(Settings.DEFAULT);
    TimecardsModel opened =
        new TimecardsModel(
            later,
            monday.commands,
            new SimpleObjectProperty<>(SampleMonth.ungrouped(later)),
            Locale.GERMANY);
    opened.follow();
    assertEquals("16 – 22 November 2026 · week 47", opened.title());
    assertTrue(opened.hasLater());
    opened.move(1);
    assertEquals("23 – 29 November 2026 · week 48", opened.title());
    opened.follow();
    assertEquals("23 – 29 November 2026 · week 48", opened.title());
    later.setRecordedSince(Instant.parse("2026-11-23T08:00:00Z"));
    TimecardsModel without =
        new TimecardsModel(
            later,
            monday.commands,
            new SimpleObjectProperty<>(SampleMonth.ungrouped(later)),
            Locale.GERMANY);
    without.follow();
    assertEquals("23 – 29 November 2026 · week 48", without.title(), "nothing is before it");
  }

  @Test
  void theSelectedPersonIsThatOfAllScreens() {
    TimecardsModel screen = new TimecardsModel(presence, sample.commands, shown, Locale.GERMANY);
    presence.selection().set(sample.id("Ada"));
    Subscription open = screen.follow();
    screen.selection().set(new CellId(sample.id("Hannah"), TUESDAY));
    assertEquals(sample.id("Hannah"), presence.selection().get());
    open.unsubscribe();
    presence.selection().set(sample.id("Emil"));
    open = screen.follow();
    assertEquals(new CellId(sample.id("Emil"), TUESDAY), screen.selection().get());
    open.unsubscribe();
    presence.selection().set(null);
    open = screen.follow();
    assertNull(presence.selection().get());
    assertNull(screen.selection().get());
    screen.prove(sample.id("Kai"), TUESDAY);
    assertEquals(sample.id("Kai"), presence.selection().get());
  }

  @Test
  void currentWeekIsShownFirstAndTheFutureIsNot() {
    assertEquals("16 – 22 November 2026 · week 47", model.title());
    assertFalse(model.hasLater());
    assertTrue(model.hasEarlier());
    model.move(1);
    assertEquals("16 – 22 November 2026 · week 47", model.title());
    model.move(-1);
    assertEquals("9 – 15 November 2026 · week 46", model.title());
    assertTrue(model.hasLater());
    model.period().set(RangeLength.MONTH);
    assertEquals("November 2026", model.title());
    model.move(-1);
    assertEquals("October 2026", model.title());
    assertFalse(model.hasEarlier(), "nothing was recorded before October");
    model.period().set(RangeLength.WEEK);
    model.showDay(LocalDate.of(2026, 12, 24));
    assertEquals("16 – 22 November 2026 · week 47", model.title());
  }

  @Test
  void aShorterRangeIsThatOfTheSelectedDay() {
    model.period().set(RangeLength.MONTH);
    model.selection().set(new CellId(sample.id("Hannah"), LocalDate.of(2026, 11, 5)));
    model.period().set(RangeLength.DAY);
    assertEquals(LocalDate.of(2026, 11, 5), model.days().first());
    model.move(1);
    model.period().set(RangeLength.WEEK);
    model.move(1);
    model.period().set(RangeLength.DAY);
    assertEquals(
        LocalDate.of(2026, 11, 13), model.days().first(), "the selected day was not shown");
  }

  @Test
  void daysOfWhichOnlyTotalsAreKeptAreShownAndMarked() throws IOException {
    UserId hannah = sample.id("Hannah");
    AccountingRules rules = model.rules();
    List<Span> spans =
        sample.spans(hannah, rules.earliestInput(TUESDAY), rules.latestInput(TUESDAY));
    LocalDate old = LocalDate.of(2026, 9, 15);
    KeptDay tuesday =
        KeptDay.of(
                SpanArray.of(spans),
                List.of(),
                rules,
                new DayRange(TUESDAY, TUESDAY),
                rules.latestInput(TUESDAY))
            .getFirst();
    KeptDay kept = new KeptDay(old, tuesday.zone(), LocalTime.MIDNIGHT, tuesday.totals(), 0, 0, 0);
    sample.keptDays.put(hannah, List.of(kept));
    model.period().set(RangeLength.MONTH);
    model.move(-1);
    assertFalse(model.hasEarlier());
    presence.setTotalsSince(old);
    assertTrue(model.hasEarlier());
    model.move(-1);
    assertEquals("September 2026", model.title());
    TimecardGridRow.Member row =
        model.table().get().rows().stream()
            .filter(one -> hannah.equals(one.user()))
            .map(TimecardGridRow.Member.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(Map.of(old, tuesday.totals()), row.days());
    String legend = TimecardText.legend(model.table().get());
    assertTrue(legend.endsWith(" · Σ totals only"), legend);
    String line = TimecardText.line(row, old, TUESDAY, rules.rounding());
    assertTrue(line.endsWith(" · totals only"), line);
    model.selection().set(new CellId(hannah, model.days()));
    model.openProof();
    String proof = model.proof().get().asText();
    assertTrue(proof.contains("Σ totals only"), proof);
  }

  @Test
  void keptDaysOfAnotherZoneHaveTheirOwnTimesAndSaySo() {
    UserId hannah = sample.id("Hannah");
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    DayRange range = new DayRange(TUESDAY.minusDays(1), TUESDAY);
    sample.keepTotals(hannah, range, model.rules().withZone(kolkata));
    model.move(-1);
    model.move(1);
    TimecardGridRow.Member row =
        model.table().get().members().stream()
            .filter(one -> hannah.equals(one.user()))
            .findFirst()
            .orElseThrow();
    assertEquals(kolkata, row.zone(TUESDAY));
    assertEquals(model.rules().zone(), row.zone(TUESDAY.plusDays(1)));
    String line = TimecardText.line(row, TUESDAY, TUESDAY, model.rules().rounding());
    assertTrue(line.contains(" · Asia/Kolkata · "), line);
    String legend = TimecardText.legend(model.table().get());
    assertTrue(legend.endsWith(" · Σ totals only, in own zones"), legend);
    model.prove(hannah, TUESDAY);
    String proof = model.proof().get().asText();
    assertTrue(
        proof.contains(
            "They are those of the day in Asia/Kolkata. The 4 h 30 min after it, whose entries are"
                + " still there, count for this date, too."),
        proof);
    model.prove(hannah, TUESDAY.minusDays(1));
    assertFalse(model.proof().get().asText().contains("after it"));
  }

  @Test
  void numbersAreThoseOfTheExportOfTheSameRange() {
    for (RangeLength period : RangeLength.values()) {
      model.period().set(period);
      model.showDay(TUESDAY);
      DayRange days = model.days();
      Map<String, Long> screen = new TreeMap<>();
      for (TimecardGridRow row : model.table().get().rows()) {
        if (row instanceof TimecardGridRow.Member member) {
          member
              .days()
              .forEach((day, totals) ->
                  screen.put(day + " " + member.user().value(), (long) totals.active()));
        }
      }
      String csv =
          sample.csv(
              ExportSpec.of(
                  ExportKind.TIMECARDS,
                  model.people(),
                  new DayRange(days.first(), days.last()),
                  model.rules(),
                  CsvDialect.DATA));
      List<String> header = List.of(csv.lines().findFirst().orElseThrow().split(","));
      Map<String, Long> file =
          csv.lines()
              .skip(1)
              .map(line -> line.split(",", -1))
              .collect(
                  Collectors.toMap(
                      cells -> cells[0] + " " + cells[header.indexOf("user_id")],
                      cells -> Long.parseLong(cells[header.indexOf("active_s")]),
                      Long::sum,
                      TreeMap::new));
      assertEquals(file, screen);
      assertEquals(
          file.values().stream().mapToLong(one -> one).sum(), model.table().get().sum().active());
    }
  }

  @Test
  void groupsHaveTheirOwnSumsAndTheOrderIsKept() {
    var rows = shown.get().getFirst().people();
    shown.set(
        List.of(
            new PeopleGroup("Platform", rows.subList(3, 5)),
            new PeopleGroup("Support", rows.subList(0, 1))));
    List<TimecardGridRow> all = model.table().get().rows();
    assertEquals(
        List.of("Platform", "Finn McRae", "Hannah Schmidt", "Support", "Ada Brandt"),
        all.stream().map(TimecardGridRow::title).toList());
    assertEquals(all.get(1).sum().plus(all.get(2).sum()), all.get(0).sum());
    assertEquals(3, model.table().get().people());
    assertEquals(3, model.people().size());
  }

  @Test
  void aTickWithoutAChangeLaysNothingOut() {
    var reads = new AtomicInteger();
    List<PeopleGroup> groups = shown.get();
    shown.set(
        new AbstractList<>() {
          @Override
          public PeopleGroup get(int index) {
            reads.incrementAndGet();
            return groups.get(index);
          }

          @Override
          public int size() {
            return groups.size();
          }
        });
    int before = reads.get();
    for (int second = 1; second < 10; second++) {
      presence.tick(SampleMonth.NOW.plusSeconds(second));
    }
    assertEquals(before, reads.get());
    presence.tick(SampleMonth.NOW.plusSeconds(10));
    assertTrue(reads.get() > before, "the totals of today are read again");
    presence.tick(Instant.parse("2026-11-22T23:00:01Z"));
    assertEquals("23 – 29 November 2026 · week 48", model.title());
    assertEquals(model.days(), model.table().get().days(), "a new week");
  }

  @Test
  void totalsOfTodayAreReadAgainAfterTenSeconds() {
    int requests = sample.commands.timecardRequests.size();
    presence.tick(SampleMonth.NOW.plusSeconds(5));
    assertEquals(requests, sample.commands.timecardRequests.size());
    presence.tick(SampleMonth.NOW.plusSeconds(11));
    assertEquals(requests + 1, sample.commands.timecardRequests.size());
    model.move(-1);
    requests = sample.commands.timecardRequests.size();
    presence.tick(SampleMonth.NOW.plusSeconds(60));
    assertEquals(requests, sample.commands.timecardRequests.size(), "the past does not change");
  }

  @Test
  void totalsOfAnEarlierRangeAreReadAgainWhileTheyCanChange() {
    List<TimecardRequest> requests = sample.commands.timecardRequests;
    model.move(-1);
    int read = requests.size();
    presence.onHistory(List.of());
    presence.tick(SampleMonth.NOW.plusSeconds(9));
    assertEquals(read, requests.size());
    presence.tick(SampleMonth.NOW.plusSeconds(10));
    assertEquals(read + 1, requests.size(), "the record was filled");
    presence.tick(SampleMonth.NOW.plusSeconds(60));
    assertEquals(read + 1, requests.size());
    model.follow();
    assertEquals(read + 2, requests.size(), "shown again");
    SampleMonth monday = new SampleMonth(Instant.parse("2026-11-15T22:59:50Z"));
    sample.commands.timecards = monday.commands.timecards;
    model.move(1);
    model.move(-1);
    read = requests.size();
    presence.tick(SampleMonth.NOW.plusSeconds(80));
    assertEquals(read + 1, requests.size(), "known until ten seconds before midnight");
  }

  @Test
  void theDayOfAPersonWithAnEarlierMidnightIsPartOfAllNumbers() {
    SampleMonth thursday = new SampleMonth(Instant.parse("2026-11-19T20:00:00Z"));
    PresenceModel evening =
        thursday.model(Settings.DEFAULT.withExport(Settings.DEFAULT.export().withOwnZones(true)));
    TimecardsModel opened =
        new TimecardsModel(
            evening,
            thursday.commands,
            new SimpleObjectProperty<>(SampleMonth.ungrouped(evening)),
            Locale.GERMANY);
    opened.follow();
    UserId aroha = thursday.id("Aroha");
    LocalDate friday = LocalDate.of(2026, 11, 20);
    opened.selection().set(new CellId(aroha, opened.days()));
    opened.openProof();
    TotalProof total = (TotalProof) opened.proof().get();
    assertTrue(total.row().days().containsKey(friday));
    assertEquals(new DayRange(friday.minusDays(4), friday), total.days());
    opened.selection().set(new CellId(thursday.id("Kai"), opened.days()));
    assertEquals(friday.minusDays(1), opened.proof().get().days().last());
    opened.prove(aroha, friday);
    assertTrue(opened.proof().get().asText().contains("Seen: "), opened.proof().get().asText());
    assertEquals(friday, opened.lastDay());
    opened.period().set(RangeLength.DAY);
    opened.move(1);
    assertEquals(new DayRange(friday, friday), opened.days());
    assertFalse(opened.hasLater());
    opened.move(1);
    assertEquals(friday, opened.days().first());
    opened.move(-1);
    assertTrue(opened.hasLater());
    opened.move(1);
    evening.tick(Instant.parse("2026-11-19T23:00:00Z"));
    evening.tick(Instant.parse("2026-11-20T23:00:00Z"));
    assertEquals(friday.plusDays(1), opened.days().first(), "today again");
  }

  @Test
  void rulesOfTheSettingsApply() {
    var books = Settings.DEFAULT.books().withBreakMinutes(30);
    presence.setSettings(
        Settings.DEFAULT
            .withBooks(books)
            .withZone("Asia/Tokyo")
            .withExport(Settings.DEFAULT.export().withRounding(15, "up").withOwnZones(true)));
    assertEquals(
        List.of(
            "Days of each person's own time zone",
            "Break: away for more than 30 min",
            "Gaps up to 90 s are bridged",
            "Days begin at 00:00",
            "Rounded up to 15 min"),
        TimecardText.rules(model.rules()));
    assertEquals(model.rules(), sample.commands.timecardRequests.getLast().rules());
  }

  @Test
  void proofIsReadWhenOpenedAndFollowsTheSelection() {
    UserId hannah = sample.id("Hannah");
    model.selection().set(new CellId(hannah, TUESDAY));
    assertNull(model.proof().get());
    model.openProof();
    assertEquals("Hannah Schmidt", model.proof().get().person().name());
    model.selection().set(new CellId(sample.id("Kai"), TUESDAY));
    assertEquals("Kai Müller", model.proof().get().person().name());
    model.closeProof();
    model.selection().set(new CellId(hannah, TUESDAY));
    assertNull(model.proof().get());
  }

  @Test
  void noProofOfAnotherNumberIsShownWhileOneIsReadOrCannotBe() {
    UserId hannah = sample.id("Hannah");
    model.prove(hannah, TUESDAY);
    Proof known = model.proof().get();
    sample.commands.timecardDay = (_, _, _) -> new CommandResult.Failed<>("The server is away.");
    model.openProof();
    assertSame(known, model.proof().get(), "the same number");
    model.selection().set(new CellId(sample.id("Kai"), TUESDAY));
    assertNull(model.proof().get());
    assertTrue(model.proofOpen().get());
    model.selection().set(new CellId(hannah, model.days()));
    assertEquals(model.selection().get(), model.proof().get().cell());
    presence.setSettings(Settings.DEFAULT.withZone("Asia/Tokyo"));
    assertEquals("Asia/Tokyo", model.proof().get().rules().zone().getId());
    sample.commands.timecards = _ -> new CommandResult.Failed<>("The server is away.");
    presence.setSettings(Settings.DEFAULT);
    assertNull(model.proof().get(), "other rules");
  }

  @Test
  void proofOfAnotherWeekShowsThatWeek() {
    model.prove(sample.id("Hannah"), LocalDate.of(2026, 11, 4));
    assertEquals("2 – 8 November 2026 · week 45", model.title());
    assertNotNull(model.proof().get());
  }

  @Test
  void failedQueryIsSaid() {
    sample.commands.timecards = _ -> new CommandResult.Failed<>("The disk is gone.");
    model.move(-1);
    assertEquals("The disk is gone.", model.failure().get());
    int read = sample.commands.timecardRequests.size();
    presence.tick(SampleMonth.NOW.plusSeconds(10));
    assertEquals(read + 1, sample.commands.timecardRequests.size(), "tried again");
    assertEquals(
        Set.of(),
        model.table().get().rows().stream()
            .filter(row -> row.sum().isWatched())
            .collect(Collectors.toSet()));
  }
}
