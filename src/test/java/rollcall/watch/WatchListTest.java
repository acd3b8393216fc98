package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.UserId;

class WatchListTest {
  private static final WatchList LIST =
      new WatchList(users("GRACE"), List.of(design(users("KAI", "GRACE"))), true);

  @Test
  void aNewMemberIsOnTheListAndAFormerMemberIsNot() {
    WatchList joined = LIST.withJoined("C1", user("MAYA"), WatchList.LIMIT);
    assertEquals(users("GRACE", "KAI", "MAYA"), joined.people());
    assertEquals(users("GRACE", "MAYA"), joined.withLeft("C1", user("KAI")).people());
  }

  @Test
  void aPersonChosenManuallyStaysAfterLeavingTheChannel() {
    assertEquals(users("GRACE", "KAI"), LIST.withLeft("C1", user("GRACE")).people());
    assertEquals(users("KAI"), LIST.groupMembers());
  }

  @Test
  void ofAnotherListOnlyTheChangesOfMembersAreTaken() {
    WatchList atStart = LIST;
    WatchList later =
        atStart
            .withJoined("C1", user("MAYA"), WatchList.LIMIT)
            .withJoined("C1", user("NOAH"), WatchList.LIMIT)
            .withLeft("C1", user("KAI"));
    WatchList here =
        new WatchList(
            users("OLIVIA"),
            List.of(design(users("KAI", "NOAH")).withSelection(users("KAI"))),
            true);
    WatchList changed = here.withMemberChanges(atStart, later);
    assertEquals(users("OLIVIA"), changed.single(), "GRACE was removed here");
    assertEquals(users("MAYA"), changed.followed().getFirst().members());
    assertEquals(users("NOAH"), changed.followed().getFirst().leftOut());
    assertEquals(here, here.withMemberChanges(later, later));
  }

  @Test
  void anExcludedMemberStaysExcludedUntilLeavingAndJoiningAgain() {
    WatchList without = LIST.withSelection(users("GRACE"));
    assertEquals(users("KAI"), without.followed().getFirst().leftOut());
    assertEquals(
        without, without.withMembers("C1", users("KAI", "GRACE"), Set.of(), WatchList.LIMIT));
    assertEquals(
        users("GRACE", "KAI"),
        without
            .withLeft("C1", user("KAI"))
            .withJoined("C1", user("KAI"), WatchList.LIMIT)
            .people());
  }

  @Test
  void withoutAutoAddNewMembersWait() {
    WatchList asking = LIST.withAutoAdd(false).withJoined("C1", user("MAYA"), WatchList.LIMIT);
    assertEquals(users("GRACE", "KAI"), asking.people());
    assertEquals(users("MAYA"), asking.pendingUsers());
    assertEquals(users("GRACE", "KAI", "MAYA"), asking.admittingAll().people());
    WatchList declined = asking.decliningAll();
    assertEquals(Set.of(), declined.pendingUsers());
    assertEquals(declined, declined.withJoined("C1", user("MAYA"), WatchList.LIMIT));
  }

  @Test
  void aSessionThatAddsNewMembersAddsNoneToAListThatAsks() {
    WatchList after = LIST.withJoined("C1", user("MAYA"), WatchList.LIMIT);
    assertEquals(after, LIST.withMemberChanges(LIST, after));
    WatchList asking = LIST.withAutoAdd(false);
    assertEquals(asking, asking.withMemberChanges(LIST, after));
  }

  @Test
  void aMemberAboveTheLimitWaitsAndReplacesNoOther() {
    Set<UserId> many =
        IntStream.range(0, WatchList.LIMIT)
            .mapToObj(i -> String.format(Locale.ROOT, "U%05d", i))
            .map(UserId::new)
            .collect(Collectors.toCollection(TreeSet::new));
    WatchList full =
        WatchList.of(many)
            .following(design(Set.of()))
            .withJoined("C1", user("MAYA"), WatchList.LIMIT);
    assertEquals(many, full.people());
    assertEquals(users("MAYA"), full.pendingUsers());
    assertEquals(full, full.admittingAll());
  }

  @Test
  void recordersThatShareTheirPeopleMayHaveLongerLists() {
    Set<UserId> many =
        IntStream.range(0, 2000)
            .mapToObj(i -> String.format(Locale.ROOT, "U%05d", i))
            .map(UserId::new)
            .collect(Collectors.toCollection(TreeSet::new));
    WatchOptions shared = new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, Set.of(), true);
    WatchList all =
        WatchList.of(Set.of())
            .following(design(Set.of()))
            .withMembers("C1", many, Set.of(), shared.most());
    assertEquals(many, all.people());
    assertEquals(Set.of(), all.pendingUsers());
    assertEquals(WatchList.LIMIT, WatchOptions.ALWAYS.most());
  }

  @Test
  void aResponseDoesNotUndoEventsDuringTheRequest() {
    WatchList changed =
        LIST.withJoined("C1", user("MAYA"), WatchList.LIMIT).withLeft("C1", user("KAI"));
    assertEquals(
        changed,
        changed.withMembers("C1", users("KAI", "GRACE"), users("MAYA", "KAI"), WatchList.LIMIT));
  }

  @Test
  void aMemberOfTwoGroupsStaysUntilLeavingBoth() {
    WatchList both =
        LIST.following(
            new FollowedGroup(
                FollowedGroup.Kind.USER_GROUP, "S1", "crew", users("KAI"), Set.of(), Set.of()));
    assertEquals(users("GRACE", "KAI"), both.withLeft("C1", user("KAI")).people());
    assertEquals(
        users("GRACE"), both.withLeft("C1", user("KAI")).withLeft("S1", user("KAI")).people());
    assertEquals(users("GRACE", "KAI"), both.withoutGroup("C1").people());
  }

  @Test
  void aManualSelectionStaysManual() {
    WatchList chosen = LIST.withSelection(users("GRACE", "KAI", "ZOE"));
    assertEquals(users("GRACE", "ZOE"), chosen.single());
    assertEquals(users("KAI", "GRACE"), chosen.followed().getFirst().members());
  }

  @Test
  void ofAnotherListOnlyTheRemovalsAreTaken() {
    FollowedGroup crew =
        new FollowedGroup(
            FollowedGroup.Kind.USER_GROUP, "S1", "crew", users("NOAH"), Set.of(), Set.of());
    WatchList before = LIST.following(crew);
    WatchList after =
        LIST.withSelection(users("GRACE", "ZOE")).withJoined("C1", user("MAYA"), WatchList.LIMIT);
    WatchList next = before.withRemovals(before, after);
    assertEquals(users("GRACE"), next.people());
    assertEquals(users("KAI"), next.followed().getFirst().leftOut());
    assertEquals(1, next.followed().size());
    assertEquals(before, before.withRemovals(after, after));
  }

  private static FollowedGroup design(Set<UserId> members) {
    return new FollowedGroup(
        FollowedGroup.Kind.CHANNEL, "C1", "design", members, Set.of(), Set.of());
  }

  private static UserId user(String name) {
    return new UserId("U" + name);
  }

  private static Set<UserId> users(String... names) {
    return Arrays.stream(names)
        .map(WatchListTest::user)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
