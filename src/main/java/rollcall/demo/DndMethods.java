package rollcall.demo;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Do Not Disturb: people have it from 22:00 to 08:00 on their own clock, others do not have it
/// (slack-protocol 4.6). Lane: the workspace's.
final class DndMethods {
  private static final LocalTime START = LocalTime.of(22, 0);
  private static final int HOURS = 10;

  private final Map<String, Member> members = new LinkedHashMap<>();

  DndMethods(List<Member> members) {
    members.forEach(member -> this.members.put(member.id(), member));
  }

  List<Method> all() {
    return List.of(
        new Method("dnd.info", Tier.THREE, "dnd:read", this::one),
        new Method("dnd.teamInfo", Tier.TWO, "dnd:read", this::many));
  }

  private ObjectNode one(Call call) {
    String id = call.arg("user").orElse(call.account().userId());
    Member member = members.get(id);
    if (member == null) {
      return Json.refusal("user_not_found");
    }
    ObjectNode answer = Json.ok();
    answer.setAll(status(member, call.now()));
    if (id.equals(call.account().userId())) {
      answer.put("snooze_enabled", false);
    }
    return answer;
  }

  private ObjectNode many(Call call) {
    String users = call.arg("users").orElse("");
    if (users.isEmpty()) {
      return Json.refusal("no_users_provided");
    }
    ObjectNode answer = Json.ok();
    ObjectNode byId = answer.putObject("users");
    for (String id : users.split(",", -1)) {
      Member member = members.get(id);
      if (member == null) {
        return Json.refusal("user_not_visible");
      }
      byId.set(id, status(member, call.now()));
    }
    return answer;
  }

  /// The night that is on or comes next; for those without, Slack writes 1 for both ends.
  private static ObjectNode status(Member member, Instant now) {
    boolean has = member.kind() == Member.Kind.PERSON;
    ZonedDateTime start = now.atZone(member.zone()).minusHours(HOURS).with(START);
    if (!start.plusHours(HOURS).toInstant().isAfter(now)) {
      start = start.plusDays(1);
    }
    return Json.object()
        .put("dnd_enabled", has)
        .put("next_dnd_start_ts", has ? start.toEpochSecond() : 1)
        .put("next_dnd_end_ts", has ? start.plusHours(HOURS).toEpochSecond() : 1);
  }
}
