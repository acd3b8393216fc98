package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.simulator.people.Employee;

/// What the workspace says on the socket, line by line of slack-protocol 2.2, 3 and 4.
class SocketProtocolTest {
  private static final String EXPIRED =
      "{'type':'error','error':{'code':1,'msg':'Socket URL has expired'}}";

  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private DemoWorkspace workspace;
  private String ada;
  private String jonas;
  private String kai;

  @BeforeEach
  void open() throws IOException {
    workspace = DemoWorkspace.start(options());
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
    assertEquals("{'type':'hello'}", MinimalClient.open(url).hear());
    MinimalClient.Socket second = MinimalClient.open(url);
    assertEquals(EXPIRED, second.hear());
    assertEquals("the connection has ended: 1000", second.hear());
  }

  @Test
  void aSocketUrlIsGoodForThirtySeconds() {
    String early = url();
    clock.turn(Duration.ofMillis(29_999));
    assertEquals("{'type':'hello'}", MinimalClient.open(early).hear());
    String late = url();
    clock.turn(Duration.ofSeconds(30));
    assertEquals(EXPIRED, MinimalClient.open(late).hear());
  }

  @Test
  void anUnknownSocketUrlIsExpired() {
    String made = url().replaceAll("websocket/.*", "websocket/made-up?token=x");
    assertEquals(EXPIRED, MinimalClient.open(made).hear());
  }

  @Test
  void aPingIsAnsweredWithItsScalars() {
    MinimalClient.Socket socket = connect();
    socket.say("{'id':12,'type':'ping','time':1700000000000,'note':'x','list':[1],'yes':true}");
    assertEquals(
        "{'type':'pong','time':1700000000000,'note':'x','yes':true,'reply_to':12}", socket.hear());
  }

  @Test
  void everyClientIsHeardFromItsFirstFrameOn() {
    for (int i = 0; i < 60; i++) {
      MinimalClient.Socket socket = connect();
      socket.say("{'id':%d,'type':'ping'}".formatted(i));
      assertEquals("{'type':'pong','reply_to':%d}".formatted(i), socket.hear());
      socket.close();
    }
  }

  @Test
  void aWebSocketPingIsAnswered() {
    MinimalClient.Socket socket = connect();
    socket.ping((byte) 4, (byte) 2);
    assertEquals("pong frame [4, 2]", socket.hear());
  }

  @Test
  void aSubscriptionIsAnsweredWithOneEventAPresenceForBatchClients() {
    workspace.setPresence(jonas, DemoPresence.ACTIVE);
    MinimalClient.Socket socket = connect("batch_presence_aware=1");
    subscribe(socket, ada, jonas, kai);
    assertEquals(
        "{'type':'presence_change','presence':'active','users':['" + jonas + "']}", socket.hear());
    assertEquals(
        "{'type':'presence_change','presence':'away','users':['" + ada + "','" + kai + "']}",
        socket.hear());
  }

