package rollcall.slack.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.tls.TextSanitizer;

/// Client for Slack's Web API with one token.
///
/// A method that Slack names `users.getPresence` is `web.users().getPresence(…)` here; any other is
/// reached by [#call], and any other list by [#pages].
///
/// Every call blocks until the response arrives, and ends when its thread is interrupted; virtual
/// threads are suitable. Every failure is a [SlackException]; a null argument throws a
/// `NullPointerException`. A call is delayed by Slack's rate limits, and an idempotent one is
/// retried after a temporary failure; [SlackWebClientBuilder#maxWait] limits the sum of these
/// delays. The limits count the calls of this client: use one client per token. Thread-safe.
public final class SlackWebClient implements AutoCloseable {
  /// Address of Slack's Web API.
  public static final URI SLACK = URI.create("https://slack.com/api/");

  private static final int LONGEST_WARNING = 200;

  private final SlackToken token;
  private final URI apiUrl;
  private final HttpTransport transport;
  private final RetryingCaller.Post calls;
  private final Logger log;
  private final Consumer<? super SlackResponse> listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  SlackWebClient(SlackWebClientBuilder choices) {
    this.token = choices.token;
    this.apiUrl = choices.apiUrl;
    this.transport = choices.transport();
    this.log = choices.log;
    this.listener = choices.listener;
    this.calls = choices.calls(this::post, this::pause);
  }

  /// Returns a builder.
  ///
  /// @param token token of the calls
  /// @return a builder for a client of slack.com, unless another address is set
  public static SlackWebClientBuilder builder(SlackToken token) {
    return new SlackWebClientBuilder(token);
  }

  /// `api.*`.
  ///
  /// @return the methods
  public ApiTestMethods api() {
    return new ApiTestMethods(this);
  }

  /// `auth.*`.
  ///
  /// @return the methods
  public AuthMethods auth() {
    return new AuthMethods(this);
  }

  /// `chat.*`.
  ///
  /// @return the methods
  public ChatMethods chat() {
    return new ChatMethods(this);
  }

  /// `conversations.*`.
  ///
  /// @return the methods
  public ConversationsMethods conversations() {
    return new ConversationsMethods(this);
  }

  /// `dnd.*`.
  ///
  /// @return the methods
  public DndMethods dnd() {
    return new DndMethods(this);
  }

  /// `rtm.*`.
  ///
  /// @return the methods
  public RtmMethods rtm() {
    return new RtmMethods(this);
  }

  /// `team.*`.
  ///
  /// @return the methods
  public TeamMethods team() {
    return new TeamMethods(this);
  }

  /// `usergroups.*`.
  ///
  /// @return the methods
  public UsergroupsMethods usergroups() {
    return new UsergroupsMethods(this);
  }

  /// `users.*`.
  ///
  /// @return the methods
  public UsersMethods users() {
    return new UsersMethods(this);
  }

  /// Calls any method, with its arguments as a form. An unknown method is retried only after a rate
  /// limit, because its effect is unknown.
  ///
  /// @param method such as `conversations.history`
  /// @param args arguments without the token; lists and objects in the form that Slack documents
  /// @return the successful response
  /// @throws SlackException if there is no response, or it is not `"ok":true`
  /// @throws InterruptedException if the thread is interrupted
  /// @throws IllegalArgumentException if the name is not made of words of letters, digits and `_`
  ///   with a `.` between them
  public SlackResponse call(String method, Map<String, String> args)
      throws SlackException, InterruptedException {
    if (!method.matches("\\w+(\\.\\w+)*")) {
      throw new IllegalArgumentException("No method of Slack has such a name: " + method);
    }
    return calls.call(method, args);
  }

  /// Returns the pages of any method that returns a list of objects.
  ///
  /// @param method such as `conversations.history`
  /// @param field field of the response with the list, such as `messages`; a response without it is
  ///   an empty page
  /// @param args arguments of every page; without a `limit`, 200 objects are requested per page
  /// @return the objects as maps of plain Java values; no request is made yet
  public PageIterator<Map<String, Object>> pages(
      String method, String field, Map<String, String> args) {
    return new PageFetcher<Map<String, Object>>(
            this, method, field, args, PageFetcher.SMALL, node -> JsonCodec.map(node))
        .pages();
  }

  /// Cancels the calls in progress, those that are delayed, and any later one: they fail with
  /// [SlackException.Request]. Closing twice is harmless.
  @Override
  public void close() {
    closed.countDown();
    transport.close();
  }

  private SlackResponse post(String method, Map<String, String> args)
      throws SlackException, InterruptedException {
    String form =
        args.entrySet().stream()
            .map(arg -> encode(arg.getKey()) + "=" + encode(arg.getValue()))
            .collect(Collectors.joining("&"));
    URI address = apiUrl.resolve(method);
    SlackResponse answer =
        ResponseParser.read(method, transport.post(address, token.value(), form, method));
    for (String warning : answer.warnings()) {
      if (warned.add(method + " " + warning)) {
        log.log(
            Level.WARNING,
            "Slack warns about {0}: {1}",
            method,
            TextSanitizer.singleLine(warning, LONGEST_WARNING));
      }
    }
    listener.accept(answer);
    return answer;
  }

  private boolean pause(Duration time) throws InterruptedException {
    return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static String encode(String text) {
    return URLEncoder.encode(JsonCodec.wellFormed(text), UTF_8);
  }
}
