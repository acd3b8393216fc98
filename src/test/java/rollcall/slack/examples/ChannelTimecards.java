package rollcall.slack.examples;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import rollcall.slack.web.SlackWebClient;

/// Keeps timecards of the members of one channel: who was active from when, and the times without
/// observation.
final class ChannelTimecards {
  /// Presence of a user from `at` on; `presence` is empty without observation.
  record Entry(Instant at, String presence) {}

  private final Map<String, List<Entry>> timecards = new ConcurrentHashMap<>();
  private final RtmClient rtm;

  /// Begins to keep them; the client is started with it.
  ChannelTimecards(RtmClient rtm, SlackWebClient web, String channel)
      throws SlackException, InterruptedException {
    this.rtm = rtm;
    rtm.on(RtmEvent.PresenceChange.class, this::note);
    rtm.on(
        RtmEvent.MemberJoinedChannel.class,
        joined -> {
          if (joined.channel().equals(channel)) {
            // Slack sends the presence of a new member: no query is needed.
            add(List.of(joined.user()));
          }
        });
    rtm.on(
        RtmEvent.MemberLeftChannel.class,
        left -> {
          if (left.channel().equals(channel)) {
            timecards.remove(left.user());
            rtm.removePresence(List.of(left.user()));
          }
        });
    rtm.onLifecycle(LifecycleEvent.Reconnecting.class, lost -> dark(lost.lastHeard()));
    rtm.onLifecycle(LifecycleEvent.Disconnected.class, gone -> dark(gone.lastHeard()));
    add(web.conversations().members(channel).all());
    rtm.start();
  }

  Map<String, List<Entry>> timecards() {
    return Map.copyOf(timecards);
  }

  private void add(List<String> people) {
    people.forEach(user -> timecards.putIfAbsent(user, new CopyOnWriteArrayList<>()));
    rtm.addPresence(people)
        .exceptionally(tooMany -> {
          System.err.println(tooMany.getMessage());
          return null;
        });
  }

  private void note(RtmEvent.PresenceChange change) {
    for (String user : change.users()) {
      timecards.computeIfPresent(
          user,
          (_, card) -> {
            card.add(new Entry(change.at(), change.presence().word()));
            return card;
          });
    }
  }

  /// From the last frame on, presence is unknown and counts for no user.
  private void dark(Instant lastHeard) {
    timecards.values().stream()
        .filter(card -> !card.isEmpty() && !card.getLast().presence().isEmpty())
        .forEach(card -> card.add(new Entry(lastHeard, "")));
  }
}
