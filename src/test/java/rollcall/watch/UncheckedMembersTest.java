package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

class UncheckedMembersTest {
  private static final UserId GRACE = new UserId("U1");
  private static final UserId KAI = new UserId("U2");
  private static final UserId MAYA = new UserId("U3");

  private final UncheckedMembers members = new UncheckedMembers(Set.of(GRACE, KAI));

  @Test
  void aGapMakesAllGroupMembersUnchecked() {
    assertFalse(members.contains(GRACE));
    members.onGap();
    assertEquals(Set.of(GRACE, KAI), members.all());
    assertEquals(1, members.gapCount());
  }

  @Test
  void aGapOfAPersonWhoIsNoGroupMemberCountsForNothing() {
    members.onGap(MAYA);
    assertEquals(Set.of(), members.all());
    assertEquals(0, members.gapCount());
    members.onGap(KAI);
    assertEquals(Set.of(KAI), members.all());
  }

  @Test
  void withheldChangesOfConfirmedPeopleAreReleasedOnceAndInOrder() {
    members.onGap();
    List<Function<PresenceTracker, List<Sighting>>> changes =
        List.of(_ -> List.of(), _ -> List.of(), _ -> List.of());
    members.withhold(KAI, changes.get(0), true);
    members.withhold(GRACE, changes.get(1), true);
    members.withhold(KAI, changes.get(2), true);
    assertTrue(members.confirm(Set.of(KAI)));
    assertEquals(List.of(changes.get(0), changes.get(2)), members.release());
    assertEquals(List.of(), members.release());
    assertFalse(members.confirm(Set.of(KAI)));
  }

  @Test
  void aMemberWhoIsChosenManuallyNeedsNoConfirmation() {
    members.onGap();
    assertEquals(Set.of(GRACE), members.setGroupMembers(Set.of(KAI)));
    assertTrue(members.contains(GRACE), "until confirmed");
  }
}
