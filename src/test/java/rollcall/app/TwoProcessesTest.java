package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.RollcallProcess;

/// `rollcall demo-server` and `rollcall watch` in two processes.
class TwoProcessesTest {
  @TempDir Path scratch;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aChangeInTheOneProcessIsALineInTheOther() throws Exception {
    changeAndRead(5);
  }

  @Test
  @Tag("bench")
  void howLongAChangeTakesToBecomeALine() throws Exception {
    List<Duration> took = changeAndRead(300);
    Collections.sort(took);
    System.out.printf(
        Locale.ROOT,
        "From the change in demo-server to the line of watch, 300 changes: median %.1f ms,"
            + " 95 %% %.1f ms, longest %.1f ms%n",
        took.get(150).toNanos() / 1e6,
        took.get(285).toNanos() / 1e6,
        took.getLast().toNanos() / 1e6);
  }

  /// @return from asking for each change until its line had been read
  private List<Duration> changeAndRead(int changes) throws Exception {
    List<Duration> took = new ArrayList<>();
    try (RollcallProcess server =
        RollcallProcess.start("", scratch, "demo-server", "--port", "0", "--frozen")) {
      String first = server.nextLine();
      String control = field(first, "control_url");
      try (RollcallProcess watch =
          RollcallProcess.start(
              field(first, "token"),
              scratch,
              "watch",
              "--everyone",
              "--api-url",
              field(first, "api_url"),
              "--data-dir",
              scratch.resolve("data").toString())) {
        Map<String, String> now = new TreeMap<>();
        while (now.size() < 24) {
          String line = watch.nextLine();
          now.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(' ') + 1));
        }
        String someone = now.keySet().iterator().next();
        for (int i = 0; i < changes; i++) {
          String word = now.get(someone).equals("active") ? "away" : "active";
          now.put(someone, word);
          long asked = System.nanoTime();
          show(control, someone, word);
          assertEquals(someone + ": " + word, watch.nextLine());
          took.add(Duration.ofNanos(System.nanoTime() - asked));
        }
        assertEquals(0, watch.stop());
      }
      assertEquals(0, server.stop());
    }
    return took;
  }

  private void show(String control, String user, String presence) {
    String change =
        "{\"do\":\"presence\",\"user\":\"%s\",\"presence\":\"%s\"}".formatted(user, presence);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control + "/do"))
            .POST(BodyPublishers.ofString(change))
            .build();
    try {
      assertEquals(200, http.send(request, BodyHandlers.ofString()).statusCode());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String field(String json, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!field.find()) {
      throw new AssertionError("No " + name + " in " + json);
    }
    return field.group(1);
  }
}
