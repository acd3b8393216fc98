package rollcall.slack.rtm;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import rollcall.slack.SlackPresence;
import rollcall.slack.json.Json;

/// Result of a check that contradicts the presence subscription: Slack answered otherwise, or not
/// at all, so at some moment since `confirmed` the subscription had stopped.
///
/// A change that merely happened while the question was under way is none: of such, Slack tells
/// twice.
///
/// @param answers how those stand of whom Slack answered otherwise
/// @param unanswered of whom Slack did not answer two questions, for 10 s each
/// @param confirmed the last instant at which all of them are known to have stood as told, or the
///   subscription to have begun; when nothing was answered otherwise, not before the last word that
///   Slack gave without being asked
/// @param at when the answers came, or were given up
public record PresenceMismatch(
    Map<String, SlackPresence> answers, Set<String> unanswered, Instant confirmed, Instant at) {
  /// The map and the set are copied.
  public PresenceMismatch {
    answers = Map.copyOf(answers);
    unanswered = Set.copyOf(unanswered);
  }

  /// All of whom what was told can no longer be trusted.
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
    return new RtmEvent.PresenceChange(users, presence, Json.write(frame), at);
  }
}
