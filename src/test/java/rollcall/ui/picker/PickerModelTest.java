package rollcall.ui.picker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.PersonGroup;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.watch.WatchList;

class PickerModelTest {
  private final PickerModel picker =
      new PickerModel(
          PresenceModels.with(
              new UserList(
                  List.of(
                      person("U1", "Kai Müller", "Platform", false, false),
                      person("U2", "Łukasz", "Design", false, false),
                      person("U3", "Zoë", "Kaizen coach", false, false),
                      person("U4", "Deploy bot", "", true, false),
                      person("U5", "Former", "", false, true)),
                  0,
                  UserList.State.COMPLETE),
              "U2",
              "U9"));

  PickerModelTest() {
    picker.follow();
  }

  @Test
  void searchIgnoresAccentsAndMatchesNameTitleAndId() {
    assertEquals(
        List.of(List.of("U1"), List.of("U2"), List.of("U1", "U3"), List.of("U3"), List.of()),
        Stream.of("muller", "LUKA", "kai", "u3", "nobody").map(this::found).toList());
  }

  @Test
  void searchFindsMailAddressesSharpSAndTurkishLetters() {
    PickerModel choice =
        new PickerModel(
            PresenceModels.with(
                new UserList(
                    List.of(
                        person("U1", "Jürgen Groß", "", false, false),
                        person("U2", "İpek Işık", "", false, false)),
                    0,
                    UserList.State.COMPLETE,
                    null,
                    Map.of(),
                    Map.of(new UserId("U1"), "J.Gross@acme.example"))));
    choice.follow();
    List<List<String>> found =
        Stream.of("gross jurgen", "GROSS@acme", "GROẞ", "ipek isik", "ISIK", "işik İPEK")
            .map(query -> {
              choice.query().set(query);
              return choice.matches().stream().map(person -> person.id().value()).toList();
            })
            .toList();
    assertEquals(
        List.of(
            List.of("U1"),
            List.of("U1"),
            List.of("U1"),
            List.of("U2"),
            List.of("U2"),
            List.of("U2")),
        found);
  }

  @Test
  void ownGroupsAreOrderedAndRenamed() {
    GroupingSettings three = GroupingSettings.NONE.adding("A").adding("B").adding("C");
    assertEquals(List.of("C", "A", "B"), names(three.shifting("C", -5)));
    assertEquals(List.of("B", "A", "C"), names(three.shifting("A", 1)));
    assertEquals(List.of("A", "X", "C"), names(three.renaming("B", "X")));
    assertEquals(List.of("A", "C"), names(three.removing("B")));
  }

  private static List<String> names(GroupingSettings groups) {
    return groups.mine().stream().map(PersonGroup::name).toList();
  }

  @Test
  void searchIgnoresInvisibleCharacters() {
    assertEquals(List.of("U2"), found("lu\u200bka\u200f"));
  }

  @Test
  void everyWordOfTheSearchMatchesNameRealNameHandleTitleOrId() {
    PickerModel choice =
        new PickerModel(
            PresenceModels.with(
                new UserList(
                    List.of(
                        new Person(
                            new UserId("U1"), "Kai", "Kai Müller", "Platform", null, false, false),
                        person("U2", "Kai", "Design", false, false)),
                    0,
                    UserList.State.COMPLETE,
                    null,
                    Map.of(new UserId("U1"), "mueller", new UserId("U2"), "kai.b"),
                    Map.of())));
    choice.follow();
    List<List<String>> found =
        Stream.of(
                "muller kai", "@kai", "kai platform", "  @mueller  U1 ", "kai sales", "design KAI")
            .map(query -> {
              choice.query().set(query);
              return choice.matches().stream().map(person -> person.id().value()).toList();
            })
            .toList();
    assertEquals(
        List.of(
            List.of("U1"), List.of("U2"), List.of("U1"), List.of("U1"), List.of(), List.of("U2")),
        found);
  }

  @Test
  void peopleAreMovedBetweenOwnGroupsAndSavedOnlyWhenTheGroupsDiffer() {
    picker.group(picker.watching(), " Platform ");
    assertEquals(Optional.of("Platform"), picker.groups().getValue().groupOf("U2"));
    assertEquals(
        GroupBy.MINE, picker.changedSettings().orElseThrow().groups().by(), "shown at once");
    picker.group(picker.watching(), "x".repeat(100));
    assertEquals(
        List.of("x".repeat(80)),
        picker.groups().getValue().mine().stream().map(PersonGroup::name).toList());
    picker.group(picker.watching(), "");
    assertEquals(Optional.empty(), picker.changedSettings());
  }

  @Test
  void botsAndDeactivatedAccountsAreHiddenByDefault() {
    assertEquals(List.of("U1", "U2", "U3"), found(""));
    picker.hideUnavailable().set(false);
    assertEquals(List.of("U4", "U5", "U1", "U2", "U3"), found(""));
  }

  @Test
  void watchedPersonWithoutProfileStaysOnTheList() {
    assertEquals(List.of("Łukasz", "U9"), picker.watching().stream().map(Person::name).toList());
    picker.toggle(picker.watching().getLast());
    picker.toggle(picker.matches().getFirst());
    assertEquals(List.of(1, 1), List.of(picker.addedCount(), picker.removedCount()));
    assertEquals(
        List.of("Kai Müller", "Łukasz"), picker.watching().stream().map(Person::name).toList());
  }

  @Test
  void blockedPersonCannotBeSelected() {
    PresenceModel model =
        PresenceModels.with(
            new UserList(
                List.of(
                    person("U1", "Kai Müller", "Platform", false, false),
                    person("U2", "Łukasz", "Design", false, false)),
                0,
                UserList.State.COMPLETE));
    PresenceModels.block(model, "U1");
    PickerModel choice = new PickerModel(model);
    choice.follow();
    choice.selectAll();
    choice.toggle(choice.matches().getFirst());
    assertEquals(List.of("Łukasz"), choice.watching().stream().map(Person::name).toList());
  }

  @Test
  void selectAllStopsAtSlacksLimit() {
    List<Person> many =
        IntStream.range(0, 2000)
            .mapToObj(i ->
                person(
                    String.format(Locale.ROOT, "U%05d", i),
                    String.format(Locale.ROOT, "P%05d", i),
                    "",
                    false,
                    false))
            .toList();
    PickerModel all =
        new PickerModel(
            PresenceModels.with(new UserList(many, 0, UserList.State.COMPLETE), "U01999"));
    all.follow();
    all.selectAll();
    assertEquals(WatchList.LIMIT, all.chosen().size());
    assertEquals(true, all.fitsLimit());
    all.chosen().add(new UserId("U01500"));
    assertEquals(false, all.fitsLimit());
  }

  private List<String> found(String query) {
    picker.query().set(query);
    return picker.matches().stream().map(person -> person.id().value()).toList();
  }

  private static Person person(
      String id, String name, String title, boolean bot, boolean deactivated) {
    return new Person(new UserId(id), name, "", title, null, bot, deactivated);
  }
}
