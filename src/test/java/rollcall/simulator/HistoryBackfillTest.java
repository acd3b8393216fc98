package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Generated history and scripted first half hour.
class HistoryBackfillTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");

  @Test
  void aPersonWhoJoinedTwelveDaysAgoHasNoEarlierHistory() throws IOException {
    try (SlackSimulator workspace = SlackSimulator.start(DemoOptions.standard(clock))) {
      Instant end = workspace.started();
      Instant start = end.minus(Duration.ofDays(30));
      Map<String, Instant> first =
          workspace.history(start, end).stream()
              .collect(
                  Collectors.toMap(
                      PresenceTransition::user, PresenceTransition::at, (early, late) -> early));
      assertEquals(24, first.size());
      String anil = workspace.people().get(15).id();
      assertEquals(Instant.parse("2026-11-06T03:30:00Z"), first.remove(anil));
      assertEquals(List.of(start), first.values().stream().distinct().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-18T12:00:00Z", "2026-11-22T03:00:00Z", "2027-01-01T23:59:59Z"})
  void historyHasAnOutageAndASleepOnWorkingDays(String now) {
    List<ObservationGap> lapses = ObservationGap.before(Instant.parse(now));
    assertEquals(
        List.of(ObservationGap.Kind.OUTAGE, ObservationGap.Kind.SLEEP),
        lapses.stream().map(ObservationGap::kind).toList());
    for (ObservationGap lapse : lapses) {
      DayOfWeek day = lapse.from().atOffset(ZoneOffset.UTC).getDayOfWeek();
      assertTrue(day.getValue() < DayOfWeek.SATURDAY.getValue(), day.toString());
      assertTrue(lapse.from().isBefore(lapse.to()));
      assertTrue(lapse.to().isBefore(Instant.parse(now)));
    }
    assertTrue(lapses.getFirst().to().isBefore(lapses.getLast().from()));
  }

  @Test
  void aClientReceivesEachKindOfEventInTheFirstHalfHour() throws IOException {
    DemoOptions options = DemoOptions.standard(clock).withSpeed(60).withoutLimits();
    try (SlackSimulator workspace = SlackSimulator.start(options)) {
      MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
      assertEquals("{'type':'hello'}", socket.receive());
      workspace.apply(new WorkspaceChange.JoinChannel(workspace.botUserId(), "C0DESIGN000"));
      for (int second = 0; second < 31; second++) {
        clock.advance(Duration.ofSeconds(1));
        workspace.runDueTasks();
      }
      socket.send("{'id':1,'type':'ping'}");
      List<String> types = new ArrayList<>();
      while (!types.contains("pong")) {
        JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
        types.add(event.path("type").asString());
      }
      assertEquals(
          List.of(
              "member_joined_channel",
              "team_join",
              "member_joined_channel",
              "member_joined_channel",
              "user_change",
              "user_status_changed",
              "user_profile_changed",
              "user_change",
              "user_huddle_changed",
              "dnd_updated_user",
              "member_joined_channel",
              "user_change",
              "user_huddle_changed",
              "member_left_channel",
              "user_change",
              "user_status_changed",
              "user_profile_changed",
              "pong"),
          types);
      JsonNode members =
          MinimalClient.call(workspace.apiUrl(), workspace.token(), "users.list").path("members");
      assertEquals("Noor Haddad", members.get(27).path("real_name").asString());
    }
  }
}
