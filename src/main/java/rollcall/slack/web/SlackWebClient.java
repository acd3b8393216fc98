package rollcall.slack.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.AuthTest;
import rollcall.slack.Hosts;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.User;
import rollcall.slack.json.Json;
import rollcall.slack.net.Trust;
import tools.jackson.databind.JsonNode;

/// Calls the methods of Slack's Web API with one token.
///
/// Every call blocks until the answer is there, at most 30 s, and is best made on a virtual thread;
/// interrupting the thread gives it up. What goes wrong is a [SlackException]. Nothing is tried
/// again by itself. Safe for all threads.
public final class SlackWebClient implements AutoCloseable {
  /// Where Slack's Web API is.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  private static final int PAGE = 1000;
  private static final int SMALL_PAGE = 200;

  private final SlackToken token;
  private final URI apiUrl;
  private final Transport transport;

  private SlackWebClient(Builder builder) {
    this.token = builder.token;
    this.apiUrl = builder.apiUrl;
    SSLContext tls = builder.tls == null ? Trust.platform() : builder.tls;
    this.transport = new Transport(builder.proxies, tls, builder.timeout);
  }

  /// A client for the real Slack, unless told otherwise.
  public static Builder builder(SlackToken token) {
    return new Builder(token);
  }

  /// Whose token it is: `auth.test`.
  public AuthTest authTest() throws SlackException, InterruptedException {
    JsonNode answer = call("auth.test", Map.of()).tree();
    return new AuthTest(
        uri("auth.test", answer.path("url").stringValue("")),
        answer.path("team").stringValue(""),
        answer.path("team_id").stringValue(""),
        answer.path("user").stringValue(""),
        answer.path("user_id").stringValue(""),
        Json.text(answer, "bot_id"));
  }

  /// All members of the workspace, deactivated ones and apps too, by pages of 1,000: `users.list`
  /// (scope `users:read`). Falls back to pages of 200 where Slack cannot manage more.
  public Cursor<User> usersList() {
    int[] limit = {PAGE};
    return new Cursor<>(cursor -> {
      try {
        return usersPage(cursor, limit[0]);
      } catch (SlackException e) {
        if (limit[0] == SMALL_PAGE || !wantsSmallerPages(e)) {
          throw e;
        }
        limit[0] = SMALL_PAGE;
        return usersPage(cursor, SMALL_PAGE);
      }
    });
  }

  /// One member: `users.info` (scope `users:read`).
  public User usersInfo(String user) throws SlackException, InterruptedException {
    return Json.user(call("users.info", Map.of("user", user)).tree().path("user"));
  }

  /// How somebody's presence is now: `users.getPresence` (scope `users:read`, 50 calls a minute).
  public SlackPresence getPresence(String user) throws SlackException, InterruptedException {
    SlackAnswer answer = call("users.getPresence", Map.of("user", user));
    String word = answer.tree().path("presence").stringValue("");
    return SlackPresence.of(word)
        .orElseThrow(
            () -> new SlackException.Http(answer.method(), 200, "no such presence: " + word));
  }

  /// Asks for a socket: `rtm.connect`. Once a minute is what Slack grants for long; a socket's
  /// address is good once, for 30 s.
  ///
  /// @param args such as `batch_presence_aware=1`
  public ConnectData rtmConnect(Map<String, String> args)
      throws SlackException, InterruptedException {
    return connectData(call("rtm.connect", args));
  }

  /// The historic `rtm.start`, which Slack answers as `rtm.connect` since 2022; other servers may
  /// still send the workspace in [ConnectData#body].
  public ConnectData rtmStart(Map<String, String> args)
      throws SlackException, InterruptedException {
    return connectData(call("rtm.start", args));
  }

  /// Calls any method, with its arguments as a form.
  ///
  /// @param method such as `conversations.list`
  /// @throws SlackException if there is no answer, or it is not `"ok":true`
  public SlackAnswer call(String method, Map<String, String> args)
      throws SlackException, InterruptedException {
    if (!method.matches("[A-Za-z0-9_.]+")) {
      throw new IllegalArgumentException("No method of Slack has such a name: " + method);
    }
    String form =
        args.entrySet().stream()
            .map(arg -> encode(arg.getKey()) + "=" + encode(arg.getValue()))
            .collect(Collectors.joining("&"));
    return read(method, transport.post(apiUrl.resolve(method), token.value(), form, method));
  }

