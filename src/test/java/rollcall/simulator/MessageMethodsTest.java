package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.simulator.people.Employee;
import tools.jackson.databind.JsonNode;

/// `chat.postMessage`, `conversations.open` and `emoji.list` over HTTP.
class MessageMethodsTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private List<String> ids;

  @BeforeEach
  void open() throws IOException {
    workspace = SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople());
    ids = workspace.people().stream().map(Employee::id).toList();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aPostedMessageIsAnsweredInFullAndReachesTheMembersSockets() {
    MinimalClient.Socket ada = connect(TokenKind.CLASSIC_USER);
    JsonNode answer = call("chat.postMessage", "channel=C0GENERAL00", "text=Good morning");
    String message =
        """
        {"type":"message","user":"U0ROLLCALL0","bot_id":"B0ROLLCALL0","text":"Good morning",
         "ts":"1795003200.000001","team":"T0ACMEDEMO"}\
        """;
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"channel":"C0GENERAL00","ts":"1795003200.000001","message":%s}\
            """
                .formatted(message)),
        answer);
    JsonNode heard = MinimalClient.json(ada.receive().replace('\'', '"'));
    assertEquals("Good morning", heard.path("text").asString());
    assertEquals("C0GENERAL00", heard.path("channel").asString());
  }

  @Test
  void aChannelMayBeGivenByItsNameAndAMessageMayAnswerAThread() {
    JsonNode answer =
        call("chat.postMessage", "channel=#general", "text=x", "thread_ts=1795003200.000001");
    assertEquals("C0GENERAL00", answer.path("channel").asString());
    assertEquals("1795003200.000001", answer.path("message").path("thread_ts").asString());
    assertEquals(
        "C0RANDOM000",
        call("chat.postMessage", "channel=random", "blocks=[]").path("channel").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "channel=C0NONE00000, text=x, channel_not_found",
    "channel=, text=x, channel_not_found",
    "channel=C0DESIGN000, text=x, not_in_channel",
    "channel=C0GENERAL00, text=, no_text",
    "channel=C0GENERAL00, blocks=oops, invalid_blocks_format"
  })
  void aMessageThatCannotBePostedIsRefusedByName(String channel, String what, String error) {
    assertEquals(error, call("chat.postMessage", channel, what).path("error").asString());
  }

  @Test
  void aTextOfMoreThanFortyThousandCharactersIsTooLong() {
    String most = "x".repeat(40_000);
    assertTrue(
        call("chat.postMessage", "channel=C0GENERAL00", "text=" + most).path("ok").asBoolean());
    assertEquals(
        "msg_too_long",
        call("chat.postMessage", "channel=C0GENERAL00", "text=x" + most).path("error").asString());
  }

  @Test
  void messagesAreLimitedToOneASecondInEachConversation() {
    for (int i = 0; i < 3; i++) {
      assertTrue(call("chat.postMessage", "channel=C0GENERAL00", "text=x").path("ok").asBoolean());
    }
    HttpResponse<String> limited =
        MinimalClient.post(
            workspace.apiUrl(),
            workspace.token(),
            "chat.postMessage",
            "channel=C0GENERAL00",
            "text=x");
    assertEquals(429, limited.statusCode());
    assertEquals("1", limited.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(call("chat.postMessage", "channel=C0RANDOM000", "text=x").path("ok").asBoolean());
  }

  @Test
  void aDirectMessageIsOpenedOnceAndThenResumed() {
    String id =
        call("conversations.open", "users=" + ids.get(3)).path("channel").path("id").asString();
    assertTrue(id.matches("D[A-Z0-9]{10}"), id);
    assertEquals(
        MinimalClient.json(
            "{\"ok\":true,\"no_op\":true,\"already_open\":true,\"channel\":{\"id\":\""
                + id
                + "\"}}"),
        call("conversations.open", "users=" + ids.get(3)));
    JsonNode whole = call("conversations.open", "channel=" + id, "return_im=true").path("channel");
    assertEquals(ids.get(3), whole.path("user").asString());
    assertTrue(whole.path("is_im").asBoolean() && whole.path("is_open").asBoolean());
    assertFalse(whole.has("name"));
    assertEquals(
        id, call("chat.postMessage", "channel=" + ids.get(3), "text=x").path("channel").asString());
    assertEquals(
        List.of(id),
        call("conversations.list", "types=im")
            .path("channels")
            .valueStream()
            .map(each -> each.path("id").asString())
            .toList());
    assertEquals(2, call("conversations.members", "channel=" + id).path("members").size());
  }

  @Test
  void aGroupDirectMessageNamesItsMembersAndIsSeenByThemOnly() {
    String users = "users=" + String.join(",", ids.subList(1, 4));
    JsonNode group = call("conversations.open", users).path("channel");
    assertTrue(group.path("id").asString().matches("G[A-Z0-9]{10}"), group.toString());
    assertTrue(group.path("is_mpim").asBoolean());
    assertTrue(group.path("name").asString().startsWith("mpdm-rollcall--"), group.toString());
    assertEquals(group.path("id"), call("conversations.open", users).path("channel").path("id"));
    assertEquals(
        "channel_not_found",
        MinimalClient.call(
                workspace.apiUrl(),
                workspace.token(TokenKind.CLASSIC_USER),
                "conversations.info",
                "channel=" + group.path("id").asString())
            .path("error")
            .asString());
  }

  @Test
  void openingADirectMessageIsAnnouncedToItsMembers() {
    MinimalClient.Socket ada = connect(TokenKind.CLASSIC_USER);
    call("conversations.open", "users=" + ids.getFirst());
    JsonNode event = MinimalClient.json(ada.receive().replace('\'', '"'));
    assertEquals("im_created", event.path("type").asString());
    assertEquals("U0ROLLCALL0", event.path("channel").path("user").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "users=, users_list_not_supplied",
    "users=U0NOBODY000, user_not_found",
    "channel=C0GENERAL00, method_not_supported_for_channel_type",
    "channel=D0NONE00000, channel_not_found"
  })
  void aDirectMessageThatCannotBeOpenedIsRefusedByName(String argument, String error) {
    assertEquals(error, call("conversations.open", argument).path("error").asString());
  }

  @Test
  void nineOthersAreTooManyAndADeactivatedOneIsRefused() {
    assertEquals(
        "too_many_users",
        call("conversations.open", "users=" + String.join(",", ids.subList(0, 9)))
            .path("error")
            .asString());
    workspace.apply(new WorkspaceChange.Deactivate(ids.get(5)));
    assertEquals(
        "user_disabled",
        call("conversations.open", "users=" + ids.get(5)).path("error").asString());
    assertEquals(
        "channel_not_found",
        call("conversations.open", "users=" + ids.get(6), "prevent_creation=1")
            .path("error")
            .asString());
  }

  @ParameterizedTest
  @CsvSource({
    "chat.postMessage, chat:write",
    "conversations.open, im:write",
    "emoji.list, emoji:read"
  })
  void aNarrowTokenLacksTheScopesToWrite(String method, String scope) {
    JsonNode answer =
        MinimalClient.call(workspace.apiUrl(), workspace.token(TokenKind.NARROW_BOT), method);
    assertEquals("missing_scope", answer.path("error").asString());
    assertEquals(scope, answer.path("needed").asString());
  }

  @Test
  void severalPeopleNeedAnotherScopeThanOne() {
    JsonNode answer =
        MinimalClient.call(
            workspace.apiUrl(),
            workspace.token(TokenKind.NARROW_BOT),
            "conversations.open",
            "users=" + ids.get(1) + "," + ids.get(2));
    assertEquals("mpim:write", answer.path("needed").asString());
  }

  @Test
  void customEmojiAreListedWithTheirAliases() {
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"emoji":{"acme":"https://emoji.acme.example/acme.png","logo":"alias:acme"},
             "cache_ts":"1795003200"}\
            """),
        call("emoji.list"));
  }

  @Test
  void anotherTeamIsNotFound() {
    assertEquals("team_not_found", call("team.info", "team=T0OTHER0000").path("error").asString());
  }

  private MinimalClient.Socket connect(TokenKind kind) {
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token(kind));
    assertEquals("{'type':'hello'}", socket.receive());
    return socket;
  }

  private JsonNode call(String method, String... args) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), method, args);
  }
}
