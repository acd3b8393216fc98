package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.Settings;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

class GroupingModelTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-11-24T11:00:00Z");

  private final PresenceModel model = new PresenceModel(NOON, BERLIN);
  private final RecordedCommands commands = new RecordedCommands();
  private final GroupingModel grouping = new GroupingModel(model, commands);

  GroupingModelTest() {
    model.setUserList(
        new UserList(
            List.of(
                person("U1", "Europe/Berlin"),
                person("U2", "America/New_York"),
                person("U3", "Asia/Kolkata"),
                person("U4", null)),
            0,
            UserList.State.COMPLETE));
    watched("U1", "U2", "U3", "U4");
    grouping.follow();
  }

  @Test
  void withoutGroupingThereAreNoGroups() {
    assertSame(Grouping.NONE, grouping.grouping().get());
    assertEquals(Map.of(), groups());
  }

  @Test
  void stateGroupsComeInTheOrderOfTheStates() {
    choose(GroupBy.STATE);
    seen("U1", Presence.AWAY);
    seen("U2", Presence.ACTIVE);
    assertEquals("Away", groups().get("U1"));
    assertEquals(List.of("Active", "Away", "Unknown"), ordered("Unknown", "Away", "Active"));
  }

  @Test
  void zoneGroupsComeFromWestToEastAndPeopleWithoutZoneLast() {
    choose(GroupBy.ZONE);
    assertEquals(
        List.of(
            "America/New_York (UTC-5)",
            "Europe/Berlin (UTC+1)",
            "Asia/Kolkata (UTC+5:30)",
            "No time zone"),
        ordered(groups().values().toArray(String[]::new)));
  }

  @Test
  void ownGroupsKeepTheirOrderAndPeopleWithoutGroupComeLast() {
    choose(GroupBy.MINE);
    move("U3", "Zebras");
    move("U1", "Ants");
    move("U2", "Ants");
    assertEquals(Map.of("U1", "Ants", "U2", "Ants", "U3", "Zebras", "U4", "No group"), groups());
    assertEquals(List.of("Zebras", "Ants", "No group"), ordered("No group", "Ants", "Zebras"));
  }

  @Test
  void anOwnGroupWithoutMembersStays() {
    choose(GroupBy.MINE);
    move("U1", "Ants");
    move("U1", "Bees");
    assertEquals(
        List.of("Ants", "Bees"),
        model.settings().get().groups().mine().stream().map(g -> g.name()).toList());
    move("U1", null);
    assertEquals(2, model.settings().get().groups().mine().size());
  }

  @Test
  void personInSeveralUserGroupsIsInTheSmallestOfAtLeastTwo() {
    commands.groupsOf =
        found(
            group("S1", "all", "U1", "U2", "U3", "U4"),
            group("S2", "engineering", "U1", "U2", "U3"),
            group("S3", "platform", "U1", "U2"),
            group("S4", "oncall", "U1"));
    choose(GroupBy.USER_GROUP);
    assertEquals(
        Map.of("U1", "@platform", "U2", "@platform", "U3", "@engineering", "U4", "No group"),
        groups());
  }

  @Test
  void followedGroupTakesPrecedence() {
    FollowedGroup engineering = group("S2", "engineering", "U1", "U2", "U3");
    model.setWatchListState(WatchListState.of(list("U4").following(engineering)));
    commands.groupsOf = found(engineering, group("S3", "platform", "U1", "U4"));
    choose(GroupBy.USER_GROUP);
    assertEquals(
        Map.of("U1", "@engineering", "U2", "@engineering", "U3", "@engineering", "U4", "@platform"),
        groups());
  }

  @Test
  void channelsAreFetchedOnceUntilAPersonIsAddedToTheList() {
    commands.groupsOf = found();
    choose(GroupBy.CHANNEL);
    live();
    watched("U1", "U2");
    assertEquals(1, requests());
    watched("U1", "U2", "U9");
    assertEquals(2, requests());
  }

  @Test
  void savedGroupingIsFetchedWhenTheConnectionIsThere() {
    commands.groupsOf = found(group("S3", "platform", "U1", "U2"), group("S5", "ops", "U3", "U4"));
    model.setSettings(
        Settings.DEFAULT.withGroups(new GroupingSettings(GroupBy.USER_GROUP, List.of())));
    assertEquals(0, requests());
    assertSame(Grouping.NONE, grouping.grouping().get());
    live();
    assertEquals("@ops", groups().get("U4"));
  }

  @Test
  void refusedRequestIsReportedToTheUserWhoChoseAndNotRepeated() {
    commands.groupsOf =
        CompletableFuture.completedStage(
            new SlackAnswer.Refused<>(new Problem.Unrecognized("plan_upgrade_required")));
    choose(GroupBy.USER_GROUP);
    live();
    assertSame(Grouping.NONE, grouping.grouping().get());
    assertEquals(1, requests());
    LocalNotice.CommandFailed problem =
        assertInstanceOf(LocalNotice.CommandFailed.class, model.localNotice().get());
    assertEquals(
        "No user groups here. This workspace's plan does not include user groups.",
        problem.sentence());
    choose(GroupBy.USER_GROUP);
    assertEquals(2, requests());
  }

  @Test
  void answerForAnEarlierChoiceIsIgnored() {
    CompletableFuture<SlackAnswer<List<FollowedGroup>>> slow = new CompletableFuture<>();
    commands.groupsOf = slow;
    choose(GroupBy.CHANNEL);
    assertTrue(grouping.isLoading());
    choose(GroupBy.STATE);
    assertFalse(grouping.isLoading());
    slow.complete(new SlackAnswer.Found<>(List.of(group("C1", "x", "U1", "U2"))));
    assertEquals(GroupBy.STATE, grouping.grouping().get().by());
  }

  @Test
  void anotherWorkspaceHasItsOwnGroups() {
    commands.groupsOf = found(group("S3", "platform", "U1", "U2"), group("S5", "ops", "U3", "U4"));
    choose(GroupBy.USER_GROUP);
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T2", "Other"), "rollcall"));
    assertSame(Grouping.NONE, grouping.grouping().get());
    live();
    assertEquals(2, requests());
  }

  @Test
  void groupingStaysTheSameObjectWhileNothingChanges() {
    choose(GroupBy.ZONE);
    Grouping before = grouping.grouping().get();
    live();
    seen("U1", Presence.ACTIVE);
    assertSame(before, grouping.grouping().get());
  }

  private void choose(GroupBy by) {
    grouping.choose(by);
    model.setSettings(commands.applied.getLast());
  }

  private void move(String user, @Nullable String name) {
    grouping.move(List.of(new UserId(user)), name);
    model.setSettings(commands.applied.getLast());
  }

  private Map<String, String> groups() {
    Grouping now = grouping.grouping().get();
    return model.rows().stream()
        .filter(row -> now.group(row) != null)
        .collect(
            Collectors.toMap(
                row -> row.id().value(),
                row -> Objects.requireNonNull(now.group(row)),
                (a, _) -> a,
                TreeMap::new));
  }

  private List<String> ordered(String... names) {
    return Stream.of(names).sorted(grouping.grouping().get().order()).toList();
  }

  private long requests() {
    return commands.log.stream().filter(line -> line.startsWith("groups ")).count();
  }

  private void live() {
    model.setStatus(new WatchStatus.Live(4, null, NOON));
  }

  private void seen(String user, Presence presence) {
    Sighting seen =
        Sighting.of(new UserId(user), presence, NOON, Source.RTM, Cause.PRESENCE_CHANGE);
    snapshot = snapshot.with(List.of(seen));
    model.addSightings(List.of(seen), snapshot);
  }

  private PresenceSnapshot snapshot = PresenceSnapshot.EMPTY;

  private void watched(String... ids) {
    model.setWatchListState(WatchListState.of(list(ids)));
  }

  private static WatchList list(String... ids) {
    return WatchList.of(users(ids));
  }

  private static Set<UserId> users(String... ids) {
    return Stream.of(ids).map(UserId::new).collect(Collectors.toCollection(TreeSet::new));
  }

  private static CompletableFuture<SlackAnswer<List<FollowedGroup>>> found(
      FollowedGroup... groups) {
    return CompletableFuture.completedFuture(new SlackAnswer.Found<>(List.of(groups)));
  }

  private static FollowedGroup group(String id, String name, String... members) {
    return new FollowedGroup(
        FollowedGroup.Kind.USER_GROUP, id, name, users(members), Set.of(), Set.of());
  }

  private static Person person(String id, @Nullable String zone) {
    return new Person(
        new UserId(id), "P" + id, "", "", zone == null ? null : ZoneId.of(zone), false, false);
  }
}
