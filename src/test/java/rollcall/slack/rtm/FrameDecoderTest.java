package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

class FrameDecoderTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void presenceComesInThreeForms() throws Exception {
    RtmEvent two = new RtmEvent.PresenceChange(List.of("U1", "W2"), SlackPresence.AWAY, NOON);
    RtmEvent one = new RtmEvent.PresenceChange(List.of("U1"), SlackPresence.ACTIVE, NOON);
    assertEquals(two, read("{'type':'presence_change','users':['U1','W2'],'presence':'away'}"));
    assertEquals(
        two, read("{'type':'presence_change_batch','users':['U1','W2'],'presence':'away'}"));
    assertEquals(one, read("{'type':'presence_change','user':'U1','presence':'active'}"));
    assertEquals(
        one, read("{'presence':'active','user':'U1','x':{'type':'y'},'type':'presence_change'}"));
  }

  @Test
  void theControlEventsAreRead() throws Exception {
    assertEquals(new RtmEvent.Hello(NOON), read("{'type':'hello','region':'eu'}"));
    assertEquals(new RtmEvent.Goodbye(NOON), read("{'type':'goodbye'}"));
    assertEquals(
        new RtmEvent.Pong(7, NOON, NOON),
        read("{'type':'pong','reply_to':7,'time':" + NOON.toEpochMilli() + "}"));
    assertEquals(
        new RtmEvent.ServerError(1, "Socket URL has expired", NOON),
        read("{'type':'error','error':{'code':1,'msg':'Socket URL has expired'}}"));
    assertEquals(
        new RtmEvent.TeamMigrationStarted(NOON), read("{'type':'team_migration_started'}"));
    assertEquals(
        new RtmEvent.ReconnectUrl(NOON), read("{'type':'reconnect_url','url':'wss://secret'}"));
    assertEquals(
        new RtmEvent.ManualPresenceChange(SlackPresence.AWAY, NOON),
        read("{'type':'manual_presence_change','presence':'away'}"));
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
    assertEquals(
        new RtmEvent.Ack(1, true, "13.05", "Hi", 0, null, NOON),
        read("{'ok':true,'reply_to':1,'ts':'13.05','text':'Hi'}"));
    assertEquals(
        new RtmEvent.Ack(1, false, null, null, 2, "message text is missing", NOON),
        read("{'ok':false,'reply_to':1,'error':{'code':2,'msg':'message text is missing'}}"));
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
    assertEquals(
        new RtmEvent.UserTyping("U1", "C1", NOON),
        read("{'type':'user_typing','user':'U1','channel':'C1'}"));
  }

  @Test
  void whoIsInAUserGroupAndWhoWantsNoDisturbanceIsTold() throws Exception {
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
    String said = "{'type':'message','channel':'C1','user':'U1','text':'Hi','ts':'1.000200'}";
    assertEquals(
        new RtmEvent.Message("C1", "U1", "Hi", "1.000200", null, quoted(said), NOON), read(said));
    String bot =
        "{'type':'message','subtype':'bot_message','channel':'C1','text':'Beep','ts':'1.000300',"
            + "'bot_id':'B1'}";
    RtmEvent.Message beep =
        new RtmEvent.Message("C1", null, "Beep", "1.000300", "bot_message", quoted(bot), NOON);
    assertEquals(beep, read(bot));
    assertEquals(Optional.of("bot_message"), beep.subtype());
    assertEquals("B1", beep.body().get("bot_id"));
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
    return FrameDecoder.read(quoted(json), NOON);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