  /// Gives up the calls under way.
  @Override
  public void close() {
    transport.close();
  }

  private Cursor.Page<User> usersPage(@Nullable String cursor, int limit)
      throws SlackException, InterruptedException {
    Map<String, String> args = new HashMap<>(Map.of("limit", Integer.toString(limit)));
    if (cursor != null) {
      args.put("cursor", cursor);
    }
    SlackAnswer answer = call("users.list", args);
    List<User> users = new ArrayList<>();
    answer.tree().path("members").forEach(member -> users.add(Json.user(member)));
    return new Cursor.Page<>(List.copyOf(users), answer.nextCursor().orElse(null));
  }

  private static boolean wantsSmallerPages(SlackException problem) {
    boolean asked =
        problem instanceof SlackException.Platform refused
            && refused.code().equals("limit_required");
    boolean failing = problem instanceof SlackException.Http http && http.status() >= 500;
    return asked || failing;
  }

  private static SlackAnswer read(String method, HttpResponse<String> answer)
      throws SlackException {
    if (answer.statusCode() == 429) {
      throw new SlackException.RateLimited(method, retryAfter(answer.headers()));
    }
    Optional<JsonNode> tree = Json.object(answer.body()).filter(node -> node.has("ok"));
    if (tree.isEmpty()) {
      throw new SlackException.Http(method, answer.statusCode(), "not an answer of Slack");
    }
    JsonNode node = tree.get();
    if (!node.path("ok").asBoolean(false)) {
      throw refused(method, node, answer.headers());
    }
    return new SlackAnswer(
        method,
        node,
        list(answer.headers(), "X-OAuth-Scopes"),
        list(answer.headers(), "X-Accepted-OAuth-Scopes"));
  }

  private static SlackException refused(String method, JsonNode node, HttpHeaders headers) {
    String code = node.path("error").stringValue("unknown_error");
    return code.equals("ratelimited") || code.equals("rate_limited")
        ? new SlackException.RateLimited(method, retryAfter(headers))
        : new SlackException.Platform(
            method, code, Json.text(node, "needed"), Json.text(node, "provided"));
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.strip().matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value.strip())))
        .orElse(null);
  }

  private static List<String> list(HttpHeaders headers, String name) {
    return headers.allValues(name).stream()
        .flatMap(value -> List.of(value.split(",")).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static ConnectData connectData(SlackAnswer answer) throws SlackException {
    JsonNode tree = answer.tree();
    URI url = uri(answer.method(), tree.path("url").stringValue(""));
    Hosts.requireSafe(url);
    Map<String, @Nullable Object> body = new LinkedHashMap<>(answer.body());
    body.remove("url");
    JsonNode self = tree.path("self");
    return new ConnectData(
        url,
        self.path("id").stringValue(""),
        self.path("name").stringValue(""),
        Json.team(tree.path("team")),
        body);
  }

  private static URI uri(String method, String text) throws SlackException {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the address: it may be a secret.
    }
    throw new SlackException.Http(method, 200, "the answer has no usable url");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// The choices for a [SlackWebClient].
  public static final class Builder {
    private final SlackToken token;
    private URI apiUrl = SLACK;
    private ProxySettings proxies = new ProxySettings.SystemWide();
    private @Nullable SSLContext tls;
    private Duration timeout = Duration.ofSeconds(30);

    private Builder(SlackToken token) {
      this.token = token;
    }

    /// Where the Web API is. Default: [SlackWebClient#SLACK].
    ///
    /// @throws IllegalArgumentException if the token would have to go unencrypted to another
    ///   machine
    public Builder apiUrl(URI url) {
      try {
        Hosts.requireSafe(url);
      } catch (SlackException.Request e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      this.apiUrl = url.toString().endsWith("/") ? url : URI.create(url + "/");
      return this;
    }

    /// How to get out. Default: as the Java platform is told.
    public Builder proxy(ProxySettings proxies) {
      this.proxies = proxies;
      return this;
    }

    /// Whom to trust. Default: whom the platform trusts.
    public Builder tls(SSLContext tls) {
      this.tls = tls;
      return this;
    }

    /// How long to wait for a whole answer. Default: 30 s.
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /// The client.
    public SlackWebClient build() {
      return new SlackWebClient(this);
    }
  }
}
