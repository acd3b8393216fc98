package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.Grouping;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TotalsRange;

class PresenceScreenModelTest {
  private static final Instant NOW = SampleTimelines.NOW;

  private PresenceModel presence;
  private PresenceScreenModel screen;

  @BeforeEach
  void openScreen() {
    presence = SampleModels.presence(12);
    screen = new PresenceScreenModel(presence);
    screen.follow();
  }

  @Test
  void rowsAreOrderedByEachColumnAndReversed() {
    see(screen.shown().get(3), Presence.UNKNOWN);
    for (SortKey key : SortKey.values()) {
      screen.order().set(new SortKey.Order(key, false));
      List<Long> ascending = values(key);
      assertTrue(Set.copyOf(ascending).size() > 1, key.name());
      assertEquals(ascending.stream().sorted().toList(), ascending, key.name());
      screen.order().set(screen.order().get().clicked(key));
      assertTrue(screen.order().get().descending());
      assertEquals(ascending.reversed(), values(key), key.name());
    }
  }

  /// Returns the values of a column as numbers, from the first row to the last.
  private List<Long> values(SortKey key) {
    List<String> names = names(screen).stream().sorted().toList();
    return screen.shown().stream()
        .map(row -> {
          TotalsRange range = screen.timeline().range(row.state().person());
          return switch (key) {
            case NAME -> (long) names.indexOf(row.state().person().name());
            case STATE ->
                (long)
                    List.of(Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN)
                        .indexOf(row.state().presence());
            case FOR ->
                row.state().seenSince() == null
                    ? Long.MIN_VALUE
                    : -row.state().seenSince().toEpochMilli();
            case FIRST ->
                range.firstActive(row.timeline()).map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
            case ACTIVE -> range.totals(row.timeline()).active();
            case SEEN -> Math.round(1e9 * range.totals(row.timeline()).coverage());
          };
        })
        .toList();
  }

  @Test
  void namesThatArriveAfterTheRowsOrderThem() {
    PresenceModel model = new PresenceModel(NOW, SampleTimelines.BERLIN);
    PresenceModels.watching(model, Stream.of("U1", "U2", "U3").map(UserId::new));
    PresenceScreenModel late = new PresenceScreenModel(model);
    late.follow();
    model.addRememberedPeople(List.of(person("U1", "Zoe"), person("U2", "Ada")));
    assertEquals(List.of("Ada", "U3", "Zoe"), names(late));
    model.addRememberedPeople(List.of(person("U3", "Aaron")));
    assertEquals(List.of("Aaron", "Ada", "Zoe"), names(late));
  }

  private static Person person(String id, String name) {
    return new Person(new UserId(id), name, "", "", null, false, false);
  }

  private static List<String> names(PresenceScreenModel screen) {
    return screen.shown().stream().map(row -> row.state().person().name()).toList();
  }

  @Test
  void searchFindsHandlesAndSeveralWords() {
    PersonRow first = screen.shown().getFirst();
    presence.setUserList(
        new UserList(
            List.of(first.state().person()),
            0,
            UserList.State.COMPLETE,
            null,
            Map.of(first.id(), "zorro"),
            Map.of()));
    screen.query().set("@ZORRO " + first.id().value());
    assertEquals(List.of(first), screen.shown());
    screen.query().set("@zorro nobody");
    assertEquals(List.of(), screen.shown());
  }

  @Test
  void theSearchFindsNoHiddenName() {
    PersonRow first = screen.shown().getFirst();
    List<Person> people = screen.shown().stream().map(row -> row.state().person()).toList();
    presence.setUserList(
        new UserList(
            people,
            0,
            UserList.State.COMPLETE,
            null,
            Map.of(first.id(), "zorro"),
            Map.of(first.id(), "zorro@acme.test")));
    presence.namesHidden().set(true);
    for (String hint :
        List.of(people.getFirst().name(), "zorro", "@acme.test", first.id().value())) {
      screen.query().set(hint);
      assertEquals(List.of(), screen.shown(), hint);
    }
    screen.query().set(first.state().person().name());
    assertEquals(List.of(first), screen.shown());
    screen.query().set("zorro");
    presence.namesHidden().set(false);
    assertEquals(List.of(first), screen.shown());
  }

  @Test
  void selectAllChoosesEveryoneWhoIsShown() {
    PersonRow first = screen.shown().getFirst();
    screen.query().set(first.state().person().name());
    screen.chooseAll();
    assertEquals(Set.of(first.id()), screen.chosen());
    screen.query().set("");
    screen.chooseAll();
    assertEquals(screen.shown().size(), screen.chosen().size());
  }

  @Test
  void peopleWhoLeftTheListAreNeitherChosenNorHiddenWhenTheyAreBack() {
    List<UserId> people = screen.shown().stream().map(PersonRow::id).toList();
    screen.toggleChosen(people.get(0));
    screen.comparing().set(true);
    screen.hide(people.get(1));
    PresenceModels.watching(presence, people.stream().skip(2));
    assertEquals(people.subList(2, people.size()), shownIds());
    assertFalse(screen.comparing().get());
    PresenceModels.watching(presence, people.stream());
    assertEquals(people, shownIds());
    assertEquals(Set.of(), screen.chosen());
  }

