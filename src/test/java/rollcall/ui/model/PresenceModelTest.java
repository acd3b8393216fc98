package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.SpanDerivation;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Timecard;
import rollcall.timecard.TimecardCalculator;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.text.LocalNotice;

class PresenceModelTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-09-17T10:00:00Z");
  private static final UserId GRACE = new UserId("U1");
  private static final UserId KAI = new UserId("U2");

  private static final RecordingSchedule OFFICE_HOURS =
      new RecordingSchedule(
          LocalTime.of(8, 0), LocalTime.of(18, 0), new TreeSet<>(Set.of(DayOfWeek.THURSDAY)));

  private final PresenceModel model = new PresenceModel(NOON, BERLIN);
  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;

  @Test
  void aNewerVersionIsShownOnceAndAfterOtherProblems() {
    LocalNotice other = new LocalNotice.CommandFailed("Not exported.");
    model.setLocalNotice(other);
    model.installed("0.2.0");
    assertEquals(other, model.localNotice().get());
    model.setLocalNotice(new LocalNotice.None());
    model.installed("0.2.0");
    assertEquals(new LocalNotice.NewerVersion("0.2.0"), model.localNotice().get());
    model.setLocalNotice(new LocalNotice.None());
    model.installed("0.2.0");
    assertEquals(new LocalNotice.None(), model.localNotice().get());
  }

  @Test
  void rowObjectIsKeptWhileItsPersonIsWatched() {
    model.setWatched(Set.of(GRACE));
    PersonRow row = model.rows().getFirst();
    seen(sighting(GRACE, Presence.ACTIVE, 0));
    model.setUserList(
        new UserList(List.of(person(GRACE, "Grace Hopper")), 0, UserList.State.LOADING));
    model.setWatched(Set.of(GRACE, KAI));
    assertSame(row, model.rows().getFirst());
    assertEquals(
        new PersonState(
            person(GRACE, "Grace Hopper"),
            Presence.ACTIVE,
            StateStart.at(Presence.ACTIVE, NOON),
            row.timeline().revision()),
        row.state());
    model.setWatched(Set.of(KAI));
    assertEquals(List.of(KAI), model.rows().stream().map(PersonRow::id).toList());
  }

  @Test
  void personNeverSeenIsUnknownWithoutStart() {
    model.setWatched(Set.of(GRACE));
    assertEquals(
        new PersonState(Person.unknown(GRACE), Presence.UNKNOWN, null, 0),
        model.rows().getFirst().state());
    assertEquals(Optional.empty(), model.rows().getFirst().state().durationText(NOON));
    assertEquals(new StateCounts(0, 0, 1), model.counts().get());
  }

  @Test
  void aPersonKeepsTheTimeZoneThatSlackNoLongerReports() {
    Person inTokyo = new Person(KAI, "Kai", "", "", ZoneId.of("Asia/Tokyo"), false, false);
    Person left = new Person(KAI, "Kai", "", "", null, false, true);
    model.addRememberedPeople(List.of(inTokyo));
    model.setUserList(new UserList(List.of(left), 0, UserList.State.COMPLETE));
    assertEquals(left.withZoneOf(inTokyo), model.person(KAI));
    Person graceLeft = new Person(GRACE, "Grace", "", "", null, false, true);
    model.setUserList(new UserList(List.of(graceLeft), 0, UserList.State.COMPLETE));
    model.addRememberedPeople(
        List.of(new Person(GRACE, "G", "", "", ZoneId.of("Asia/Tokyo"), false, false)));
    assertEquals(graceLeft.withZoneOf(inTokyo), model.person(GRACE));
  }

  @Test
  void pausedPersonIsNotWatchedInsteadOfUnknown() {
    Person inNewYork = new Person(KAI, "Kai", "", "", ZoneId.of("America/New_York"), false, false);
    model.setUserList(new UserList(List.of(inNewYork), 0, UserList.State.COMPLETE));
    model.setWatched(Set.of(GRACE, KAI));
    seen(sighting(GRACE, Presence.ACTIVE, -100));
    model.setSettings(Settings.DEFAULT.withHours(OFFICE_HOURS));
    assertEquals(List.of("Active", "Outside hours"), words());
    assertEquals(new StateCounts(1, 0, 0, 1), model.counts().get());
    seen(Sighting.notWatched(GRACE, NOON, Cause.WATCH_PAUSED));
    model.setSettings(Settings.DEFAULT.withHours(OFFICE_HOURS).withPaused(true));
    assertEquals(List.of("Paused", "Paused"), words());
    model.setSettings(
        Settings.DEFAULT.withPeople(
            RecordingSettingsByPerson.NONE.withPaused(GRACE.value(), true)));
    assertEquals(1, words().stream().filter("Paused"::equals).count(), words().toString());
    model.setSettings(Settings.DEFAULT);
    assertEquals(List.of("Unknown", "Unknown"), words());
  }

  private List<String> words() {
    return model.rows().stream()
        .sorted(Comparator.comparing(PersonRow::id))
        .map(row -> row.state().label())
        .toList();
  }

  @Test
  void rowAndTodayHaveTheSameTotals() {
    model.setWatched(Set.of(GRACE));
    var screen = new PresenceScreenModel(model);
    var following = screen.follow();
    seen(sighting(GRACE, Presence.ACTIVE, -7200));
    seen(sighting(GRACE, Presence.UNKNOWN, -3600));
    seen(sighting(GRACE, Presence.ACTIVE, -3511));
    seen(sighting(GRACE, Presence.UNKNOWN, -1800));
    seen(sighting(GRACE, Presence.ACTIVE, -1709));
    PersonRow row = model.rows().getFirst();
    assertEquals(new TimelineTotals(7109, 0, 91), model.today(row));
    assertEquals(
        model.today(row), screen.timeline().range(row.state().person()).totals(row.timeline()));
    var books = new RetentionAndAccounting(400, 5, 91, LocalTime.MIDNIGHT);
    model.setSettings(Settings.DEFAULT.withBooks(books));
    assertEquals(new TimelineTotals(7200, 0, 0), model.today(row));
    assertEquals(
        model.today(row), screen.timeline().range(row.state().person()).totals(row.timeline()));
    following.unsubscribe();
  }

  @Test
  void lateHistoryDoesNotOverwriteProfilesFromSlack() {
    model.setWatched(Set.of(GRACE));
    var fromSlack = new UserList(List.of(person(GRACE, "Grace H.")), 0, UserList.State.COMPLETE);
    model.setUserList(fromSlack);
    model.addRememberedPeople(List.of(person(GRACE, "Grace Hopper"), person(KAI, "Kai")));
    assertEquals(fromSlack, model.userList().get());
    assertEquals(person(GRACE, "Grace H."), model.rows().getFirst().state().person());
  }

  @Test
  void aNewNameInTheHistoryIsShownWhileThereIsNoneFromSlack() {
    model.setWatched(Set.of(GRACE));
    model.addRememberedPeople(List.of(person(GRACE, GRACE.value())));
    model.addRememberedPeople(List.of(person(GRACE, "Grace Hopper"), person(KAI, "Kai")));
    assertEquals(person(GRACE, "Grace Hopper"), model.rows().getFirst().state().person());
    assertEquals(2, model.userList().get().people().size());
  }

  @Test
  void countsAfterBatchesAreThoseOfAllRows() {
    List<UserId> users = IntStream.range(0, 12).mapToObj(i -> new UserId("U" + i)).toList();
    model.setWatched(Set.copyOf(users));
    var random = new Random(5);
    for (int second = 0; second < 200; second++) {
      Sighting[] batch = new Sighting[1 + random.nextInt(4)];
      for (int i = 0; i < batch.length; i++) {
        Presence presence = Presence.values()[random.nextInt(3)];
        batch[i] = sighting(users.get(random.nextInt(users.size())), presence, second);
      }
      seen(batch);
      assertEquals(StateCounts.of(model.rows()), model.counts().get());
    }
  }

  @Test
  void batchOfChangesIsOneRevision() {
    model.setWatched(Set.of(GRACE, KAI));
    List<Number> revisions = new ArrayList<>();
    model.revision().subscribe((_, newer) -> revisions.add(newer));
    seen(
        sighting(GRACE, Presence.ACTIVE, 0),
        sighting(KAI, Presence.AWAY, 0),
        sighting(GRACE, Presence.AWAY, 5));
    assertEquals(1, revisions.size());
    assertEquals(new StateCounts(0, 2, 0), model.counts().get());
  }

  @Test
  void lanesAreReplacedByHistoryAndProfilesAndNotBySightings() {
    model.setWatched(Set.of(GRACE, KAI));
    seen(sighting(GRACE, Presence.ACTIVE, 0));
    int revision = model.laneRevision().get();
    seen(sighting(GRACE, Presence.AWAY, 5), sighting(KAI, Presence.ACTIVE, 6));
    assertEquals(revision, model.laneRevision().get());
    model.onHistory(List.of(new PresenceTimeline(GRACE)));
    assertEquals(revision + 1, model.laneRevision().get());
    model.addRememberedPeople(List.of());
    assertEquals(revision + 2, model.laneRevision().get());
  }

  @Test
  void todayFollowsTheAccountingRulesOfTheSettings() {
    model.setWatched(Set.of(GRACE));
    List<Sighting> seen =
        List.of(
            sighting(GRACE, Presence.ACTIVE, -3600),
            Sighting.unknown(GRACE, NOON.minusSeconds(1800), Cause.DISCONNECTED),
            sighting(GRACE, Presence.ACTIVE, -1720),
            sighting(GRACE, Presence.AWAY, -600));
    seen(seen.toArray(Sighting[]::new));
    TimelineTotals today = model.today(model.rows().getFirst());
    assertEquals(new TimelineTotals(3000, 600, 0), today);
    AccountingRules rules = model.rules();
    LocalDate day = rules.day(NOON);
    Timecard card =
        TimecardCalculator.of(
                person(GRACE, "Grace"), SpanDerivation.of(seen, NOON, NOON), rules, day, day, NOON)
            .getFirst();
    assertEquals(
        new TimelineTotals(card.totals().active(), card.totals().away(), card.totals().unknown()),
        today);
    RetentionAndAccounting exact = Settings.DEFAULT.books().withBridgeSeconds(0);
    model.setSettings(Settings.DEFAULT.withBooks(exact));
    assertEquals(new TimelineTotals(2920, 600, 80), model.today(model.rows().getFirst()));
  }

  @Test
  void sightingsDuringHistoryLoadingAreAppended() {
    model.setWatched(Set.of(GRACE));
    seen(sighting(GRACE, Presence.ACTIVE, -60), sighting(GRACE, Presence.AWAY, 0));
    PresenceTimeline past =
        PresenceTimeline.ofSightings(
            GRACE,
            List.of(sighting(GRACE, Presence.AWAY, -3600), sighting(GRACE, Presence.ACTIVE, -60)));
    model.onHistory(List.of(past));
    assertEquals(
        new TimelineTotals(60, 3540 + 10, 0),
        model.rows().getFirst().timeline().totals(NOON.minusSeconds(7200), NOON.plusSeconds(10)));
  }

  @Test
  void sightingBeforeTheWatchListUpdateIsNotLost() {
    seen(sighting(GRACE, Presence.ACTIVE, -100));
    model.setWatched(Set.of(GRACE));
    assertEquals(
        new TimelineTotals(100, 0, 0),
        model.rows().getFirst().timeline().totals(NOON.minusSeconds(7200), NOON));
  }

  @Test
  void selectionIsClearedWhenThePersonIsRemoved() {
    model.setWatched(Set.of(GRACE, KAI));
    model.selection().set(GRACE);
    model.setWatched(Set.of(KAI));
    assertNull(model.selection().get());
  }

  private static Instant startOfToday(PresenceModel model) {
    return model.rules().start(model.rules().day(model.now().get()));
  }

  @Test
  void dayStartsAtMidnightOfTheReportZoneWhichDefaultsToTheSystemZone() {
    assertEquals(Instant.parse("2026-09-16T22:00:00Z"), startOfToday(model));
    model.setSettings(Settings.DEFAULT.withZone("Asia/Tokyo"));
    assertEquals(Instant.parse("2026-09-16T15:00:00Z"), startOfToday(model));
    model.setSettings(Settings.DEFAULT);
    assertEquals(BERLIN, model.zone().get());
    RetentionAndAccounting late = RetentionAndAccounting.DEFAULT.withDayStart(LocalTime.of(23, 0));
    model.setSettings(Settings.DEFAULT.withBooks(late));
    assertEquals(Instant.parse("2026-09-16T21:00:00Z"), startOfToday(model));
  }

  @Test
  void stateDurationIsNeverNegative() {
    model.setWatched(Set.of(GRACE));
    seen(sighting(GRACE, Presence.ACTIVE, 30));
    PersonState now = model.rows().getFirst().state();
    assertEquals(Optional.of("12 s"), now.durationText(NOON.plusSeconds(42)));
    assertEquals(Optional.of("0 s"), now.durationText(NOON));
  }

  private void seen(Sighting... batch) {
    snapshot = snapshot.with(List.of(batch));
    model.addSightings(List.of(batch), snapshot);
  }

  private static Sighting sighting(UserId user, Presence presence, int seconds) {
    return Sighting.of(
        user, presence, NOON.plusSeconds(seconds), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Person person(UserId id, String name) {
    return new Person(id, name, "", "", null, false, false);
  }
}
