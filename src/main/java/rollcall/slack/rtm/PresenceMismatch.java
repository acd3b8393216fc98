package rollcall.slack.rtm;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import rollcall.slack.SlackPresence;
import rollcall.slack.json.JsonCodec;

/// Result of a check that contradicts the presence subscription: Slack's reply differs, or is
/// missing, so the subscription stopped at some time after `confirmed`.
///
/// A change during the check is no mismatch: Slack sends such a change twice.
///
/// @param answers presence of the users whose reply differs
/// @param unanswered users without a reply to two queries, for 10 s each
/// @param confirmed last instant at which the pushed states of all of them are known to be correct,
///   or the start of the subscription; if no reply differs, not before the last pushed event
/// @param alive last instant at which the subscription is known to have worked: the last pushed
///   event, not before `confirmed`. The pushed states of all other users are correct until then
/// @param at time of the replies, or of their timeout
public record PresenceMismatch(
    Map<String, SlackPresence> answers,
    Set<String> unanswered,
    Instant confirmed,
    Instant alive,
    Instant at) {
  /// The map and the set are copied.
  public PresenceMismatch {
    answers = Map.copyOf(answers);
    unanswered = Set.copyOf(unanswered);
  }

  /// Users whose pushed states can no longer be trusted.
  ///
  /// @return their ids, one or more
  public Set<String> users() {
    Set<String> all = new TreeSet<>(answers.keySet());
    all.addAll(unanswered);
    return all;
  }

  /// The answers as events.
  List<RtmEvent.PresenceChange> changes() {
    return Stream.of(SlackPresence.values())
        .map(this::change)
        .filter(change -> !change.users().isEmpty())
        .toList();
  }

  private RtmEvent.PresenceChange change(SlackPresence presence) {
    List<String> users =
        answers.keySet().stream().filter(user -> answers.get(user) == presence).sorted().toList();
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("type", "presence_change");
    frame.put("users", users);
    frame.put("presence", presence.word());
    return new RtmEvent.PresenceChange(users, presence, JsonCodec.write(frame), at);
  }
}
