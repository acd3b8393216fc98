package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.simulator.people.Employee;

/// Frames on the socket, following slack-protocol 2.2, 3 and 4.
class SocketProtocolTest {
  private static final String EXPIRED =
      "{'type':'error','error':{'code':1,'msg':'Socket URL has expired'}}";

  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private String ada;
  private String jonas;
  private String kai;

  @BeforeEach
  void open() throws IOException {
    workspace = SlackSimulator.start(options());
    ada = workspace.people().get(0).id();
    jonas = workspace.people().get(1).id();
    kai = workspace.people().get(2).id();
  }

  private DemoOptions options() {
    return DemoOptions.standard(clock).withFrozenPeople().withoutLimits();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aSocketUrlIsGoodForOneConnection() {
    String url = url();
    assertEquals("{'type':'hello'}", MinimalClient.open(url).receive());
    MinimalClient.Socket second = MinimalClient.open(url);
    assertEquals(EXPIRED, second.receive());
    assertEquals("the connection has ended: 1000", second.receive());
  }

  @Test
  void aSocketUrlIsGoodForThirtySeconds() {
    String early = url();
    clock.advance(Duration.ofMillis(29_999));
    assertEquals("{'type':'hello'}", MinimalClient.open(early).receive());
    String late = url();
    clock.advance(Duration.ofSeconds(30));
    assertEquals(EXPIRED, MinimalClient.open(late).receive());
  }

  @Test
  void anUnknownSocketUrlIsExpired() {
    String made = url().replaceAll("websocket/.*", "websocket/made-up?token=x");
    assertEquals(EXPIRED, MinimalClient.open(made).receive());
  }

  @Test
  void aPingIsAnsweredWithItsScalars() {
    MinimalClient.Socket socket = connect();
    socket.send("{'id':12,'type':'ping','time':1700000000000,'note':'x','list':[1],'yes':true}");
    assertEquals(
        "{'type':'pong','time':1700000000000,'note':'x','yes':true,'reply_to':12}",
        socket.receive());
  }

  @Test
  void theFirstFrameOfEachClientIsRead() {
    for (int i = 0; i < 60; i++) {
      MinimalClient.Socket socket = connect();
      socket.send("{'id':%d,'type':'ping'}".formatted(i));
      assertEquals("{'type':'pong','reply_to':%d}".formatted(i), socket.receive());
      socket.close();
    }
  }

  @Test
  void aWebSocketPingIsAnswered() {
    MinimalClient.Socket socket = connect();
    socket.ping((byte) 4, (byte) 2);
    assertEquals("pong frame [4, 2]", socket.receive());
  }

  @Test
  void aSubscriptionIsAnsweredWithOneEventAPresenceForBatchClients() {
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    MinimalClient.Socket socket = connect("batch_presence_aware=1");
    subscribe(socket, ada, jonas, kai);
    assertEquals(
        "{'type':'presence_change','presence':'active','users':['" + jonas + "']}",
        socket.receive());
    assertEquals(
        "{'type':'presence_change','presence':'away','users':['" + ada + "','" + kai + "']}",
        socket.receive());
  }

  @Test
  void aSubscriptionIsAnsweredWithOneEventAPersonForOthers() {
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada, jonas);
    assertEquals(single(jonas, "active"), socket.receive());
    assertEquals(single(ada, "away"), socket.receive());
  }

  @Test
  void theNodeClientsAskForBatchesWithTheWordTrue() {
    MinimalClient.Socket socket = connect("batch_presence_aware=true");
    subscribe(socket, ada);
    assertEquals(
        "{'type':'presence_change','presence':'away','users':['" + ada + "']}", socket.receive());
  }

