package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the table of the package documentation: no row of the guide is missing, and every test
/// that a row names exists.
class GuideTest {
  private static final List<String> THERE =
      List.of(
          "**Connecting and sending a message**",
          "**Receiving messages**",
          "**Combining with the WebClient**",
          "**Lifecycle events**",
          "**Listening for message subtypes**",
          "**Handling other events**",
          "**Subscribing to presence updates**",
          "**Workspace cache on connect**",
          "**Customizing the logger**",
          "**Custom agent for proxy support**",
          "event emission",
          "message queuing",
          "connection state management",
          "keep-alive processing",
          "automatic reconnection",
          "message serialization",
          "convenience methods",
          "error handling",
          "`SendWhileDisconnectedError`",
          "`SendWhileNotReadyError`",
          "`SendMessagePlatformError`",
          "`NoReplyReceivedError`",
          "`WebsocketError`",
          "`RequestError`",
          "`HTTPError`",
          "`PlatformError`",
          "`RateLimitedError`",
          "`KeepAliveConfigError`",
          "logging",
          "configurability",
          "`disconnected`",
          "`connecting`",
          "`authenticated`",
          "`connected`",
          "`ready`",
          "`disconnecting`",
          "`reconnecting`",
          "`error`",
          "`unable_to_rtm_start`",
          "`slack_event`",
          "`{type}`",
          "`{type}::{subtype}`",
          "`raw_message`",
          "`outgoing_message`",
          "`new RTMClient(",
          "`start(",
          "`disconnect(",
          "`on(",
          "`activeUserId`",
          "`sendMessage(",
          "`sendTyping(",
          "`subscribePresence(",
          "`addOutgoingEvent(",
          "`send(",
          "`web.channels.list(",
          "`web.users.getPresence(",
          "`member_joined_channel`",
          "`member_left_channel`",
          "`presence_change`",
          "`batch_presence_aware`",
          "`useRtmConnect`",
          "`logLevel`",
          "`logger`",
          "`agent`",
          "`slackApiUrl`",
          "`retryConfig`",
          "`autoReconnect`",
          "`clientPingTimeout`",
          "`serverPongTimeout`",
          "`replyAckOnReconnectTimeout`",
          "`tls`",
          "`webClient`");

  @Test
  void noRowOfTheGuideIsMissing() throws Exception {
    List<String> there = rows().stream().map(row -> row[1].strip()).toList();
    List<String> missing =
        THERE.stream().filter(item -> there.stream().noneMatch(row -> row.contains(item))).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyTestThatARowNamesExists() throws Exception {
    Pattern named = Pattern.compile("`(\\w+)#(\\w+)`");
    Set<String> unknown = new TreeSet<>();
    for (String[] row : rows()) {
      Matcher tests = named.matcher(row[3]);
      assertTrue(tests.find(), () -> "no test: " + String.join("|", row));
      do {
        if (!tests(tests.group(1)).contains(tests.group(2))) {
          unknown.add(tests.group());
        }
      } while (tests.find());
    }
    assertEquals(Set.of(), unknown);
  }

  private static Set<String> tests(String type) throws ClassNotFoundException {
    return Arrays.stream(named(type).getDeclaredMethods())
        .filter(method ->
            method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class))
        .map(method -> method.getName())
        .collect(Collectors.toSet());
  }

  /// The tests are in this package, or in that of the code that they test.
  private static Class<?> named(String type) throws ClassNotFoundException {
    for (String part : List.of("rtm.", "", "web.", "tls.", "network.", "examples.")) {
      try {
        return Class.forName("rollcall.slack." + part + type);
      } catch (ClassNotFoundException e) {
        // Perhaps in the next.
      }
    }
    throw new ClassNotFoundException(type);
  }

  private static List<String[]> rows() throws Exception {
    Path page = Path.of("src/main/java/rollcall/slack/rtm/package-info.java");
    List<String[]> rows =
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("/// | ") && !line.startsWith("/// | there "))
            .map(line -> line.split("\\|"))
            .toList();
    assertTrue(rows.size() > 50, "rows: " + rows.size());
    return rows;
  }
}
