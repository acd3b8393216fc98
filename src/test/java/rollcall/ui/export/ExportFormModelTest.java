package rollcall.ui.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.ExportChoices;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.ExtraColumn;
import rollcall.timecard.PeopleFilter;
import rollcall.timecard.Rounding;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.TimeConventions;
import rollcall.watch.FollowedGroup;
import rollcall.watch.WatchList;

class ExportFormModelTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-09-14");
  private static final LocalDate TODAY = LocalDate.parse("2026-09-17");
  private static final DayRange VIEW = new DayRange(MONDAY, MONDAY.plusDays(1));

  private final PresenceModel model = PresenceModels.acme();
  private final ExportFormModel export =
      new ExportFormModel(model, Locale.GERMANY, new DayRange(TODAY, TODAY));

  @Test
  void daysToWhichTheUserWentAreSelected() {
    ExportFormModel opened = new ExportFormModel(model, Locale.GERMANY, VIEW);
    assertEquals(ExportRange.VIEW, opened.range.get());
    assertEquals(VIEW, opened.request().orElseThrow().days());
  }

  @Test
  void defaultIsEveryoneAndThisMonth() {
    Set<UserId> everyone = Acme.people().stream().map(Person::id).collect(Collectors.toSet());
    assertEquals(
        Optional.of(
            new ExportSpec(
                ExportKind.TIMECARDS,
                everyone,
                PeopleFilter.WATCHED,
                new DayRange(LocalDate.parse("2026-09-01"), TODAY),
                AccountingRules.in(Acme.BERLIN),
                CsvDialect.spreadsheet(Locale.GERMANY),
                false,
                Map.of(),
                true,
                true)),
        export.request());
    assertEquals(
        Optional.of("presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
        export.fileName());
    assertEquals(true, export.semicolon());
  }

  @Test
  void whileNamesAreHiddenOnTheScreenAnExportBeginsWithoutThem() {
    assertEquals(false, export.request().orElseThrow().namesHidden());
    model.namesHidden().set(true);
    ExportFormModel hidden = new ExportFormModel(model, Locale.GERMANY, new DayRange(TODAY, TODAY));
    assertEquals(true, hidden.request().orElseThrow().namesHidden());
  }

  @Test
  void lastOptionsAndAccountingSettingsAreRestored() {
    ExportChoices last =
        new ExportChoices(
            "weekly",
            "view",
            true,
            false,
            true,
            new TreeSet<>(Set.of("dnd_h")),
            true,
            false,
            false,
            15,
            "up",
            "/home/grace");
    RetentionAndAccounting books = new RetentionAndAccounting(400, 10, 0, LocalTime.of(4, 0));
    ExportFormModel next =
        new ExportFormModel(
            PresenceModels.acme(Settings.DEFAULT.withExport(last).withBooks(books)),
            Locale.GERMANY,
            VIEW);
    ExportSpec request = next.request().orElseThrow();
    assertEquals(ExportKind.WEEKLY, request.kind());
    assertEquals(VIEW, request.days());
    assertEquals(
        new AccountingRules(
            Acme.BERLIN,
            LocalTime.of(4, 0),
            Duration.ofMinutes(10),
            Duration.ZERO,
            new Rounding(15, Rounding.Direction.UP),
            true),
        request.rules());
    assertEquals(CsvDialect.DATA.withClockTimes(), request.style());
    assertEquals(
        List.of(true, false, false),
        List.of(request.namesHidden(), request.splitAtMidnight(), request.meta()));
    assertEquals(last, next.choices("/home/grace"));
    next.kind.set(ExportKind.TIMECARDS);
    assertEquals(
        CsvDialect.DATA.withExtras(Set.of(ExtraColumn.DND)).withClockTimes(),
        next.request().orElseThrow().style());
    next.kind.set(ExportKind.WEEKLY);
    assertEquals(
        Optional.of("presence-weekly_acme_2026-09-14_2026-09-15_own-zones_r15u.csv"),
        next.fileName());
  }

  @Test
  void beforeTheStartOfDayItIsStillYesterday() {
    RetentionAndAccounting late = RetentionAndAccounting.DEFAULT.withDayStart(LocalTime.of(23, 0));
    ExportFormModel next =
        new ExportFormModel(
            PresenceModels.acme(Settings.DEFAULT.withBooks(late)),
            Locale.GERMANY,
            new DayRange(TODAY.minusDays(1), TODAY.minusDays(1)));
    assertEquals(TODAY.minusDays(1), next.today());
    assertEquals(TODAY.minusDays(1), next.request().orElseThrow().days().last());
  }

  @Test
  void followedGroupExportsItsWatchedMembers() {
    UserId grace = Acme.people().get(0).id();
    UserId kai = Acme.people().get(1).id();
    UserId maya = Acme.people().get(2).id();
    FollowedGroup design =
        new FollowedGroup(
            FollowedGroup.Kind.CHANNEL, "C1", "design", Set.of(grace, kai), Set.of(maya), Set.of());
    PresenceModels.following(model, new WatchList(Set.of(maya), List.of(design), true));
    GroupChoice offered = export.groups().getFirst();
    assertEquals(1, export.groups().size());
    assertEquals("#design", offered.title());
    export.who.set(ExportFormModel.Who.GROUP);
    assertEquals(Optional.of("export.error.no_people"), export.errorKey());
    export.group.set(offered);
    ExportSpec request = export.request().orElseThrow();
    assertEquals(Set.of(grace, kai), request.people());
    assertEquals(new PeopleFilter(PeopleFilter.Kind.CHANNEL, "design"), request.filter());
  }

  @Test
  void ownGroupExportsItsPeopleWhoAreKnownIncludingPausedOnes() {
    UserId grace = Acme.people().get(0).id();
    UserId kai = Acme.people().get(1).id();
    UserId maya = Acme.people().get(2).id();
    Settings settings =
        grouped(GroupBy.NONE, group("Team", grace, kai, new UserId("U0NEVERSEEN")), group("New"));
    settings = settings.withPeople(settings.people().withPaused(kai.value(), true));
    PresenceModel grouped = PresenceModels.acme(settings);
    FollowedGroup design =
        new FollowedGroup(
            FollowedGroup.Kind.USER_GROUP, "S1", "design", Set.of(maya), Set.of(), Set.of());
    PresenceModels.following(grouped, new WatchList(Set.of(grace, kai), List.of(design), true));
    ExportFormModel next = new ExportFormModel(grouped, Locale.GERMANY, VIEW);
    assertEquals(
        List.of("Team", "New", "@design"), next.groups().stream().map(GroupChoice::title).toList());
    next.who.set(ExportFormModel.Who.GROUP);
    next.group.set(next.groups().getFirst());
    ExportSpec request = next.request().orElseThrow();
    assertEquals(Set.of(grace, kai), request.people());
    assertEquals(new PeopleFilter(PeopleFilter.Kind.OWN_GROUP, "Team"), request.filter());
    next.group.set(next.groups().get(1));
    assertEquals(Optional.of("export.error.no_people"), next.errorKey());
  }

  @Test
  void theOwnGroupThatTheScreenShowsIsChosen() {
    UserId grace = Acme.people().get(0).id();
    UserId kai = Acme.people().get(1).id();
    Settings settings = grouped(GroupBy.MINE, group("New"), group("Team", grace, kai));
    assertEquals(
        new PeopleFilter(PeopleFilter.Kind.OWN_GROUP, "Team"),
        prefilled(settings, Set.of(grace, kai)));
    assertEquals(
        new PeopleFilter(PeopleFilter.Kind.PERSON, ""), prefilled(settings, Set.of(grace)));
    assertEquals(
        new PeopleFilter(PeopleFilter.Kind.PEOPLE, ""),
        prefilled(settings.withGroups(settings.groups().withBy(GroupBy.NONE)), Set.of(grace, kai)));
    Set<UserId> everyone = Acme.people().stream().map(Person::id).collect(Collectors.toSet());
    assertEquals(PeopleFilter.WATCHED, prefilled(settings, everyone));
    ExportFormModel none = new ExportFormModel(PresenceModels.acme(settings), Locale.GERMANY, VIEW);
    none.prefill(VIEW, Set.of());
    assertEquals(ExportFormModel.Who.CHOSEN, none.who.get(), "and not the group without people");
  }

  private static PeopleFilter prefilled(Settings settings, Set<UserId> people) {
    ExportFormModel form = new ExportFormModel(PresenceModels.acme(settings), Locale.GERMANY, VIEW);
    form.prefill(VIEW, people);
    ExportSpec request = form.request().orElseThrow();
    assertEquals(people, request.people());
    return request.filter();
  }

  private static Settings grouped(GroupBy by, PersonGroup... groups) {
    return Settings.DEFAULT.withGroups(new GroupingSettings(by, List.of(groups)));
  }

  private static PersonGroup group(String name, UserId... members) {
    return new PersonGroup(
        name, Stream.of(members).map(UserId::value).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void presetRangesSetTheDays() {
    List<DayRange> days = presets(TimeConventions.Week.MONDAY);
    assertEquals(
        List.of(
            new DayRange(TODAY, TODAY),
            new DayRange(TODAY.minusDays(1), TODAY.minusDays(1)),
            new DayRange(MONDAY, TODAY),
            new DayRange(MONDAY.minusDays(7), MONDAY.minusDays(1)),
            new DayRange(LocalDate.parse("2026-09-01"), TODAY),
            new DayRange(LocalDate.parse("2026-08-01"), LocalDate.parse("2026-08-31")),
            VIEW,
            new DayRange(TODAY, TODAY)),
        days);
  }

  @Test
  void presetWeeksBeginOnTheFirstDayOfTheSetting() {
    LocalDate sunday = MONDAY.minusDays(1);
    assertEquals(
        List.of(
            new DayRange(sunday, TODAY), new DayRange(sunday.minusDays(7), sunday.minusDays(1))),
        presets(TimeConventions.Week.SUNDAY).subList(2, 4));
  }

  private static List<DayRange> presets(TimeConventions.Week week) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, TimeConventions.USUAL.withWeek(week).in(before));
    try {
      return List.of(ExportRange.values()).stream()
          .map(range -> range.days(TODAY, new DayRange(TODAY, TODAY), VIEW))
          .toList();
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void selectedPersonIsThatOfTheTable() {
    UserId grace = Acme.people().getFirst().id();
    model.selection().set(grace);
    export.who.set(ExportFormModel.Who.SELECTED);
    assertEquals(Set.of(grace), export.request().orElseThrow().people());
  }

  @Test
  void personRemovedFromTheListCanBeExported() {
    UserId grace = Acme.people().getFirst().id();
    PresenceModel noOneWatched = PresenceModels.acme(Settings.DEFAULT);
    PresenceModels.watch(noOneWatched, Set.of());
    ExportFormModel later = new ExportFormModel(noOneWatched, Locale.GERMANY, VIEW);
    assertEquals(Optional.of("export.error.no_people"), later.errorKey());
    later.who.set(ExportFormModel.Who.CHOSEN);
    assertEquals(24, later.candidates().size());
    later.chosen.add(grace);
    assertEquals(Set.of(grace), later.request().orElseThrow().people());
  }

  @Test
  void invalidOptionsAreReportedBeforeTheExport() {
    export.to.set(LocalDate.parse("2026-08-31"));
    assertEquals(Optional.of("export.error.order"), export.errorKey());
    export.from.set(null);
    assertEquals(Optional.of("export.error.day"), export.errorKey());
    export.from.set(LocalDate.parse("1999-12-31"));
    assertEquals(Optional.of("export.error.years"), export.errorKey());
    export.from.set(LocalDate.parse("2026-09-18"));
    export.to.set(LocalDate.parse("2026-09-18"));
    assertEquals(Optional.of("export.error.future"), export.errorKey());
    assertEquals(List.of(), export.request().stream().toList());
    export.zone.set(ZoneId.of("Pacific/Kiritimati"));
    assertEquals(Optional.empty(), export.errorKey());
  }
}
