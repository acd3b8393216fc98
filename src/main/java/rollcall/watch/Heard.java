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

/// What a client hears from Slack, as signals for the link lane. Runs on the client's own thread
/// and keeps nothing.
final class Heard {
  private final Source source;
  private final Consumer<Signal> inbox;

  private Heard(Source source, Consumer<Signal> inbox) {
    this.source = source;
    this.inbox = inbox;
  }

  /// Puts everything that concerns us into the inbox from now on.
  ///
  /// @param source as what overlays count that come this way
  static void all(RtmClient rtm, Source source, Consumer<Signal> inbox) {
    Heard heard = new Heard(source, inbox);
    rtm.onLifecycle(event -> inbox.accept(new Signal.Line(event)));
    rtm.onPresenceMismatch(found -> inbox.accept(new Signal.Mismatch(found)));
    rtm.onPresenceUnconfirmed(heard::mute);
    rtm.on(RtmEvent.PresenceChange.class, heard::told);
    rtm.on(RtmEvent.ManualPresenceChange.class, heard::toldByHand);
    rtm.on(RtmEvent.MemberJoinedChannel.class, heard::joined);
    rtm.on(RtmEvent.MemberLeftChannel.class, heard::left);
    rtm.on(RtmEvent.SubteamMembersChanged.class, heard::moved);
    rtm.on(RtmEvent.UserChange.class, event -> heard.says(event.user(), event.at()));
    rtm.on(RtmEvent.UserStatusChange.class, event -> heard.says(event.user(), event.at()));
    rtm.on(RtmEvent.DndUpdate.class, heard::rests);
  }

  static Presence presence(SlackPresence presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }

  private void told(RtmEvent.PresenceChange event) {
    inbox.accept(new Signal.Told(users(event.users()), presence(event.presence()), event.at()));
  }

  private void toldByHand(RtmEvent.ManualPresenceChange event) {
    inbox.accept(new Signal.ToldByHand(presence(event.presence())));
  }

  private void mute(PresenceUnconfirmed silent) {
    inbox.accept(
        new Signal.Mute(
            silent.users().stream().map(UserId::new).collect(Collectors.toSet()), silent.at()));
  }

  private void joined(RtmEvent.MemberJoinedChannel event) {
    inbox.accept(
        new Signal.Moved(event.channel(), users(List.of(event.user())), List.of(), event.at()));
  }

  private void left(RtmEvent.MemberLeftChannel event) {
    inbox.accept(
        new Signal.Moved(event.channel(), List.of(), users(List.of(event.user())), event.at()));
  }

  private void moved(RtmEvent.SubteamMembersChanged event) {
    inbox.accept(
        new Signal.Moved(
            event.usergroup(), users(event.added()), users(event.removed()), event.at()));
  }

  private void says(User user, Instant at) {
    if (!user.id().isBlank()) {
      inbox.accept(
          new Signal.Laid(OverlayWatch.of(new UserId(user.id()), user.status(), at, source)));
    }
  }

  private void rests(RtmEvent.DndUpdate event) {
    if (!event.user().isBlank()) {
      inbox.accept(
          new Signal.Laid(
              List.of(OverlayWatch.of(new UserId(event.user()), event.dnd(), event.at(), source))));
    }
  }

  private static List<UserId> users(List<String> ids) {
    return ids.stream().filter(id -> !id.isBlank()).map(UserId::new).toList();
  }
}
