package rollcall.slack.examples;

import java.util.Optional;
import rollcall.slack.Conversation;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.SlackWebClient;

/// Finds a channel that the token is a member of, and says something there.
final class Hello {
  private Hello() {}

  /// @return the `ts` of the message, or empty when the bot was invited nowhere
  static Optional<String> world(RtmClient rtm, SlackWebClient web)
      throws SlackException, InterruptedException {
    Optional<Conversation> channel =
        web.conversations().list().stream().filter(Conversation::member).findFirst();
    return channel
        .map(to -> rtm.sendMessage("Hello, world!", to.id()).join())
        .flatMap(sent -> sent.reply().map(ack -> ack.ts()));
  }
}
