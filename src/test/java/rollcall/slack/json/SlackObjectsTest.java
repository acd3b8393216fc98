package rollcall.slack.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import rollcall.slack.Conversation;
import rollcall.slack.DndStatus;
import rollcall.slack.Team;
import rollcall.slack.User;
import rollcall.slack.UserStatus;
import rollcall.slack.Usergroup;
import tools.jackson.databind.JsonNode;

/// Slack's objects with fields that are absent, or are not what they were promised to be.
class SlackObjectsTest {
  private static final List<Function<JsonNode, Object>> SHAPES =
      List.of(
          SlackObjects::user,
          SlackObjects::team,
          SlackObjects::conversation,
          SlackObjects::usergroup,
          SlackObjects::dnd);
  private static final List<String> FIELDS =
      List.of(
          "id",
          "name",
          "profile",
          "tz",
          "deleted",
          "updated",
          "is_im",
          "is_admin",
          "topic",
          "created",
          "num_members",
          "users",
          "user_count",
          "date_delete",
          "icon",
          "snooze_endtime",
          "next_dnd_start_ts",
          "dnd_enabled",
          "status_expiration",
          "image_192",
          "huddle_state",
          "value");
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "'words'",
          "''",
          "0",
          "-1",
          "1.5",
          "1e300",
          "99999999999999999999999",
          "9223372036854775807",
          "[]",
          "[null,1,'U1',{}]",
          "{}",
          "'http://[bad'");

  @Test
  void anObjectWithNothingInItIsBlankFalseEmptyOrNull() throws Exception {
    JsonNode nothing = tree("{}");
    assertEquals(
        new User(
            "",
            "",
            "",
            "",
            "",
            "",
            null,
            null,
            null,
            false,
            false,
            Set.of(),
            UserStatus.NONE,
            null),
        SlackObjects.user(nothing));
    assertEquals(new Team("", "", "", "", null, null, null), SlackObjects.team(nothing));
    assertEquals(
        new Conversation(
            "",
            Conversation.Kind.PUBLIC_CHANNEL,
            "",
            false,
            false,
            false,
            "",
            "",
            null,
            null,
            null,
            null),
        SlackObjects.conversation(nothing));
    assertEquals(
        new Usergroup("", "", "", "", "", null, null, List.of(), null),
        SlackObjects.usergroup(nothing));
    assertEquals(new DndStatus(false, null, null, false, null), SlackObjects.dnd(nothing));
  }

  @Test
  void oddShapesNeverHurt() throws Exception {
    Random random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      String json = object(random, 2);
      JsonNode node = tree(json);
      for (Function<JsonNode, Object> shape : SHAPES) {
        assertDoesNotThrow(() -> shape.apply(node), json);
      }
    }
  }

  private static String object(Random random, int depth) {
    StringBuilder json = new StringBuilder("{");
    for (String field : FIELDS) {
      if (random.nextInt(3) == 0) {
        String value =
            depth > 0 && random.nextInt(3) == 0
                ? object(random, depth - 1)
                : VALUES.get(random.nextInt(VALUES.size()));
        json.append(json.length() > 1 ? "," : "").append("'").append(field).append("':");
        json.append(value);
      }
    }
    return json.append("}").toString();
  }

  private static JsonNode tree(String json) {
    return JsonCodec.object(json.replace('\'', '"')).orElseThrow();
  }
}
