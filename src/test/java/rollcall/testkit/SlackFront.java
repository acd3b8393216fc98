package rollcall.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import rollcall.simulator.SlackSimulator;

/// Web API of several workspaces at one address, as `slack.com` has them: the token determines the
/// workspace. Their sockets have addresses of their own.
public final class SlackFront implements AutoCloseable {
  private static final List<String> METHODS =
      List.of(
          "auth.test",
          "users.list",
          "users.info",
          "users.getPresence",
          "rtm.connect",
          "team.info",
          "dnd.teamInfo");

  private final FakeSlack server = new FakeSlack();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  private record Place(SlackSimulator workspace, String id, String name) {}

  public SlackFront() throws IOException {
    METHODS.forEach(method -> server.on(method, request -> forward(method, request)));
  }

  /// Adds a workspace, which has this ID and name here.
  ///
  /// @param token a token of the workspace
  public void add(SlackSimulator workspace, String token, String id, String name) {
    places.put("Bearer " + token, new Place(workspace, id, name));
  }

  /// Address of the Web API.
  public URI apiUrl() {
    return server.apiUrl();
  }

  private FakeSlack.Answer forward(String method, FakeSlack.Request request) {
    String authorization = request.headers().getOrDefault("authorization", "");
    Place place = places.get(authorization);
    if (place == null) {
      return FakeSlack.Answer.json("{\"ok\":false,\"error\":\"invalid_auth\"}");
    }
    HttpRequest call =
        HttpRequest.newBuilder(place.workspace.apiUrl().resolve(method))
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(request.body()))
            .build();
    try {
      HttpResponse<String> response = client.send(call, HttpResponse.BodyHandlers.ofString());
      return FakeSlack.Answer.json(
          response.body().replace("T0ACMEDEMO", place.id).replace("Acme (demo)", place.name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FakeSlack.Answer.status(500, "");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    client.close();
  }
}
