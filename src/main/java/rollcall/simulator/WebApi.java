package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Web API: authentication, scopes, rate limits, injected faults and dispatch to the methods
/// (slack-protocol 2.1, 5.2). Thread: event loop.
final class WebApi {
  /// Number of calls in the log.
  static final int MAX_LOGGED_CALLS = 50_000;

  private final Map<String, Method> methods = new HashMap<>();
  private final Map<String, Caller> callers = new HashMap<>();
  private final Map<String, TokenBucket> limits = new HashMap<>();
  private final Deque<LoggedCall> calls = new ArrayDeque<>();
  private long received;
  private final WorkspaceState state;
  private final FaultQueue faults;
  private final DemoOptions options;

  WebApi(
      Collection<Method> methods,
      Collection<Caller> callers,
      WorkspaceState state,
      FaultQueue faults,
      DemoOptions options) {
    methods.forEach(method -> this.methods.put(method.name(), method));
    callers.forEach(caller -> this.callers.put(caller.kind().text(), caller));
    this.faults = faults;
    this.state = state;
    this.options = options;
  }

  /// Returns the latest calls, in order of arrival.
  List<LoggedCall> calls() {
    return List.copyOf(calls);
  }

  /// Returns the calls after the first `count`, in order of arrival, as far as they are in the log.
  List<LoggedCall> callsAfter(long count) {
    Deque<LoggedCall> latest = new ArrayDeque<>();
    Iterator<LoggedCall> backwards = calls.descendingIterator();
    for (long number = received; number > count && backwards.hasNext(); number--) {
      latest.addFirst(backwards.next());
    }
    return List.copyOf(latest);
  }

  /// Returns whether there is a method of this name.
  boolean has(String method) {
    return methods.containsKey(method);
  }

  HttpReply answer(RawApiRequest call, Instant now) {
    calls.add(new LoggedCall(call.method(), now));
    received++;
    if (calls.size() > MAX_LOGGED_CALLS) {
      calls.remove();
    }
    return faults
        .nextFor(call.method(), call.args())
        .map(fault -> faulty(fault, call, now))
        .orElseGet(() -> respond(call, now));
  }

  private HttpReply respond(RawApiRequest call, Instant now) {
    String name = call.method();
    String token = call.token();
    Map<String, String> args = call.args();
    Method method = methods.get(name);
    if (method == null) {
      return HttpReply.json(SlackJsonCodec.refusal("unknown_method").put("req_method", name));
    }
    if (!call.problem().isEmpty()) {
      return HttpReply.json(SlackJsonCodec.refusal(call.problem()));
    }
    if (name.equals("api.test")) {
      return HttpReply.json(test(args));
    }
    if (token.isEmpty()) {
      return HttpReply.json(SlackJsonCodec.refusal("not_authed"));
    }
    Caller caller = callers.get(token);
    if (caller == null) {
      return HttpReply.json(SlackJsonCodec.refusal("invalid_auth"));
    }
    Duration wait = limit(limitKey(method, token, args), method, now);
    if (wait.isPositive()) {
      int seconds = (int) wait.plusMillis(999).toSeconds();
      return rateLimited(seconds);
    }
    ObjectNode body =
        refusal(method, caller)
            .orElseGet(() -> method.answer().apply(new AuthorizedApiRequest(caller, args, now)));
    return HttpReply.json(200, body, scopes(method, caller));
  }

  private Duration limit(String key, Method method, Instant now) {
    if (options.unlimited()) {
      return Duration.ZERO;
    }
    return limits.computeIfAbsent(key, k -> method.tier().bucket()).tryTake(now);
  }

  /// Returns the key of the rate limit: messages per conversation, other calls per method.
  private static String limitKey(Method method, String token, Map<String, String> args) {
    String key = method.name() + " " + token;
    return method.tier() == Tier.POSTING ? key + " " + args.get("channel") : key;
  }

  private Optional<ObjectNode> refusal(Method method, Caller caller) {
    TokenKind kind = caller.kind();
    if (kind.refusal().isPresent()) {
      return kind.refusal().map(SlackJsonCodec::refusal);
    }
    if (state.memberOrFail(caller.userId()).hasLeft()) {
      return Optional.of(SlackJsonCodec.refusal("account_inactive"));
    }
    if (method.scope().isEmpty() || grants(kind, method.scope())) {
      return Optional.empty();
    }
    if (method.scope().equals(RtmMethods.SCOPE) && kind.isBot()) {
      return Optional.of(SlackJsonCodec.refusal("not_allowed_token_type"));
    }
    return Optional.of(missingScope(method.scope(), kind));
  }

  /// A modern workspace has no classic apps, so RTM is refused.
  private boolean grants(TokenKind kind, String scope) {
    boolean closed = options.generation() == AppGeneration.MODERN && scope.equals(RtmMethods.SCOPE);
    return !closed && kind.grants(scope);
  }

  /// Returns `missing_scope` with the needed and the provided scopes.
  static ObjectNode missingScope(String scope, TokenKind kind) {
    return SlackJsonCodec.refusal("missing_scope")
        .put("needed", scope)
        .put("provided", String.join(",", kind.scopes()));
  }

  private static Map<String, String> scopes(Method method, Caller caller) {
    return Map.of(
        "X-OAuth-Scopes",
        String.join(",", caller.kind().scopes()),
        "X-Accepted-OAuth-Scopes",
        method.scope());
  }

  private static ObjectNode test(Map<String, String> args) {
    String error = args.getOrDefault("error", "");
    ObjectNode answer = error.isEmpty() ? SlackJsonCodec.ok() : SlackJsonCodec.refusal(error);
    ObjectNode echo = answer.putObject("args");
    args.forEach(echo::put);
    return answer;
  }

  private HttpReply faulty(Fault.Http fault, RawApiRequest call, Instant now) {
    return switch (fault.httpFault()) {
      case HttpFault.NotOk(String error) -> HttpReply.json(SlackJsonCodec.refusal(error));
      case HttpFault.RateLimited(var seconds) -> rateLimited(seconds);
      case HttpFault.Page(int status, String type, String body) ->
          new HttpReply.Sent(status, type, Map.of(), body);
      case HttpFault.Redirect(String location) ->
          new HttpReply.Sent(302, "text/html; charset=utf-8", Map.of("Location", location), "");
      case HttpFault.MissingField(String field) ->
          MalformedResponses.without(respond(call, now), field);
      case HttpFault.NullField(String field) ->
          MalformedResponses.withNull(respond(call, now), field);
      case HttpFault.WrongTypes() ->
          MalformedResponses.withWrongTypes(respond(call, now), fault.user());
      case HttpFault.CursorLoop() -> {
        Map<String, String> first = new HashMap<>(call.args());
        String cursor = Objects.requireNonNullElse(first.remove("cursor"), "");
        RawApiRequest start = new RawApiRequest(call.method(), call.token(), first, call.problem());
        yield MalformedResponses.inLoop(respond(start, now), cursor);
      }
      case HttpFault.Hang() -> new HttpReply.Nothing();
      case HttpFault.Cut() -> new HttpReply.Cut();
    };
  }

  private static HttpReply rateLimited(@Nullable Integer seconds) {
    Map<String, String> headers =
        seconds == null ? Map.of() : Map.of("Retry-After", seconds.toString());
    return HttpReply.json(429, SlackJsonCodec.refusal("ratelimited"), headers);
  }
}