  @Test
  void aSubscriptionIsAnsweredWithOneEventAPersonForOthers() {
    workspace.setPresence(jonas, DemoPresence.ACTIVE);
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada, jonas);
    assertEquals(single(jonas, "active"), socket.hear());
    assertEquals(single(ada, "away"), socket.hear());
  }

  @Test
  void theNodeClientsAskForBatchesWithTheWordTrue() {
    MinimalClient.Socket socket = connect("batch_presence_aware=true");
    subscribe(socket, ada);
    assertEquals(
        "{'type':'presence_change','presence':'away','users':['" + ada + "']}", socket.hear());
  }

  @Test
  void onlyIdsThatAreNewOnTheListAreAnswered() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada);
    assertEquals(single(ada, "away"), socket.hear());
    subscribe(socket, ada, kai);
    assertEquals(single(kai, "away"), socket.hear());
    subscribe(socket, ada);
    subscribe(socket, ada, kai);
    assertEquals(single(kai, "away"), socket.hear());
  }

  @Test
  void onlyChangesOfSubscribedPeopleAreTold() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada, jonas);
    socket.hear();
    socket.hear();
    subscribe(socket, jonas);
    afterPing(socket);
    workspace.setPresence(ada, DemoPresence.ACTIVE);
    workspace.setPresence(kai, DemoPresence.ACTIVE);
    workspace.setPresence(jonas, DemoPresence.ACTIVE);
    workspace.setPresence(jonas, DemoPresence.ACTIVE);
    workspace.setPresence(jonas, DemoPresence.AWAY);
    assertEquals(single(jonas, "active"), socket.hear());
    assertEquals(single(jonas, "away"), socket.hear());
    afterPing(socket);
  }

  @Test
  void anEmptyListEndsAllSubscriptions() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, ada);
    socket.hear();
    subscribe(socket);
    afterPing(socket);
    assertEquals(List.of(Set.of()), workspace.subscriptions());
    workspace.setPresence(ada, DemoPresence.ACTIVE);
    afterPing(socket);
  }

  @Test
  void subscriptionsDieWithTheSocket() {
    MinimalClient.Socket first = connect();
    subscribe(first, ada);
    first.hear();
    first.close();
    assertEquals("the connection has ended: 1000", first.hear());
    MinimalClient.Socket second = connect();
    workspace.setPresence(ada, DemoPresence.ACTIVE);
    afterPing(second);
    subscribe(second, ada);
    assertEquals(single(ada, "active"), second.hear());
  }

  @Test
  void unknownIdsAreLeftOut() {
    MinimalClient.Socket socket = connect();
    subscribe(socket, "U0NOBODY000", ada, ada);
    assertEquals(single(ada, "away"), socket.hear());
    afterPing(socket);
  }

  @Test
  void aQueryIsAnsweredOnceWithoutSubscribing() {
    MinimalClient.Socket socket = connect();
    socket.say("{'id':1,'type':'presence_query','ids':['" + ada + "']}");
    assertEquals(single(ada, "away"), socket.hear());
    workspace.setPresence(ada, DemoPresence.ACTIVE);
    afterPing(socket);
  }

  @Test
  void aQueryOfMoreThanFiveHundredIsIgnored() throws IOException {
    try (DemoWorkspace large = DemoWorkspace.start(options().withPeople(600))) {
      MinimalClient.Socket socket = MinimalClient.connect(large.apiUrl(), large.token());
      socket.hear();
      List<String> ids = large.people().stream().map(Employee::id).limit(501).toList();
      socket.say("{'type':'presence_query','ids':['" + String.join("','", ids) + "']}");
      afterPing(socket);
    }
  }

  @Test
  void aMessageIsAcknowledgedAndReachesOtherPeople() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    bot.say("{'id':7,'type':'message','channel':'C0GENERAL00','text':'Grüße 🦊'}");
    String ts = clock.instant().getEpochSecond() + ".000001";
    assertEquals("{'ok':true,'reply_to':7,'ts':'" + ts + "','text':'Grüße 🦊'}", bot.hear());
    assertEquals(
        "{'type':'message','channel':'C0GENERAL00','user':'U0ROLLCALL0','text':'Grüße 🦊','ts':'"
            + ts
            + "'}",
        person.hear());
  }

  @Test
  void aMessageWithoutTextIsRefused() {
    MinimalClient.Socket socket = connect();
    socket.say("{'id':8,'type':'message','channel':'C0GENERAL00'}");
    assertEquals(
        "{'ok':false,'reply_to':8,'error':{'code':2,'msg':'message text is missing'}}",
        socket.hear());
  }

  @Test
  void typingIsShownToOtherPeopleAndNotAcknowledged() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    person.say("{'id':3,'type':'typing','channel':'C0GENERAL00'}");
    assertEquals("{'type':'user_typing','channel':'C0GENERAL00','user':'" + ada + "'}", bot.hear());
    afterPing(person);
  }

  @Test
  void whatIsNotKnownIsIgnoredAndWhatIsNotJsonIsRefused() {
    MinimalClient.Socket socket = connect();
    socket.say("{'id':4,'type':'tickle'}");
    afterPing(socket);
    socket.say("this is no JSON");
    assertEquals("{'ok':false,'error':{'code':2,'msg':'bad message'}}", socket.hear());
  }

  @Test
  void aFrameOfMoreThanSixteenKilobytesEndsTheConnection() {
    MinimalClient.Socket socket = connect();
    String small = "{'type':'message','channel':'C0GENERAL00','text':'";
    socket.say(small + "x".repeat(16_384 - small.length() - 2) + "'}");
    socket.hear();
    socket.raw("x".repeat(16_385));
    assertEquals("the connection has ended: 1009", socket.hear());
  }

  @Test
  void whoWritesTooFastIsToldToSlowDownAndCutOffInTheEnd() throws IOException {
    try (DemoWorkspace strict =
        DemoWorkspace.start(DemoOptions.standard(clock).withFrozenPeople())) {
      MinimalClient.Socket socket = MinimalClient.connect(strict.apiUrl(), strict.token());
      socket.hear();
      for (int i = 1; i <= 10; i++) {
        afterPing(socket);
      }
      String slowDown =
          "{'ok':false,'reply_to':11,'error':{'code':-1,'msg':'slow down, too many messages...'}}";
      socket.say("{'id':11,'type':'ping'}");
      assertEquals(slowDown, socket.hear());
      clock.turn(Duration.ofSeconds(1));
      afterPing(socket);
      for (int i = 1; i <= 19; i++) {
        socket.say("{'id':11,'type':'ping'}");
        assertEquals(slowDown, socket.hear());
      }
      socket.say("{'id':11,'type':'ping'}");
      assertEquals("the connection has ended: 1008", socket.hear());
    }
  }

  @Test
  void aBotIsActiveWhileItIsConnected() {
    assertEquals(DemoPresence.AWAY, workspace.presence(workspace.botUserId()));
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    subscribe(person, workspace.botUserId());
    assertEquals(single(workspace.botUserId(), "away"), person.hear());
    MinimalClient.Socket bot = connect();
    assertEquals(single(workspace.botUserId(), "active"), person.hear());
    bot.close();
    assertEquals(single(workspace.botUserId(), "away"), person.hear());
  }

  @Test
  void aManualAwayIsToldToTheOwnSocketsAndToSubscribers() {
    MinimalClient.Socket bot = connect();
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    subscribe(person, workspace.botUserId());
    assertEquals(single(workspace.botUserId(), "active"), person.hear());
    setPresence("away");
    assertEquals("{'type':'manual_presence_change','presence':'away'}", bot.hear());
    assertEquals(single(workspace.botUserId(), "away"), person.hear());
    setPresence("auto");
    assertEquals("{'type':'manual_presence_change','presence':'active'}", bot.hear());
    assertEquals(single(workspace.botUserId(), "active"), person.hear());
  }

  @Test
  void aManualAwayOutlivesTheConnection() {
    setPresence("away");
    connect();
    assertEquals(DemoPresence.AWAY, workspace.presence(workspace.botUserId()));
    setPresence("auto");
    assertEquals(DemoPresence.ACTIVE, workspace.presence(workspace.botUserId()));
  }

  @Test
  void aPersonWhoDoesNothingIsAwayAfterTenMinutes() {
    MinimalClient.Socket bot = connect();
    subscribe(bot, ada);
    assertEquals(single(ada, "away"), bot.hear());
    MinimalClient.Socket person = connect(TokenKind.CLASSIC_USER);
    assertEquals(single(ada, "active"), bot.hear());
    clock.turn(Duration.ofMinutes(9));
    person.say("{'id':3,'type':'typing','channel':'C0GENERAL00'}");
    bot.hear();
    clock.turn(Duration.ofMinutes(9));
    workspace.runDueTasks();
    assertEquals(DemoPresence.ACTIVE, workspace.presence(ada));
    clock.turn(Duration.ofMinutes(1));
    workspace.runDueTasks();
    assertEquals(single(ada, "away"), bot.hear());
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
    assertEquals("{'type':'hello'}", socket.hear());
    return socket;
  }

  private static void subscribe(MinimalClient.Socket socket, String... ids) {
    String list = ids.length == 0 ? "" : "'" + String.join("','", ids) + "'";
    socket.say("{'type':'presence_sub','ids':[" + list + "]}");
  }

  /// Nothing else was said before the answer to a ping.
  private static void afterPing(MinimalClient.Socket socket) {
    socket.say("{'id':99,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':99}", socket.hear());
  }

  private static String single(String user, String presence) {
    return "{'type':'presence_change','user':'" + user + "','presence':'" + presence + "'}";
  }
}
