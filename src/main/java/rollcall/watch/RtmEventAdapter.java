package rollcall.watch;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rollcall.presence.Presence;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.slack.SlackPresence;
import rollcall.slack.User;
import rollcall.slack.rtm.PresenceUnconfirmed;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;

/// Adapter from the events of an RTM client to watcher messages. Stateless; runs on the client's
/// thread.
final class RtmEventAdapter {
  private final Source source;
  private final Consumer<WatcherMessage> inbox;

  private RtmEventAdapter(Source source, Consumer<WatcherMessage> inbox) {
    this.source = source;
    this.inbox = inbox;
  }

  /// Registers listeners that put all relevant events into the inbox.
  ///
  /// @param source source of Slack statuses from this client
  static void register(
      RtmClient rtm, Source source, Consumer<WatcherMessage> inbox, WatchListener listener) {
    RtmEventAdapter adapter = new RtmEventAdapter(source, inbox);
    rtm.onLifecycle(event -> inbox.accept(new WatcherMessage.ConnectionEvent(event)));
    rtm.onPresenceMismatch(found -> inbox.accept(new WatcherMessage.Mismatch(found)));
    rtm.onPresenceUnconfirmed(adapter::onUnconfirmed);
    rtm.on(RtmEvent.PresenceChange.class, adapter::onPresence);
    rtm.on(
        RtmEvent.ManualPresenceChange.class,
        event -> {
          Presence presence = presence(event.presence());
          inbox.accept(new WatcherMessage.Command(_ -> listener.onManualPresence(presence)));
        });
    rtm.on(
        RtmEvent.MemberJoinedChannel.class,
        one -> adapter.onMembers(one.channel(), List.of(one.user()), List.of(), one.at()));
    rtm.on(
        RtmEvent.MemberLeftChannel.class,
        one -> adapter.onMembers(one.channel(), List.of(), List.of(one.user()), one.at()));
    rtm.on(
        RtmEvent.SubteamMembersChanged.class,
        one -> adapter.onMembers(one.usergroup(), one.added(), one.removed(), one.at()));
    rtm.on(RtmEvent.UserChange.class, event -> adapter.onSlackStatus(event.user(), event.at()));
    rtm.on(
        RtmEvent.UserStatusChange.class, event -> adapter.onSlackStatus(event.user(), event.at()));
    rtm.on(RtmEvent.DndUpdate.class, adapter::onDnd);
  }

  static Presence presence(SlackPresence presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }

  private void onPresence(RtmEvent.PresenceChange event) {
    inbox.accept(
        new WatcherMessage.PresenceEvent(
            users(event.users()), presence(event.presence()), event.at()));
  }

  private void onUnconfirmed(PresenceUnconfirmed event) {
    inbox.accept(
        new WatcherMessage.Unconfirmed(
            event.users().stream().map(UserId::new).collect(Collectors.toSet()),
            event.since(),
            event.at()));
  }

  private void onMembers(String group, List<String> joined, List<String> left, Instant at) {
    inbox.accept(new WatcherMessage.MembershipChange(group, users(joined), users(left), at));
  }

  private void onSlackStatus(User user, Instant at) {
    if (!user.id().isBlank()) {
      inbox.accept(
          new WatcherMessage.SlackStatusEvent(
              SlackStatusTracker.of(new UserId(user.id()), user.status(), at, source)));
    }
  }

  private void onDnd(RtmEvent.DndUpdate event) {
    if (!event.user().isBlank()) {
      inbox.accept(
          new WatcherMessage.SlackStatusEvent(
              List.of(
                  SlackStatusTracker.of(
                      new UserId(event.user()), event.dnd(), event.at(), source))));
    }
  }

  private static List<UserId> users(List<String> ids) {
    return ids.stream().filter(id -> !id.isBlank()).map(UserId::new).toList();
  }
}
