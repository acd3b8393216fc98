package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.slack.SlackPresence;

/// Presence subscription and its verification.
class PresenceSubscriptionTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private final PresenceSubscription list = new PresenceSubscription();

  @Test
  void changesWithinASecondGoOutAsOne() {
    list.resume(NOON);
    list.subscribe(List.of("U1"));
    assertEquals(Optional.of(NOON), list.due(NOON));
    list.send(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.subscribe(List.of("U1", "U2", "U3"));
    assertEquals(Optional.of(NOON.plusSeconds(1)), list.due(NOON));
    assertEquals(List.of("U1", "U2", "U3"), list.send(NOON.plusSeconds(1)));
    assertEquals(Optional.empty(), list.due(NOON.plusSeconds(1)));
    list.resume(NOON);
    assertEquals(Optional.of(NOON.plusSeconds(1)), list.due(NOON.plusSeconds(1)));
  }

  @Test
  void usersWithoutPresenceAreQueriedAndThenGivenUp() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2", "U3"));
    list.send(NOON);
    tell("U1", SlackPresence.AWAY, NOON);
    assertEquals(Optional.of(NOON.plusSeconds(10)), list.deadline());
    assertEquals(PresenceSubscription.TickResult.NONE, list.tick(NOON.plusSeconds(9)));
    assertEquals(
        new PresenceSubscription.TickResult(List.of(List.of("U2", "U3"))),
        list.tick(NOON.plusSeconds(10)));
    tell("U2", SlackPresence.ACTIVE, NOON.plusSeconds(11));
    assertEquals(
        new PresenceUnconfirmed(Set.of("U3"), NOON, NOON.plusSeconds(20)),
        list.tick(NOON.plusSeconds(20)).unconfirmed());
    assertEquals(Optional.of(NOON.plusSeconds(20).plus(QUARTER)), list.deadline());
  }

  @Test
  void whoIsDroppedAndWantedAgainBeforeTheListGoesOutIsAskedFor() {
    confirm("U1");
    list.subscribe(List.of());
    list.subscribe(List.of("U1"));
    list.send(NOON.plusSeconds(60));
    assertEquals(
        new PresenceSubscription.TickResult(List.of(List.of("U1"))),
        list.tick(NOON.plusSeconds(70)));
  }

  @Test
  void whoIsAddedLaterIsAwaitedAndTheOthersAreNot() {
    confirm("U1");
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON.plusSeconds(60));
    assertEquals(
        new PresenceSubscription.TickResult(List.of(List.of("U2"))),
        list.tick(NOON.plusSeconds(70)));
  }

  @Test
  void aListThatKeepsChangingPostponesNoQuery() {
    confirm("U1");
    list.subscribe(List.of());
    list.subscribe(List.of("U1"));
    list.send(NOON.plusSeconds(60));
    List<Integer> asked = new ArrayList<>();
    for (int second = 62; second <= 94; second += 2) {
      Instant at = NOON.plusSeconds(second);
      list.subscribe(IntStream.rangeClosed(1, second).mapToObj(i -> "U" + i).toList());
      list.send(at);
      IntStream.rangeClosed(2, second).forEach(i -> tell("U" + i, SlackPresence.AWAY, at));
      if (list.tick(at).queries().equals(List.of(List.of("U1")))) {
        asked.add(second);
      }
    }
    assertEquals(List.of(70, 82, 94), asked);
  }

  @Test
  void manyAreAskedForByTheFiveHundred() {
    List<String> crowd = IntStream.range(0, 750).mapToObj(i -> "U" + i).toList();
    list.resume(NOON);
    list.subscribe(crowd);
    list.send(NOON);
    assertEquals(
        List.of(crowd.subList(0, 500), crowd.subList(500, 750)),
        list.tick(NOON.plusSeconds(10)).queries());
  }

  @Test
  void everyQuarterOfAnHourTheSubscriptionIsChecked() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    assertEquals(new PresenceSubscription.TickResult(List.of(List.of("U1"))), list.tick(check));
    tell("U1", SlackPresence.AWAY, check.plusSeconds(1));
    assertEquals(Optional.empty(), list.due(check.plusSeconds(1)));
    assertEquals(Optional.of(check.plusSeconds(1).plus(QUARTER)), list.deadline());
  }

  @Test
  void whatACheckOnlyConfirmsIsNoNews() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    assertEquals(List.of("U1", "U2"), onPresence(SlackPresence.AWAY, NOON));
    assertEquals(List.of("U1", "U2"), onPresence(SlackPresence.AWAY, NOON.plusSeconds(5)));
    list.tick(NOON.plus(QUARTER));
    tell("U1", SlackPresence.ACTIVE, NOON.plus(QUARTER));
    assertEquals(List.of("U1"), onPresence(SlackPresence.AWAY, NOON.plus(QUARTER)));
  }

  private List<String> onPresence(SlackPresence presence, Instant at) {
    return list.onPresence(new RtmEvent.PresenceChange(List.of("U1", "U2"), presence, "{}", at));
  }

  @Test
  void anAnswerThatContradictsTheSubscriptionBringsTheListAgain() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(1)));
    assertEquals(Optional.of(check.plusSeconds(3)), list.deadline());
    assertEquals(Optional.empty(), list.due(check.plusSeconds(1)));
    PresenceMismatch found =
        new PresenceMismatch(
            Map.of("U1", SlackPresence.ACTIVE), Set.of(), NOON, NOON, check.plusSeconds(1));
    assertEquals(
        new PresenceSubscription.TickResult(List.of(), null, found),
        list.tick(check.plusSeconds(3)));
    assertEquals(
        List.of(
            new RtmEvent.PresenceChange(
                List.of("U1"),
                SlackPresence.ACTIVE,
                "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"active\"}",
                check.plusSeconds(1))),
        found.changes());
    assertEquals(Optional.of(check.plusSeconds(3)), list.due(check.plusSeconds(3)));
    list.send(check.plusSeconds(3));
    assertEquals(Optional.of(check.plusSeconds(13)), list.deadline());
  }

  @Test
  void aChangeDuringAQueryArrivesTwiceAndIsNoMismatch() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(1)));
    assertEquals(List.of("U1"), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(2)));
    assertEquals(Optional.empty(), list.due(check.plusSeconds(2)));
    assertEquals(Optional.of(check.plusSeconds(2).plus(QUARTER)), list.deadline());
  }

  @Test
  void othersDoNotPutOffTheDecisionAboutAContradiction() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    onPresence(SlackPresence.AWAY, NOON);
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(1));
    onPresence("U2", SlackPresence.AWAY, check.plusSeconds(1));
    assertEquals(List.of("U2"), onPresence("U2", SlackPresence.ACTIVE, check.plusSeconds(2)));
    assertEquals(Optional.of(check.plusSeconds(3)), list.deadline());
    assertEquals(
        new PresenceMismatch(
            Map.of("U1", SlackPresence.ACTIVE),
            Set.of(),
            NOON,
            check.plusSeconds(2),
            check.plusSeconds(1)),
        list.tick(check.plusSeconds(3)).mismatch());
  }

  @Test
  void aListThatChangesDuringACheckIsSentAfterIt() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.subscribe(List.of("U1", "U2"));
    assertEquals(Optional.of(check.plusSeconds(10)), list.due(check.plusSeconds(1)));
    onPresence("U1", SlackPresence.AWAY, check.plusSeconds(1));
    assertEquals(Optional.of(check.plusSeconds(1)), list.due(check.plusSeconds(1)));
    list.send(check.plusSeconds(1));
    assertEquals(List.of(List.of("U2")), list.tick(check.plusSeconds(11)).queries());
  }

  @Test
  void aListThatChangesDuringACheckHidesNoMismatch() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.subscribe(List.of("U1", "U2"));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(2)));
    assertEquals(Optional.of(check.plusSeconds(4)), list.due(check.plusSeconds(2)));
    assertEquals(
        new PresenceMismatch(
            Map.of("U1", SlackPresence.ACTIVE), Set.of(), NOON, NOON, check.plusSeconds(2)),
        list.tick(check.plusSeconds(4)).mismatch());
    assertEquals(List.of("U1", "U2"), list.send(check.plusSeconds(4)));
  }

  @Test
  void aCheckOfRemovedUsersDoesNotDelayTheList() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.subscribe(List.of("U2"));
    assertEquals(Optional.of(check.plusSeconds(1)), list.due(check.plusSeconds(1)));
  }

  @Test
  void aUserWhoIsTwiceInOneAnswerToACheckIsWithheldOnce() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    Instant at = check.plusSeconds(1);
    assertEquals(
        List.of(),
        list.onPresence(
            new RtmEvent.PresenceChange(List.of("U1", "U1"), SlackPresence.ACTIVE, "{}", at)));
    assertEquals(
        new PresenceMismatch(Map.of("U1", SlackPresence.ACTIVE), Set.of(), NOON, NOON, at),
        list.tick(check.plusSeconds(3)).mismatch());
  }

  @Test
  void aCheckThatIsNotAnsweredTwiceBringsTheListAgainAndThenTheTruth() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    assertEquals(
        new PresenceSubscription.TickResult(List.of(List.of("U1"))),
        list.tick(check.plusSeconds(10)));
    assertEquals(
        new PresenceMismatch(Map.of(), Set.of("U1"), NOON, NOON, check.plusSeconds(20)),
        list.tick(check.plusSeconds(20)).mismatch());
    assertEquals(Optional.of(check.plusSeconds(20)), list.due(check.plusSeconds(20)));
    list.send(check.plusSeconds(20));
    assertEquals(List.of(List.of("U1")), list.tick(check.plusSeconds(30)).queries());
    assertEquals(
        new PresenceUnconfirmed(Set.of("U1"), check.plusSeconds(20), check.plusSeconds(40)),
        list.tick(check.plusSeconds(40)).unconfirmed());
  }

  @Test
  void theSecondAnswerIsAsGoodAsTheFirst() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(11)));
    assertEquals(Optional.empty(), list.due(check.plusSeconds(11)));
    assertEquals(Optional.of(check.plusSeconds(11).plus(QUARTER)), list.deadline());
  }

  /// Slack was slow: both questions are answered, and that is no word of the subscription.
  @Test
  void theAnswersToTwoQuestionsContradictAsOne() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(11)));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(12)));
    assertEquals(
        new PresenceMismatch(
            Map.of("U1", SlackPresence.ACTIVE), Set.of(), NOON, NOON, check.plusSeconds(12)),
        list.tick(check.plusSeconds(13)).mismatch());
  }

  @Test
  void anAnswerToTheSecondQuestionThatOnlyConfirmsIsNoWordOfTheSubscriptionEither() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(11)));
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(12)));
    assertEquals(Optional.of(check.plusSeconds(11).plus(QUARTER)), list.deadline());
  }

  @Test
  void anAnswerToTheSecondQuestionThatContradictsTheFirstIsAContradiction() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(11)));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(12)));
    assertEquals(
        new PresenceMismatch(
            Map.of("U1", SlackPresence.ACTIVE),
            Set.of(),
            check.plusSeconds(11),
            check.plusSeconds(11),
            check.plusSeconds(12)),
        list.tick(check.plusSeconds(14)).mismatch());
  }

  @Test
  void longAfterTwoQuestionsAWordIsOneOfTheSubscriptionAgain() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(11)));
    assertEquals(List.of("U1"), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(40)));
  }

  @Test
  void aChangeBesideTheAnswersToTwoQuestionsIsNoContradiction() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(11)));
    assertEquals(List.of(), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(11)));
    assertEquals(List.of("U1"), onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(12)));
    assertEquals(Optional.of(check.plusSeconds(12).plus(QUARTER)), list.deadline());
  }

  @Test
  void aPushedEventProvesThatTheSubscriptionWorks() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    onPresence(SlackPresence.AWAY, NOON);
    onPresence("U2", SlackPresence.ACTIVE, NOON.plusSeconds(600));
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.tick(check.plusSeconds(10));
    assertEquals(
        new PresenceMismatch(
            Map.of(),
            Set.of("U1", "U2"),
            NOON.plusSeconds(600),
            NOON.plusSeconds(600),
            check.plusSeconds(20)),
        list.tick(check.plusSeconds(20)).mismatch());
  }

  @Test
  void theSubscriptionWorkedUntilTheLastPushedEventAndAnswersProveNothing() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    onPresence(SlackPresence.AWAY, NOON);
    Instant push = NOON.plusSeconds(300);
    tell("U2", SlackPresence.ACTIVE, push);
    list.subscribe(List.of("U1", "U2", "U3"));
    list.send(NOON.plusSeconds(400));
    tell("U3", SlackPresence.ACTIVE, NOON.plusSeconds(401));
    Instant check = NOON.plusSeconds(401).plus(QUARTER);
    list.tick(check);
    onPresence("U1", SlackPresence.ACTIVE, check);
    onPresence("U2", SlackPresence.ACTIVE, check);
    onPresence("U3", SlackPresence.ACTIVE, check);
    assertEquals(
        new PresenceMismatch(Map.of("U1", SlackPresence.ACTIVE), Set.of(), NOON, push, check),
        list.tick(check.plusSeconds(2)).mismatch());
  }

  @Test
  void aChangeOutsideOfACheckIsNoContradiction() {
    confirm("U1");
    tell("U1", SlackPresence.ACTIVE, NOON.plusSeconds(30));
    assertEquals(Optional.empty(), list.due(NOON.plusSeconds(30)));
  }

  @Test
  void aRemovedUserIsNotQueried() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    list.subscribe(List.of());
    list.send(NOON.plusSeconds(1));
    assertEquals(PresenceSubscription.TickResult.NONE, list.tick(NOON.plusSeconds(10)));
    assertEquals(PresenceSubscription.TickResult.NONE, list.tick(NOON.plusSeconds(20)));
  }

  @Test
  void aUserRemovedDuringACheckLeavesNoMismatch() {
    confirm("U1");
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    list.subscribe(List.of());
    list.send(check.plusSeconds(1));
    assertEquals(PresenceSubscription.TickResult.NONE, list.tick(check.plusSeconds(10)));
    assertEquals(Optional.of(check.plusSeconds(10).plus(QUARTER)), list.deadline());
  }

  @Test
  void aChangeBeforeTheAnswersComeDoesNotCutTheQuestionShort() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    onPresence(SlackPresence.AWAY, NOON);
    Instant check = NOON.plus(QUARTER);
    list.tick(check);
    onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(10));
    assertEquals(
        new PresenceSubscription.TickResult(List.of(List.of("U2"))),
        list.tick(check.plusSeconds(10)));
    onPresence("U1", SlackPresence.ACTIVE, check.plusSeconds(11));
    onPresence("U2", SlackPresence.AWAY, check.plusSeconds(11));
    assertEquals(Optional.of(check.plusSeconds(11).plus(QUARTER)), list.deadline());
  }

  @Test
  void aNewConnectionIsAwaitedAnew() {
    confirm("U1");
    list.resume(NOON);
    assertEquals(Optional.empty(), list.deadline());
    list.send(NOON.plusSeconds(60));
    assertEquals(Optional.of(NOON.plusSeconds(70)), list.deadline());
  }

  /// After a planned handover, the listeners still hold what the connection before reported.
  @Test
  void usersWhoAreNotAnsweredOnANewConnectionAreGivenUpFromItsStart() {
    confirm("U1");
    Instant handover = NOON.plusSeconds(60);
    list.resume(handover);
    list.send(handover.plusSeconds(3));
    assertEquals(List.of(List.of("U1")), list.tick(handover.plusSeconds(13)).queries());
    assertEquals(
        new PresenceUnconfirmed(Set.of("U1"), handover, handover.plusSeconds(23)),
        list.tick(handover.plusSeconds(23)).unconfirmed());
  }

  @Test
  void aListOfWhichNoUserIsAnsweredIsSentAgainAfterAMinute() {
    confirm("U1");
    list.resume(NOON);
    list.send(NOON);
    list.tick(NOON.plusSeconds(10));
    list.tick(NOON.plusSeconds(20));
    assertEquals(Optional.of(NOON.plusSeconds(80)), list.deadline());
    list.tick(NOON.plusSeconds(80));
    assertEquals(Optional.of(NOON.plusSeconds(80)), list.due(NOON.plusSeconds(80)));
    assertEquals(List.of("U1"), list.send(NOON.plusSeconds(80)));
    assertEquals(List.of("U1"), onPresence("U1", SlackPresence.AWAY, NOON.plusSeconds(81)));
    assertEquals(Optional.of(NOON.plusSeconds(81).plus(QUARTER)), list.deadline());
  }

  @Test
  void aUserWhoWasGivenUpIsAskedForWithTheNextCheckAndItsSilenceIsNoMismatch() {
    list.resume(NOON);
    list.subscribe(List.of("U1", "U2"));
    list.send(NOON);
    onPresence("U1", SlackPresence.AWAY, NOON);
    list.tick(NOON.plusSeconds(10));
    list.tick(NOON.plusSeconds(20));
    Instant check = NOON.plusSeconds(20).plus(QUARTER);
    assertEquals(List.of(List.of("U1", "U2")), list.tick(check).queries());
    assertEquals(List.of(), onPresence("U1", SlackPresence.AWAY, check.plusSeconds(1)));
    assertEquals(Optional.of(check.plusSeconds(1).plus(QUARTER)), list.deadline());
    assertEquals(List.of("U2"), onPresence("U2", SlackPresence.ACTIVE, check.plusSeconds(2)));
  }

  private void confirm(String user) {
    list.resume(NOON);
    list.subscribe(List.of(user));
    list.send(NOON);
    tell(user, SlackPresence.AWAY, NOON);
    assertEquals(Optional.of(NOON.plus(QUARTER)), list.deadline());
  }

  private List<String> onPresence(String user, SlackPresence presence, Instant at) {
    return list.onPresence(new RtmEvent.PresenceChange(List.of(user), presence, "{}", at));
  }

  private void tell(String user, SlackPresence presence, Instant at) {
    list.onPresence(new RtmEvent.PresenceChange(List.of(user), presence, "{}", at));
  }
}