  @Test
  void onlyIdsThatAreNewOnTheListAreAnswered() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada);
    assertEquals(single(ada, "away"), socket.receive());
    subscribe(socket, ada, kai);
    assertEquals(single(kai, "away"), socket.receive());
    subscribe(socket, ada);
    subscribe(socket, ada, kai);
    assertEquals(single(kai, "away"), socket.receive());
  }

  @Test
  void onlyChangesOfSubscribedUsersAreSent() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada, jonas);
    socket.receive();
    socket.receive();
    subscribe(socket, jonas);
    afterPing(socket);
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    workspace.setPresence(kai, ActiveOrAway.ACTIVE);
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    workspace.setPresence(jonas, ActiveOrAway.AWAY);
    assertEquals(single(jonas, "active"), socket.receive());
    assertEquals(single(jonas, "away"), socket.receive());
    afterPing(socket);
  }

  @Test
  void anEmptyListEndsAllSubscriptions() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada);
    socket.receive();
    subscribe(socket);
    afterPing(socket);
    assertEquals(List.of(Set.of()), workspace.subscriptions());
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    afterPing(socket);
  }

  @Test
  void subscriptionsEndWithTheSocket() {
    MinimalClient.Socket first = connect();
    subscribe(first, ada);
    first.receive();
    first.close();
    assertEquals("the connection has ended: 1000", first.receive());
    MinimalClient.Socket second = connect();
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    afterPing(second);
    subscribe(second, ada);
    assertEquals(single(ada, "active"), second.receive());
  }

  @Test
  void unknownIdsAreIgnored() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, "U0NOBODY000", ada, ada);
    assertEquals(single(ada, "away"), socket.receive());
    afterPing(socket);
  }

  @Test
  void aQueryIsAnsweredOnceWithoutSubscribing() {
    MinimalClient.Socket socket = connect();
    socket.send("{'id':1,'type':'presence_query','ids':['" + ada + "']}");
    assertEquals(single(ada, "away"), socket.receive());
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    afterPing(socket);
  }

  @Test
  void aQueryOfMoreThanFiveHundredIsIgnored() throws IOException {
    try (SlackSimulator large = SlackSimulator.start(options().withPeople(600))) {
      MinimalClient.Socket socket = MinimalClient.connect(large.apiUrl(), large.token());
      socket.receive();
      List<String> ids = large.people().stream().map(Employee::id).limit(501).toList();
      socket.send("{'type':'presence_query','ids':['" + String.join("','", ids) + "']}");
      afterPing(socket);
    }
  }

  @Test
  void aMessageIsAcknowledgedAndReachesOtherPeople() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    bot.send("{'id':7,'type':'message','channel':'C0GENERAL00','text':'Grüße 🦊'}");
    String ts = clock.instant().getEpochSecond() + ".000001";
    assertEquals("{'ok':true,'reply_to':7,'ts':'" + ts + "','text':'Grüße 🦊'}", bot.receive());
    assertEquals(
        "{'type':'message','channel':'C0GENERAL00','user':'U0ROLLCALL0','text':'Grüße 🦊','ts':'"
            + ts
            + "'}",
        person.receive());
  }

  @Test
  void aMessageReachesTheOtherSocketsOfItsAuthorButNotItsOwn() {
    MinimalClient.Socket author = connect();
    MinimalClient.Socket other = connect();
    author.send("{'id':7,'type':'message','channel':'C0GENERAL00','text':'hi'}");
    assertTrue(other.receive().contains("'text':'hi'"));
    assertTrue(author.receive().startsWith("{'ok':true,'reply_to':7"));
    author.send("{'id':8,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':8}", author.receive());
  }

  @Test
  void aMessageWithoutTextIsRefused() {
    MinimalClient.Socket socket = connect();
    socket.send("{'id':8,'type':'message','channel':'C0GENERAL00'}");
    assertEquals(
        "{'ok':false,'reply_to':8,'error':{'code':2,'msg':'message text is missing'}}",
        socket.receive());
  }

  @Test
  void typingIsShownToOtherPeopleAndNotAcknowledged() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    person.send("{'id':3,'type':'typing','channel':'C0GENERAL00'}");
    assertEquals(
        "{'type':'user_typing','channel':'C0GENERAL00','user':'" + ada + "'}", bot.receive());
    afterPing(person);
  }

  @Test
  void unknownTypesAreIgnoredAndInvalidJsonIsRefused() {
    MinimalClient.Socket socket = connect();
    socket.send("{'id':4,'type':'tickle'}");
    afterPing(socket);
    socket.send("this is no JSON");
    assertEquals("{'ok':false,'error':{'code':2,'msg':'bad message'}}", socket.receive());
  }

  @Test
  void aFrameOfMoreThanSixteenKilobytesEndsTheConnection() {
    MinimalClient.Socket socket = connect();
    String small = "{'type':'message','channel':'C0GENERAL00','text':'";
    socket.send(small + "x".repeat(16_384 - small.length() - 2) + "'}");
    socket.receive();
    socket.raw("x".repeat(16_385));
    assertEquals("the connection has ended: 1009", socket.receive());
  }

  @Test
  void aClientThatWritesTooFastIsWarnedThenDisconnected() throws IOException {
    try (SlackSimulator strict =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople())) {
      MinimalClient.Socket socket = MinimalClient.connect(strict.apiUrl(), strict.token());
      socket.receive();
      for (int i = 1; i <= 10; i++) {
        afterPing(socket);
      }
      String slowDown =
          "{'ok':false,'reply_to':11,'error':{'code':-1,'msg':'slow down, too many messages...'}}";
      socket.send("{'id':11,'type':'ping'}");
      assertEquals(slowDown, socket.receive());
      clock.advance(Duration.ofSeconds(1));
      afterPing(socket);
      for (int i = 1; i <= 19; i++) {
        socket.send("{'id':11,'type':'ping'}");
        assertEquals(slowDown, socket.receive());
      }
      socket.send("{'id':11,'type':'ping'}");
      assertEquals("the connection has ended: 1008", socket.receive());
    }
  }

  @Test
  void aBotIsActiveWhileItIsConnected() {
    assertEquals(ActiveOrAway.AWAY, workspace.presence(workspace.botUserId()));
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    subscribe(person, workspace.botUserId());
    assertEquals(single(workspace.botUserId(), "away"), person.receive());
    MinimalClient.Socket bot = connect();
    assertEquals(single(workspace.botUserId(), "active"), person.receive());
    bot.close();
    assertEquals(single(workspace.botUserId(), "away"), person.receive());
  }

  @Test
  void manualAwayIsSentToTheUsersOwnSocketsAndToSubscribers() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    subscribe(person, workspace.botUserId());
    assertEquals(single(workspace.botUserId(), "active"), person.receive());
    setPresence("away");
    assertEquals("{'type':'manual_presence_change','presence':'away'}", bot.receive());
    assertEquals(single(workspace.botUserId(), "away"), person.receive());
    setPresence("auto");
    assertEquals("{'type':'manual_presence_change','presence':'active'}", bot.receive());
    assertEquals(single(workspace.botUserId(), "active"), person.receive());
  }

  @Test
  void manualAwayOutlivesTheConnection() {
    setPresence("away");
    connect();
    assertEquals(ActiveOrAway.AWAY, workspace.presence(workspace.botUserId()));
    setPresence("auto");
    assertEquals(ActiveOrAway.ACTIVE, workspace.presence(workspace.botUserId()));
  }

  @Test
  void anInactivePersonIsAwayAfterTenMinutes() {
    MinimalClient.Socket bot = connect();
    subscribe(bot, ada);
    assertEquals(single(ada, "away"), bot.receive());
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    assertEquals(single(ada, "active"), bot.receive());
    clock.advance(Duration.ofMinutes(9));
    person.send("{'id':3,'type':'typing','channel':'C0GENERAL00'}");
    bot.receive();
    clock.advance(Duration.ofMinutes(9));
    workspace.runDueTasks();
    assertEquals(ActiveOrAway.ACTIVE, workspace.presence(ada));
    clock.advance(Duration.ofMinutes(1));
    workspace.runDueTasks();
    assertEquals(single(ada, "away"), bot.receive());
  }

  private void setPresence(String presence) {
    MinimalClient.call(
        workspace.apiUrl(), workspace.token(), "users.setPresence", "presence=" + presence);
  }

  private String url() {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), "rtm.connect")
        .path("url")
        .asString();
  }

  private MinimalClient.Socket connect(String... args) {
    return greeted(MinimalClient.connect(workspace.apiUrl(), workspace.token(), args));
  }

  private MinimalClient.Socket connect(TokenKind kind) {
    return greeted(MinimalClient.connect(workspace.apiUrl(), workspace.token(kind)));
  }

  private static MinimalClient.Socket greeted(MinimalClient.Socket socket) {
    assertEquals("{'type':'hello'}", socket.receive());
    return socket;
  }

  private static void subscribe(MinimalClient.Socket socket, String... ids) {
    String list = ids.length == 0 ? "" : "'" + String.join("','", ids) + "'";
    socket.send("{'type':'presence_sub','ids':[" + list + "]}");
  }

  /// Asserts that no other frame precedes the answer to a ping.
  private static void afterPing(MinimalClient.Socket socket) {
    socket.send("{'id':99,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':99}", socket.receive());
  }

  private static String single(String user, String presence) {
    return "{'type':'presence_change','user':'" + user + "','presence':'" + presence + "'}";
  }
}
