package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.slack.AuthTest;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent.Reason;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;

class MessageSenderTest {
  private static SlackSimulator workspace;

  @BeforeAll
  static void start() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  @AfterAll
  static void stop() {
    workspace.close();
  }

  @Test
  void scopesDecideWhetherMessagesMayBeSent() throws Exception {
    assertEquals(
        new SendPermission.Included("rollcall", "bot"), sender(TokenKind.CLASSIC_BOT).permission());
    assertEquals(
        "client", ((SendPermission.Included) sender(TokenKind.CLASSIC_USER).permission()).scope());
    assertEquals(
        new SendPermission.Missing("chat:write"), sender(TokenKind.NARROW_BOT).permission());
    assertEquals(
        SendPermission.Granted.class, sender(TokenKind.GRANULAR_BOT).permission().getClass());
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void theScopesOfADefaultAppAllowNoMessages(List<String> scopes, SendPermission permission) {
    AuthTest identity =
        new AuthTest(URI.create("https://a.slack.com"), "A", "T1", "ada", "U1", null, null, false);
    assertEquals(permission, SendPermission.of(identity, scopes));
  }

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of(List.of(), new SendPermission.Missing("chat:write")),
        Arguments.of(
            List.of("users:read", "dnd:read", "chat:write.public"),
            new SendPermission.Missing("chat:write")),
        Arguments.of(List.of("identify", "chat:write:user"), new SendPermission.Granted("ada")),
        Arguments.of(List.of("client", "chat:write"), new SendPermission.Granted("ada")));
  }

  @ParameterizedTest
  @EnumSource(names = {"CLASSIC_BOT", "GRANULAR_BOT", "GRANULAR_USER"})
  void aMessageIsPostedOnce(TokenKind kind) throws Exception {
    long before = posts();
    sender(kind).post(new UserId(workspace.people().getFirst().id()), "Hello");
    assertEquals(before + 1, posts());
  }

  @Test
  void anUnknownPersonIsRefused() {
    SlackException refused =
        assertThrows(
            SlackException.class,
            () -> sender(TokenKind.GRANULAR_BOT).post(new UserId("U0NOBODY"), "Hello"));
    assertEquals("channel_not_found", MessageSender.word(refused));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aMessageWithoutAnAnswerMayHaveBeenSent(
      SlackException failure, boolean uncertain, String word) {
    assertEquals(uncertain, MessageSender.mayHaveBeenSent(failure));
    assertEquals(word, MessageSender.word(failure));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(refusal("channel_not_found"), false, "channel_not_found"),
        Arguments.of(refusal("fatal_error"), true, "fatal_error"),
        Arguments.of(refusal("internal_error"), true, "internal_error"),
        Arguments.of(
            new SlackException.RateLimited("chat.postMessage", Duration.ofSeconds(5)),
            false,
            "rate_limited"),
        Arguments.of(new SlackException.Http("chat.postMessage", 503, ""), true, "offline"),
        Arguments.of(new SlackException.Http("chat.postMessage", 200, "HTML"), true, "offline"),
        Arguments.of(new SlackException.Http("chat.postMessage", 403, ""), false, "offline"),
        Arguments.of(
            new SlackException.Http("chat.postMessage", 302, "portal", true), false, "offline"),
        Arguments.of(request(Failure.TIMED_OUT), true, "offline"),
        Arguments.of(request(Failure.UNREACHABLE), true, "offline"),
        Arguments.of(request(Failure.CONNECTION_REFUSED), false, "offline"),
        Arguments.of(request(Failure.TLS_UNTRUSTED), false, "offline"),
        Arguments.of(request(Failure.PROXY_SIGN_IN), false, "offline"),
        Arguments.of(new SlackException.NoReply(), true, "offline"),
        Arguments.of(new SlackException.Socket("closed", null), true, "offline"),
        Arguments.of(new SlackException.SendRefused(2, "bad"), false, "refused"),
        Arguments.of(new SlackException.NotSent(Reason.DISCONNECTED, ""), false, "offline"));
  }

  @Test
  void theNextAttemptWaitsAsLongAsSlackAsks() {
    assertEquals(
        Duration.ofSeconds(42),
        MessageSender.delay(new SlackException.RateLimited("m", Duration.ofSeconds(42))));
    assertEquals(Duration.ofMinutes(1), MessageSender.delay(new SlackException.NoReply()));
    assertEquals(Duration.ofMinutes(10), MessageSender.delay(refusal("channel_not_found")));
  }

  private static SlackException refusal(String code) {
    return new SlackException.Platform("chat.postMessage", code, null, null, List.of());
  }

  private static SlackException request(Failure failure) {
    return new SlackException.Request(failure, "chat.postMessage", null);
  }

  private static long posts() {
    return workspace.calls().stream()
        .map(LoggedCall::method)
        .filter("chat.postMessage"::equals)
        .count();
  }

  private static MessageSender sender(TokenKind kind) {
    return new MessageSender(
        new SlackAccess(
            new SlackToken(workspace.token(kind)),
            workspace.apiUrl(),
            new ProxySettings.None(),
            true));
  }
}
