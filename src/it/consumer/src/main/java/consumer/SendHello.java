package consumer;

import java.net.URI;
import rollcall.slack.Conversation;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import rollcall.slack.web.SlackWebClient;

/// Sends a message to the first channel of the token's user and prints Slack's reply. Reads
/// `SLACK_TOKEN` and the address of the Web API, `SLACK_API_URL`.
public final class SendHello {
  private SendHello() {}

  /// Program.
  ///
  /// @param args none
  /// @throws Exception if the message is not sent
  public static void main(String[] args) throws Exception {
    SlackToken token = SlackToken.fromEnvironment();
    URI apiUrl = URI.create(System.getenv("SLACK_API_URL"));
    try (RtmClient rtm = RtmClient.builder(token).apiUrl(apiUrl).build();
        SlackWebClient web = SlackWebClient.builder(token).apiUrl(apiUrl).build()) {
      rtm.start().join();
      String channel =
          web.conversations().list().stream()
              .filter(Conversation::member)
              .findFirst()
              .orElseThrow()
              .id();
      RtmEvent.Ack reply = rtm.sendMessage("Hello, world!", channel).join().reply().orElseThrow();
      Module library = RtmClient.class.getModule();
      System.out.println(
          "Sent “%s”, library %s"
              .formatted(
                  reply.text(),
                  library.isNamed() ? "in module " + library.getName() : "on the class path"));
    }
  }
}
