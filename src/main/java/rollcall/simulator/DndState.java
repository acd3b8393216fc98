package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Do Not Disturb state (slack-protocol 4.6): a schedule from 22:00 to 08:00 in each person's time
/// zone, and snoozes. Thread: event loop.
final class DndState {
  private static final LocalTime START = LocalTime.of(22, 0);
  private static final int HOURS = 10;

  private final Duration move;
  private final Map<String, Snooze> snoozes = new HashMap<>();

  private record Snooze(Instant from, Instant to) {}

  /// @param move how much later the time is that the people play
  DndState(Duration move) {
    this.move = move;
  }

  /// Snoozes a person's notifications for this time; zero ends the snooze.
  void snooze(String user, Instant now, Duration length) {
    snoozes.put(user, new Snooze(now, now.plus(length)));
  }

  /// Returns the status that all tokens may see: the current or next Do Not Disturb period. Without
  /// a schedule Slack writes 1 for both ends. Others see a snooze as a current period.
  ObjectNode status(Member member, Instant now) {
    Snooze snooze = snoozes.getOrDefault(member.id(), new Snooze(Instant.MIN, Instant.MIN));
    if (now.isBefore(snooze.to())) {
      return status(true, snooze.from().getEpochSecond(), snooze.to().getEpochSecond());
    }
    if (member.kind() != Member.Kind.PERSON) {
      return status(false, 1, 1);
    }
    Instant played = now.plus(move);
    ZonedDateTime start = played.atZone(member.zone()).minusHours(HOURS).with(START);
    if (!start.plusHours(HOURS).toInstant().isAfter(played)) {
      start = start.plusDays(1);
    }
    return status(
        true,
        start.minus(move).toEpochSecond(),
        start.plusHours(HOURS).minus(move).toEpochSecond());
  }

  /// Returns the status that the person's own token may see.
  ObjectNode ownStatus(Member member, Instant now) {
    Instant until = snoozes.getOrDefault(member.id(), new Snooze(now, now)).to();
    ObjectNode status = status(member, now);
    boolean snoozing = now.isBefore(until);
    status.put("snooze_enabled", snoozing);
    if (snoozing) {
      status.put("snooze_endtime", until.getEpochSecond());
      status.put("snooze_remaining", Duration.between(now, until).toSeconds());
      status.put("snooze_is_indefinite", false);
    }
    return status;
  }

  private static ObjectNode status(boolean enabled, long start, long end) {
    return SlackJsonCodec.object()
        .put("dnd_enabled", enabled)
        .put("next_dnd_start_ts", start)
        .put("next_dnd_end_ts", end);
  }
}
