package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Workspace changes and the events that Slack sends for them (slack-protocol 4.5, 4.6, 5.1).
class ChangesTest {
  private static final String NOOR = "U0NOOR00000";
  private static final String GENERAL = "C0GENERAL00";
  private static final String DESIGN = "C0DESIGN000";
  private static final String STAMP = "1795003200.000000";

  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private String ada;
  private String jonas;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople().withoutLimits());
    ada = workspace.people().get(0).id();
    jonas = workspace.people().get(1).id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aJoinerIsAnnouncedToAllAndEntersTheGeneralChannel() {
    MinimalClient.Socket socket = connect();
    workspace.apply(
        new WorkspaceChange.JoinWorkspace(NOOR, "Noor Haddad", ZoneId.of("Asia/Kolkata")));
    JsonNode join = MinimalClient.json(socket.receive().replace('\'', '"'));
    assertEquals("team_join", join.path("type").asString());
    assertEquals("Noor Haddad", join.path("user").path("real_name").asString());
    assertEquals(19_800, join.path("user").path("tz_offset").asInt());
    assertEquals(STAMP, join.path("event_ts").asString());
    assertEquals(1_795_003_200, join.path("cache_ts").asLong());
    assertEquals(membership("member_joined_channel", NOOR, GENERAL), socket.receive());
    assertEquals(join.path("user"), call("users.info", "user=" + NOOR).path("user"));
    assertEquals(ActiveOrAway.AWAY, workspace.presence(NOOR));
    assertEquals(
        List.of(new PresenceTransition(NOOR, ActiveOrAway.AWAY, workspace.started())),
        workspace.groundTruth(NOOR, workspace.started(), Instant.MAX));
  }

  @Test
  void aRenameIsAUserChange() {
    MinimalClient.Socket socket = connect();
    workspace.apply(new WorkspaceChange.Rename(ada, "Ada Brandt-Øst 🦊", "Ada"));
    JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
    assertEquals("user_change", event.path("type").asString());
    assertEquals("Ada Brandt-Øst 🦊", event.path("user").path("real_name").asString());
    assertEquals("Ada", event.path("user").path("profile").path("display_name").asString());
    assertEquals(event.path("user"), call("users.info", "user=" + ada).path("user"));
  }

  @Test
  void aDeactivatedUserIsAwayAndExcludedFromQueries() {
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    MinimalClient.Socket socket = connect();
    subscribe(socket, jonas);
    socket.receive();
    workspace.apply(new WorkspaceChange.Deactivate(jonas));
    JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
    assertEquals("user_change", event.path("type").asString());
    assertTrue(event.path("user").path("deleted").asBoolean());
    assertEquals(single(jonas, "away"), socket.receive());
    subscribe(socket, ada, jonas);
    assertEquals(single(ada, "away"), socket.receive());
    afterPing(socket);
    workspace.apply(new WorkspaceChange.Reactivate(jonas));
    assertFalse(call("users.info", "user=" + jonas).path("user").path("deleted").asBoolean());
    assertEquals(ActiveOrAway.ACTIVE, workspace.presence(jonas));
  }

  @Test
  void deactivationRevokesTheTokenAndClosesTheSockets() {
    MinimalClient.Socket own =
        MinimalClient.connect(workspace.apiUrl(), workspace.token(TokenKind.CLASSIC_USER));
    own.receive();
    workspace.apply(new WorkspaceChange.Deactivate(ada));
    own.receive();
    assertEquals("the connection has ended: 1000", own.receive());
    assertEquals(
        "account_inactive",
        MinimalClient.call(workspace.apiUrl(), workspace.token(TokenKind.CLASSIC_USER), "auth.test")
            .path("error")
            .asString());
  }

  @Test
  void aStatusChangeSendsThreeEventsWithTheWholeUser() {
    MinimalClient.Socket socket = connect();
    Instant six = Instant.parse("2026-11-18T18:00:00Z");
    workspace.apply(
        new WorkspaceChange.SetStatus(ada, new UserStatus("Reading :books:", ":books:", six)));
    JsonNode user = call("users.info", "user=" + ada).path("user");
    for (String type : List.of("user_change", "user_status_changed", "user_profile_changed")) {
      JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
      assertEquals(type, event.path("type").asString());
      assertEquals(user, event.path("user"));
    }
    JsonNode profile = call("users.profile.get", "user=" + ada).path("profile");
    assertEquals("Reading :books:", profile.path("status_text").asString());
    assertEquals(":books:", profile.path("status_emoji").asString());
    assertEquals(six.getEpochSecond(), profile.path("status_expiration").asLong());
    assertThrows(
        IllegalArgumentException.class, () -> new UserStatus("x".repeat(101), "", Instant.EPOCH));
  }

  @Test
  void aHuddleSendsTwoEventsWithOneTimestamp() {
    MinimalClient.Socket socket = connect();
    workspace.apply(new WorkspaceChange.Huddle(ada, true));
    for (String type : List.of("user_change", "user_huddle_changed")) {
      JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
      assertEquals(type, event.path("type").asString());
      assertEquals(STAMP, event.path("event_ts").asString());
      assertEquals(
          "in_a_huddle", event.path("user").path("profile").path("huddle_state").asString());
    }
  }

  @Test
  void aSnoozeSendsFullStatusToTheUserAndShortStatusToOthers() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket own =
        MinimalClient.connect(workspace.apiUrl(), workspace.token(TokenKind.CLASSIC_USER));
    own.receive();
    workspace.apply(new WorkspaceChange.Snooze(ada, Duration.ofMinutes(30)));
    String status =
        "'dnd_enabled':true,'next_dnd_start_ts':1795003200,'next_dnd_end_ts':1795005000";
    assertEquals(
        "{'type':'dnd_updated_user','user':'%s','dnd_status':{%s},'event_ts':'%s'}"
            .formatted(ada, status, STAMP),
        bot.receive());
    assertEquals(
        ("{'type':'dnd_updated','user':'%s','dnd_status':{%s,'snooze_enabled':true,"
                + "'snooze_endtime':1795005000,'snooze_remaining':1800,"
                + "'snooze_is_indefinite':false},'event_ts':'%s'}")
            .formatted(ada, status, STAMP),
        own.receive());
    assertEquals(
        MinimalClient.json("{\"ok\":true," + status.replace('\'', '"') + "}"),
        call("dnd.info", "user=" + ada));
    clock.advance(Duration.ofMinutes(30));
    assertEquals(
        Instant.parse("2026-11-18T21:00:00Z").getEpochSecond(),
        call("dnd.info", "user=" + ada).path("next_dnd_start_ts").asLong());
  }

  @Test
  void membershipEventsReachChannelMembersOnly() {
    MinimalClient.Socket bot = connect();
    workspace.apply(new WorkspaceChange.JoinChannel(ada, DESIGN));
    afterPing(bot);
    workspace.apply(new WorkspaceChange.JoinChannel(workspace.botUserId(), DESIGN));
    assertEquals(membership("member_joined_channel", workspace.botUserId(), DESIGN), bot.receive());
    workspace.apply(new WorkspaceChange.LeaveChannel(ada, DESIGN));
    assertEquals(membership("member_left_channel", ada, DESIGN), bot.receive());
    workspace.apply(new WorkspaceChange.LeaveChannel(workspace.botUserId(), DESIGN));
    assertEquals(membership("member_left_channel", workspace.botUserId(), DESIGN), bot.receive());
    workspace.apply(new WorkspaceChange.JoinChannel(ada, DESIGN));
    afterPing(bot);
    JsonNode members = call("conversations.members", "channel=" + DESIGN).path("members");
    assertTrue(members.valueStream().anyMatch(id -> id.asString().equals(ada)));
  }

  @Test
  void userGroupChangesAreSentToAll() {
    MinimalClient.Socket bot = connect();
    String sales = "S0SALES0000";
    workspace.apply(new WorkspaceChange.JoinGroup(ada, sales));
    assertEquals(
        ("{'type':'subteam_members_changed','subteam_id':'%s','team_id':'T0ACMEDEMO',"
                + "'date_previous_update':1600000000,'date_update':1795003200,"
                + "'added_users':['%s'],'added_users_count':1,'removed_users':[],"
                + "'removed_users_count':0,'event_ts':'%s'}")
            .formatted(sales, ada, STAMP),
        bot.receive());
    assertTrue(bot.receive().contains("'type':'subteam_updated'"));
    JsonNode users = call("usergroups.users.list", "usergroup=" + sales).path("users");
    assertTrue(users.valueStream().anyMatch(id -> id.asString().equals(ada)));
    workspace.apply(new WorkspaceChange.LeaveGroup(ada, sales));
    assertTrue(bot.receive().contains("'removed_users':['" + ada + "'],'removed_users_count':1"));
    assertThrows(
        IllegalArgumentException.class,
        () -> workspace.apply(new WorkspaceChange.LeaveGroup(ada, sales)));
  }

  @Test
  void messagesAndTypingReachTheMembersOfTheirChannelOnly() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person =
        MinimalClient.connect(workspace.apiUrl(), workspace.token(TokenKind.CLASSIC_USER));
    person.receive();
    person.send("{'id':1,'type':'message','channel':'C0ENGINEERI','text':'among us'}");
    person.receive();
    person.send("{'id':2,'type':'typing','channel':'C0ENGINEERI'}");
    person.send("{'id':3,'type':'message','channel':'C0GENERAL00','text':'for all'}");
    assertTrue(bot.receive().contains("'text':'for all'"));
    afterPing(bot);
  }

  @Test
  void aPrivateChannelIsSeenByItsMembersOnly() {
    MinimalClient.Socket bot = connect();
    workspace.apply(new WorkspaceChange.CreateChannel("G0SECRET000", "secret", true, List.of(ada)));
    afterPing(bot);
    assertEquals(
        "channel_not_found",
        call("conversations.info", "channel=G0SECRET000").path("error").asString());
    assertEquals(
        List.of("secret"),
        MinimalClient.call(
                workspace.apiUrl(),
                workspace.token(TokenKind.CLASSIC_USER),
                "users.conversations",
                "types=private_channel")
            .path("channels")
            .valueStream()
            .map(channel -> channel.path("name").asString())
            .toList());
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            "C0NEW000000", "new", false, List.of(ada, workspace.botUserId())));
    assertEquals(membership("member_joined_channel", ada, "C0NEW000000"), bot.receive());
    assertEquals(
        membership("member_joined_channel", workspace.botUserId(), "C0NEW000000"), bot.receive());
  }

  private static String membership(String type, String user, String channel) {
    return "{'type':'%s','user':'%s','channel':'%s','channel_type':'C','team':'T0ACMEDEMO','event_ts':'%s'}"
        .formatted(type, user, channel, STAMP);
  }

  private MinimalClient.Socket connect() {
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    assertEquals("{'type':'hello'}", socket.receive());
    return socket;
  }

  private JsonNode call(String method, String... args) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), method, args);
  }

  private static void subscribe(MinimalClient.Socket socket, String... ids) {
    socket.send("{'type':'presence_sub','ids':['" + String.join("','", ids) + "']}");
  }

  private static void afterPing(MinimalClient.Socket socket) {
    socket.send("{'id':99,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':99}", socket.receive());
  }

  private static String single(String user, String presence) {
    return "{'type':'presence_change','user':'" + user + "','presence':'" + presence + "'}";
  }
}
