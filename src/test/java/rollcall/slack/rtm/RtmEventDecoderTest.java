package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.DndStatus;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.User;
import rollcall.slack.UserStatus;
import rollcall.slack.rtm.RtmEvent.Message.Kind;

class RtmEventDecoderTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void presenceComesInThreeForms() throws Exception {
    assertPresence(
        List.of("U1", "W2"),
        SlackPresence.AWAY,
        "{'type':'presence_change','users':['U1','W2'],'presence':'away'}");
    assertPresence(
        List.of("U1", "W2"),
        SlackPresence.AWAY,
        "{'type':'presence_change_batch','users':['U1','W2'],'presence':'away'}");
    assertPresence(
        List.of("U1"),
        SlackPresence.ACTIVE,
        "{'type':'presence_change','user':'U1','presence':'active'}");
    assertPresence(
        List.of("U1"),
        SlackPresence.ACTIVE,
        "{'presence':'active','user':'U1','x':{'type':'y'},'type':'presence_change'}");
  }

  private static void assertPresence(List<String> users, SlackPresence presence, String json)
      throws Exception {
    assertEquals(new RtmEvent.PresenceChange(users, presence, quoted(json), NOON), read(json));
  }

  @Test
  void anErrorNumberBeyondAnIntIsClampedAndABlankReasonIsNamed() throws Exception {
    assertRead(
        "{'type':'error','error':{'code':99999999999,'msg':'x'}}",
        json -> new RtmEvent.ServerError(Integer.MAX_VALUE, "x", json, NOON));
    assertRead(
        "{'type':'error','error':{'code':-4294967297,'msg':'x'}}",
        json -> new RtmEvent.ServerError(Integer.MIN_VALUE, "x", json, NOON));
    assertEquals(
        "Slack says: no reason given (0)",
        ConnectionInput.problem(new RtmEvent.ServerError(0, "", "{}", NOON)).getMessage());
  }

  @Test
  void theControlEventsAreRead() throws Exception {
    assertRead("{'type':'hello','region':'eu'}", json -> new RtmEvent.Hello(json, NOON));
    assertRead("{'type':'goodbye'}", json -> new RtmEvent.Goodbye(json, NOON));
    assertRead(
        "{'type':'pong','reply_to':7,'time':" + NOON.toEpochMilli() + "}",
        json -> new RtmEvent.Pong(7, NOON, json, NOON));
    assertRead(
        "{'type':'error','error':{'code':1,'msg':'Socket URL has expired'}}",
        json -> new RtmEvent.ServerError(1, "Socket URL has expired", json, NOON));
    assertRead(
        "{'type':'team_migration_started'}", json -> new RtmEvent.TeamMigrationStarted(json, NOON));
    assertRead(
        "{'type':'manual_presence_change','presence':'away'}",
        json -> new RtmEvent.ManualPresenceChange(SlackPresence.AWAY, json, NOON));
  }

  @Test
  void everyEventHoldsItsWholeFrame() throws Exception {
    for (String type :
        List.of("hello", "goodbye", "pong", "user_typing", "error", "team_migration_started")) {
      String json = "{'type':'" + type + "','new_field':{'deep':[1]}}";
      assertEquals(quoted(json), read(json).json());
      assertEquals(Map.of("deep", List.of(1)), read(json).body().get("new_field"));
    }
    assertEquals("eu", read("{'ok':true,'reply_to':1,'region':'eu'}").body().get("region"));
  }

  @Test
  void theFrameOfAReconnectUrlHoldsNoAddress() throws Exception {
    RtmEvent event = read("{'type':'reconnect_url','url':'wss://secret','x':1}");
    assertEquals(Map.of("type", "reconnect_url", "x", 1), event.body());
    assertFalse(event.toString().contains("secret"));
  }

  private static void assertRead(String json, Function<String, RtmEvent> expected)
      throws Exception {
    assertEquals(expected.apply(quoted(json)), read(json));
  }

  /// Each value of each event in turn is replaced by what it should not be.
  @Test
  void noWrongTypeInAnyFieldOfAnEventIsABug() {
    List<String> events =
        List.of(
            "{'type':'presence_change','users':['U1'],'presence':'away'}",
            "{'type':'manual_presence_change','presence':'away'}",
            "{'type':'pong','reply_to':7,'time':17}",
            "{'type':'error','error':{'code':1,'msg':'x'}}",
            "{'type':'user_change','user':{'id':'U1','profile':{'status_text':'s'},'deleted':false}}",
            "{'type':'dnd_updated_user','user':'U1','dnd_status':{'dnd_enabled':true}}",
            "{'type':'subteam_members_changed','subteam_id':'S1','added_users':['U1']}",
            "{'type':'team_join','user':{'id':'U1'}}",
            "{'type':'member_joined_channel','user':'U1','channel':'C1'}",
            "{'type':'message','channel':'C1','user':'U1','text':'t','ts':'1.2','subtype':'x'}",
            "{'type':'user_typing','user':'U1','channel':'C1'}",
            "{'ok':true,'reply_to':1,'ts':'1.2','text':'x'}",
            "{'ok':false,'reply_to':1,'error':{'code':2,'msg':'x'}}");
    List<String> wrong =
        List.of(
            "null",
            "-1",
            "1e300",
            "123456789012345678901234567890",
            "''",
            "true",
            "[]",
            "{}",
            "[[{}]]",
            "'" + "x".repeat(5000) + "'");
    for (String event : events) {
      Matcher value =
          Pattern.compile("(?<=:)('[^']*'|\\d+|true|false|\\[[^\\]]*]|\\{[^}]*})").matcher(event);
      while (value.find()) {
        for (String odd : wrong) {
          String json = event.substring(0, value.start()) + odd + event.substring(value.end());
          try {
            read(json);
          } catch (SlackException e) {
            assertFalse(e.getMessage().isBlank());
          } catch (Exception e) {
            throw new AssertionError(json, e);
          }
        }
      }
    }
  }

  @Test
  void aNumberTooLargeForUsCostsNoEvent() throws Exception {
    String json = "{'type':'later','time':123456789012345678901234567890,'reply_to':1e400}";
    assertEquals(new RtmEvent.Other("later", null, json.replace('\'', '"'), NOON), read(json));
  }

  @Test
  void whatFollowsTheObjectIsNotOverlooked() {
    assertThrows(SlackException.Socket.class, () -> read("{'type':'hello'}{'type':'goodbye'}"));
    assertThrows(SlackException.Socket.class, () -> read("{'type':'hello'} x"));
  }

  @Test
  void repliesHaveNoType() throws Exception {
    assertRead(
        "{'ok':true,'reply_to':1,'ts':'13.05','text':'Hi'}",
        json -> new RtmEvent.Ack(1, true, "13.05", "Hi", 0, null, json, NOON));
    assertRead(
        "{'ok':false,'reply_to':1,'error':{'code':2,'msg':'message text is missing'}}",
        json -> new RtmEvent.Ack(1, false, null, null, 2, "message text is missing", json, NOON));
    assertRead(
        "{'ok':false,'error':{'code':-1,'msg':'slow down'}}",
        json -> new RtmEvent.Ack(0, false, null, null, -1, "slow down", json, NOON));
  }

  @Test
  void peopleAndPlacesAreRead() throws Exception {
    User zoe =
        new User(
            "U1",
            "",
            "zoe",
            "Zoë Ω",
            "🦊",
            "Cook",
            null,
            null,
            "Europe/Berlin",
            false,
            false,
            Set.of(),
            UserStatus.NONE,
            null);
    String json =
        "'user':{'id':'U1','name':'zoe','tz':'Europe/Berlin','profile':"
            + "{'real_name':'Zoë Ω','display_name':'🦊','title':'Cook'}}}";
    String changed = "{'type':'user_change'," + json;
    assertEquals(new RtmEvent.UserChange(zoe, quoted(changed), NOON), read(changed));
    String newcomer = "{'type':'team_join'," + json;
    assertEquals(new RtmEvent.TeamJoin(zoe, quoted(newcomer), NOON), read(newcomer));
    String joined =
        "{'type':'member_joined_channel','user':'U1','channel':'C1','inviter':'U2','team':'T1'}";
    RtmEvent.MemberJoinedChannel join = (RtmEvent.MemberJoinedChannel) read(joined);
    assertEquals(new RtmEvent.MemberJoinedChannel("U1", "C1", "U2", quoted(joined), NOON), join);
    assertEquals("T1", join.body().get("team"));
    String left = "{'type':'member_left_channel','user':'U1','channel':'C1'}";
    assertEquals(new RtmEvent.MemberLeftChannel("U1", "C1", quoted(left), NOON), read(left));
    assertRead(
        "{'type':'user_typing','user':'U1','channel':'C1'}",
        frame -> new RtmEvent.UserTyping("U1", "C1", frame, NOON));
  }

  @Test
  void userGroupMembersAndDndAreRead() throws Exception {
    String group =
        "{'type':'subteam_members_changed','subteam_id':'S1','added_users':['U1','U2'],"
            + "'added_users_count':2,'removed_users':[],'removed_users_count':0}";
    assertEquals(
        new RtmEvent.SubteamMembersChanged(
            "S1", List.of("U1", "U2"), List.of(), quoted(group), NOON),
        read(group));
    String quiet =
        "{'type':'dnd_updated_user','user':'U1','dnd_status':{'dnd_enabled':true,"
            + "'next_dnd_start_ts':1450416600,'next_dnd_end_ts':1450452600}}";
    DndStatus dnd =
        new DndStatus(
            true,
            Instant.ofEpochSecond(1450416600),
            Instant.ofEpochSecond(1450452600),
            false,
            null);
    assertEquals(
        new RtmEvent.DndUpdate("dnd_updated_user", "U1", dnd, quoted(quiet), NOON), read(quiet));
    String huddle =
        "{'type':'user_huddle_changed','user':{'id':'U1','profile':{'huddle_state':'in_a_huddle'}}}";
    RtmEvent.UserStatusChange event = (RtmEvent.UserStatusChange) read(huddle);
    assertEquals("user_huddle_changed", event.type());
    assertEquals(true, event.user().status().inHuddle());
  }

  @Test
  void aMessageSaysWhoWroteWhatAndWhere() throws Exception {
    RtmEvent.Message hi =
        message("'channel':'C1','user':'U1','text':'Hi','ts':'1.000200'", Kind.PLAIN);
    assertEquals(
        new RtmEvent.Message(
            "C1", "U1", null, "Hi", "1.000200", "1.000200", null, null, hi.json(), NOON),
        hi);
    RtmEvent.Message beep =
        message(
            "'subtype':'bot_message','channel':'C1','text':'Beep','ts':'1.000300','bot_id':'B1'",
            Kind.BOT);
    assertEquals(
        new RtmEvent.Message(
            "C1",
            null,
            "B1",
            "Beep",
            "1.000300",
            "1.000300",
            null,
            "bot_message",
            beep.json(),
            NOON),
        beep);
    assertEquals(Optional.of("bot_message"), beep.subtype());
    assertEquals("B1", beep.body().get("bot_id"));
  }

  @Test
  void aReplyInAThreadNamesTheThread() throws Exception {
    RtmEvent.Message reply =
        message("'channel':'C1','user':'U1','text':'Hi','ts':'2.1','thread_ts':'1.1'", Kind.PLAIN);
    assertEquals("1.1", reply.threadTs());
    RtmEvent.Message broadcast =
        message(
            "'subtype':'thread_broadcast','channel':'C1','user':'U1','text':'All','ts':'3.1',"
                + "'thread_ts':'1.1','root':{'text':'first','user':'U9','ts':'1.1'}",
            Kind.THREAD_BROADCAST);
    assertEquals(
        List.of("All", "U1", "1.1", "3.1"),
        List.of(
            broadcast.text(),
            "" + broadcast.user(),
            "" + broadcast.threadTs(),
            broadcast.messageTs()));
  }

  @Test
  void aChangedMessageHasItsNewTextAndItsOwnTs() throws Exception {
    RtmEvent.Message changed =
        message(
            "'subtype':'message_changed','hidden':true,'channel':'C1','ts':'9.9','message':{"
                + "'type':'message','user':'U1','text':'new','ts':'1.1','thread_ts':'1.0',"
                + "'bot_id':'B1','edited':{'user':'U1','ts':'9.9'}},'previous_message':{"
                + "'user':'U1','text':'old','ts':'1.1'}",
            Kind.CHANGED);
    assertEquals(
        new RtmEvent.Message(
            "C1", "U1", "B1", "new", "9.9", "1.1", "1.0", "message_changed", changed.json(), NOON),
        changed);
  }

  @Test
  void aDeletedMessageHasItsLastTextAndItsOwnTs() throws Exception {
    RtmEvent.Message deleted =
        message(
            "'subtype':'message_deleted','channel':'C1','ts':'9.9','deleted_ts':'1.1',"
                + "'previous_message':{'user':'U1','text':'old','ts':'1.1','thread_ts':'1.0'}",
            Kind.DELETED);
    assertEquals(
        new RtmEvent.Message(
            "C1", "U1", null, "old", "9.9", "1.1", "1.0", "message_deleted", deleted.json(), NOON),
        deleted);
    RtmEvent.Message bare =
        message(
            "'subtype':'message_deleted','channel':'C1','ts':'9.9','deleted_ts':'1.1'",
            Kind.DELETED);
    assertEquals("1.1", bare.messageTs());
    assertEquals("", bare.text());
  }

  @Test
  void sharedFilesAndMeMessagesHaveTheirKindAndText() throws Exception {
    assertEquals(
        "look",
        message(
                "'subtype':'file_share','channel':'C1','user':'U1','text':'look','ts':'1.1',"
                    + "'files':[{'id':'F1'}]",
                Kind.FILE_SHARE)
            .text());
    assertEquals(
        "waves",
        message(
                "'subtype':'me_message','channel':'C1','user':'U1','text':'waves','ts':'1.1'",
                Kind.ME)
            .text());
    assertEquals(
        Optional.of("channel_join"),
        message(
                "'subtype':'channel_join','channel':'C1','user':'U1','text':'','ts':'1'",
                Kind.OTHER)
            .subtype());
  }

  @Test
  void aNestedMessageOfAWrongTypeIsIgnored() throws Exception {
    for (String odd : List.of("'x'", "7", "null", "[{'text':'a'}]", "true")) {
      RtmEvent.Message changed =
          message(
              "'subtype':'message_changed','channel':'C1','ts':'9.9','message':" + odd,
              Kind.CHANGED);
      assertEquals("9.9", changed.messageTs());
    }
  }

  private static RtmEvent.Message message(String fields, Kind kind) throws Exception {
    RtmEvent.Message message = (RtmEvent.Message) read("{'type':'message'," + fields + "}");
    assertEquals(kind, message.kind());
    return message;
  }

  @Test
  void whatIsNotModelledArrivesWhole() throws Exception {
    RtmEvent event = read("{'type':'reaction_added','subtype':'s','item':{'n':[1,true,null]}}");
    RtmEvent.Other other = (RtmEvent.Other) event;
    assertEquals("reaction_added", other.type());
    assertEquals(Optional.of("s"), other.subtype());
    assertEquals(
        java.util.Arrays.asList(1, true, null), ((Map<?, ?>) other.body().get("item")).get("n"));
    assertEquals(
        "presence_change", read("{'type':'presence_change','presence':'busy','user':'U1'}").type());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "[1]", "\"hello\"", "{'type':", "{'type':'hello'", "null"})
  void whatIsNotAnObjectIsSaidSoWithoutRepeatingIt(String text) {
    SlackException problem = assertThrows(SlackException.Socket.class, () -> read(text));
    assertEquals(true, problem.getMessage().startsWith("Slack sent a frame that "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':7}",
        "{'type':'presence_change','users':'U1','presence':{'a':1}}",
        "{'type':'presence_change','users':[[1],{'a':2},null],'presence':'away'}",
        "{'type':'pong','reply_to':'7','time':[1]}",
        "{'type':'error','error':[{'code':1}]}",
        "{'type':'user_change','user':'U1'}",
        "{'reply_to':1e3,'ok':'yes'}",
        "{}"
      })
  void oddShapesNeverHurt(String text) throws Exception {
    read(text);
  }

  private static RtmEvent read(String json) throws SlackException.Socket {
    return RtmEventDecoder.read(quoted(json), NOON);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