  private List<UserId> shownIds() {
    return screen.shown().stream().map(PersonRow::id).toList();
  }

  @Test
  void changedStateMovesARowAfterThreeSecondsAndNotUnderThePointer() {
    screen.order().set(new SortKey.Order(SortKey.STATE, false));
    PersonRow last = screen.shown().getLast();
    assertNotEquals(Presence.ACTIVE, last.state().presence());
    see(last, Presence.ACTIVE);
    presence.tick(NOW.plusSeconds(2));
    assertEquals(last, screen.shown().getLast());
    screen.pointerOverRows().set(true);
    assertFalse(screen.orderWaits().get());
    presence.tick(NOW.plusSeconds(60));
    assertEquals(last, screen.shown().getLast());
    assertTrue(screen.orderWaits().get());
    screen.pointerOverRows().set(false);
    presence.tick(NOW.plusSeconds(63));
    assertNotEquals(last, screen.shown().getLast());
    assertFalse(screen.orderWaits().get());
  }

  @Test
  void timecardsAreIndependentOfTheCurrentStates() {
    List<PersonRow> byName = screen.shownByName();
    for (SortKey key : SortKey.values()) {
      screen.order().set(new SortKey.Order(key, key != SortKey.NAME));
      assertEquals(byName, screen.shownByName(), key.name());
    }
    screen.order().set(new SortKey.Order(SortKey.NAME, true));
    assertEquals(byName.reversed(), screen.shownByName());
    Grouping mine = SampleModels.byLetter(presence, "K");
    screen.grouping().set(mine);
    assertEquals(mine, screen.lastingGroups());
    screen.grouping().set(Grouping.byState());
    assertEquals(Grouping.NONE, screen.lastingGroups());
  }

  @Test
  void groupsKeepTheirOrderAndPeopleWithoutAGroupComeLast() {
    screen.grouping().set(SampleModels.byLetter(presence, "K", "A"));
    List<String> names = SampleModels.names(screen);
    assertEquals(
        List.of("[K]", "[A]", "[No group]"),
        names.stream().filter(name -> name.startsWith("[")).toList());
    assertEquals(15, names.size());
    int members = ((RowItem.Group) screen.items().getFirst()).members().size();
    screen.toggle("K");
    assertEquals(15 - members, screen.items().size());
    assertEquals(12, screen.shown().size());
    assertEquals(12 - members, screen.timeline().rows().size());
    screen.grouping().set(Grouping.NONE);
    assertEquals(12, screen.items().size());
  }

  @Test
  void aGroupWithoutMembersIsShownSoThatPeopleCanBeDraggedOntoIt() {
    screen
        .grouping()
        .set(
            Grouping.byOwnGroups(
                GroupingSettings.NONE.withBy(GroupBy.MINE).adding("Later").adding("Empty")));
    assertEquals(
        List.of("[Later]", "[Empty]", "[No group]"), SampleModels.names(screen).subList(0, 3));
    RowItem.Group empty = (RowItem.Group) screen.items().getFirst();
    assertEquals("Later, no people, expanded", GroupRow.text(empty, "presence.group.active"));
    screen.query().set("zzz");
    assertEquals(List.of(), SampleModels.names(screen));
  }

  @Test
  void groupCountsItsActiveMembers() {
    screen.grouping().set(Grouping.byOwnGroups(GroupingSettings.NONE));
    RowItem.Group group = (RowItem.Group) screen.items().getFirst();
    assertEquals(presence.counts().get().active(), group.active());
    see(
        group.members().stream()
            .filter(row -> row.state().presence() != Presence.ACTIVE)
            .findFirst()
            .orElseThrow(),
        Presence.ACTIVE);
    assertEquals(presence.counts().get().active(), group.active());
  }

  @Test
  void selectionWalksThroughGroupsAndPeople() {
    screen.grouping().set(Grouping.byOwnGroups(GroupingSettings.NONE));
    screen.move(1);
    assertEquals("No group", screen.selectedGroup().get());
    screen.move(1);
    assertEquals(screen.shown().getFirst().id(), presence.selection().get());
    assertEquals(1, screen.selectedIndex());
    screen.move(100);
    assertEquals(screen.shown().getLast().id(), presence.selection().get());
  }

  private long active(PersonRow row) {
    return screen.timeline().range(row.state().person()).totals(row.timeline()).active();
  }

  private void see(PersonRow row, Presence state) {
    Sighting seen =
        Sighting.of(row.id(), state, NOW.plusSeconds(1), Source.RTM, Cause.PRESENCE_CHANGE);
    PresenceSnapshot snapshot =
        PresenceSnapshot.EMPTY.with(
            presence.rows().stream()
                .map(one ->
                    Sighting.of(one.id(), one.state().presence(), NOW, Source.RTM, Cause.SNAPSHOT))
                .toList());
    presence.addSightings(List.of(seen), snapshot.with(List.of(seen)));
  }
}
