package rollcall.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Control endpoint: runs commands and returns the ground truth over HTTP, even during an outage.
record ControlEndpoint(SlackSimulator workspace) {
  static final String PATH = "/control";

  private static final Set<String> LOCAL_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "");

  /// HTTP request to the control endpoint.
  ///
  /// @param method HTTP method
  /// @param path path after `/control`
  /// @param host requested host without a port; empty for none
  /// @param fromWebPage whether a web page sent the request, by its header Origin or Sec-Fetch-Site
  record ControlRequest(
      String method,
      String path,
      Map<String, String> query,
      String body,
      String host,
      boolean fromWebPage) {}

  HttpReply answer(ControlRequest request) {
    if (request.fromWebPage() || !LOCAL_HOSTS.contains(request.host())) {
      // A web page could send requests to this computer under another host name.
      return refusal(403, "The control endpoint is not for web pages.");
    }
    try {
      return allowed(request);
    } catch (InvalidControlException e) {
      return refusal(400, e.sentence());
    }
  }

  private HttpReply allowed(ControlRequest request) {
    boolean change = request.path().equals("/do");
    if (!request.method().equals(change ? "POST" : "GET")) {
      return refusal(405, "Use " + (change ? "POST" : "GET") + " here.");
    }
    return switch (request.path()) {
      case "", "/" -> page(ControlCommands.HELP);
      case "/do" -> play(request.body());
      case "/workspace" -> HttpReply.json(state());
      case "/truth" -> HttpReply.json(groundTruth(request.query()));
      case "/outages" -> HttpReply.json(outages());
      case "/calls" -> HttpReply.json(calls());
      case "/sockets" -> HttpReply.json(sockets());
      default -> refusal(404, "Unknown path " + PATH + request.path() + "; see " + PATH + ".");
    };
  }

  private HttpReply play(String body) {
    List<ScriptStep> script = ControlParser.read(body);
    try {
      workspace.play(script);
    } catch (IllegalArgumentException e) {
      throw new InvalidControlException(String.valueOf(e.getMessage()));
    }
    return HttpReply.json(SlackJsonCodec.ok().put("steps", script.size()));
  }

  private ObjectNode state() {
    ObjectNode state = withTimestamp();
    state.put("api_url", workspace.apiUrl().toString()).put("token", workspace.token());
    state.put("seed", workspace.options().seed()).put("speed", workspace.options().speed());
    state.put("era", workspace.options().generation().word());
    state.put("people", workspace.people().size());
    return state;
  }

  private ObjectNode withTimestamp() {
    return SlackJsonCodec.ok()
        .put("started", workspace.started().toString())
        .put("now", workspace.now().toString());
  }

  private ObjectNode groundTruth(Map<String, String> query) {
    rejectUnknown(query, Set.of("user", "from", "to"));
    Instant from = instant(query, "from", workspace.started());
    Instant to = instant(query, "to", Instant.MAX);
    if (to.isBefore(from)) {
      throw new InvalidControlException("\"to\" is before \"from\".");
    }
    String user = query.getOrDefault("user", "");
    Map<String, List<PresenceTransition>> groundTruth = workspace.groundTruth(from, to);
    if (!user.isEmpty() && !groundTruth.containsKey(user)) {
      throw new InvalidControlException("Unknown user id " + user + ".");
    }
    ObjectNode answer = withTimestamp();
    ObjectNode people = answer.putObject("people");
    groundTruth.forEach((id, changes) -> {
      if (user.isEmpty() || user.equals(id)) {
        ArrayNode array = people.putArray(id);
        changes.forEach(each ->
            array
                .addObject()
                .put("at", each.at().toString())
                .put("presence", each.presence().word()));
      }
    });
    return answer;
  }

  private static void rejectUnknown(Map<String, String> query, Set<String> known) {
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new InvalidControlException("Unknown parameter \"" + name + "\".");
        });
  }

  private static Instant instant(Map<String, String> query, String name, Instant defaultValue) {
    String text = query.getOrDefault(name, "");
    return text.isEmpty() ? defaultValue : ControlArguments.instant(name, text);
  }

  private ObjectNode outages() {
    ObjectNode answer = withTimestamp();
    ArrayNode array = answer.putArray("outages");
    for (Outage outage : workspace.outages()) {
      ObjectNode each = array.addObject().put("kind", outage.kind().word());
      each.put("from", outage.from().toString());
      if (!outage.to().equals(Instant.MAX)) {
        each.put("to", outage.to().toString());
      }
    }
    return answer;
  }

  private ObjectNode calls() {
    ObjectNode answer = withTimestamp();
    ArrayNode array = answer.putArray("calls");
    workspace
        .calls()
        .forEach(
            call -> array.addObject().put("at", call.at().toString()).put("method", call.method()));
    return answer;
  }

  private ObjectNode sockets() {
    ObjectNode answer = withTimestamp();
    ArrayNode array = answer.putArray("sockets");
    workspace
        .subscriptions()
        .forEach(ids -> array.addObject().set("ids", SlackJsonCodec.array(ids)));
    return answer;
  }

  private static HttpReply page(String text) {
    return new HttpReply.Sent(200, "text/plain; charset=utf-8", Map.of(), text);
  }

  /// Returns an error reply with a message.
  static HttpReply refusal(int status, String sentence) {
    return HttpReply.json(status, SlackJsonCodec.refusal(sentence), Map.of());
  }
}
