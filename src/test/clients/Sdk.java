import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.model.event.PresenceChangeEvent;
import com.slack.api.rtm.RTMClient;
import com.slack.api.rtm.RTMEventHandler;
import com.slack.api.rtm.RTMEventsDispatcher;
import com.slack.api.rtm.RTMEventsDispatcherFactory;
import com.slack.api.rtm.message.Message;
import com.slack.api.rtm.message.PresenceSub;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A small application on the published Java SDK, which is unmodified apart from the API URL; it
/// speaks as node-client.js does. The SDK does not reconnect by itself: the application does when
/// the connection is closed, as its documentation advises, trying once a second.
///
/// java -cp JARS Sdk.java API_URL TOKEN
class Sdk {
  static RTMClient client;
  static List<String> wanted = List.of();
  static final ScheduledExecutorService LATER = Executors.newSingleThreadScheduledExecutor();

  public static void main(String[] args) throws Exception {
    SlackConfig config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(args[0]);
    client = Slack.getInstance(config).rtmConnect(args[1]);
    RTMEventsDispatcher events = RTMEventsDispatcherFactory.getInstance();
    events.register(
        new RTMEventHandler<PresenceChangeEvent>() {
          @Override
          public void handle(PresenceChangeEvent event) {
            List<String> users =
                event.getUsers() == null ? List.of(event.getUser()) : event.getUsers();
            users.forEach(user -> say("presence " + user + " " + event.getPresence()));
          }
        });
    client.addMessageHandler(text -> {
      if (text.contains("\"type\":\"hello\"")) {
        say("ready");
        subscribe();
      } else if (text.contains("\"ok\":true") && text.contains("reply_to")) {
        say("acked");
      }
    });
    client.addMessageHandler(events.toMessageHandler());
    client.addErrorHandler(error -> say("error " + error.getMessage()));
    client.addCloseHandler(reason -> {
      say("gone");
      LATER.schedule(Sdk::reconnect, 100, TimeUnit.MILLISECONDS);
    });
    client.connect();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("sub")) {
        wanted = List.of(line.substring(4).split(" "));
        subscribe();
      } else {
        String message =
            Message.builder()
                .id(System.nanoTime() >>> 20)
                .channel(words[1])
                .text(words[2])
                .build()
                .toJSONString();
        try {
          client.sendMessage(message);
        } catch (RuntimeException e) {
          say("refused " + e.getMessage());
        }
      }
    }
    System.exit(0);
  }

  static void reconnect() {
    try {
      client.reconnect();
    } catch (Exception e) {
      say("failed " + e.getMessage());
      LATER.schedule(Sdk::reconnect, 1, TimeUnit.SECONDS);
    }
  }

  static void subscribe() {
    if (!wanted.isEmpty()) {
      client.sendMessage(PresenceSub.builder().ids(wanted).build().toJSONString());
    }
  }

  static synchronized void say(String words) {
    System.out.println(words.replace('\n', ' '));
  }
}
