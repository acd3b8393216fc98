package rollcall.slack.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.AuthTest;
import rollcall.slack.Conversation;
import rollcall.slack.Conversation.Kind;
import rollcall.slack.DndStatus;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackPresence;
import rollcall.slack.SlackToken;
import rollcall.slack.Team;
import rollcall.slack.User;
import rollcall.slack.User.Role;
import rollcall.slack.UserStatus;
import rollcall.slack.Usergroup;
import rollcall.testkit.FakeSlack;

/// Typed methods: their requests and their results.
@Timeout(300)
class WebMethodsTest {
  private static final User BARE =
      new User(
          "U2",
          "",
          "gone",
          "",
          "",
          "",
          null,
          null,
          null,
          true,
          false,
          Set.of(),
          UserStatus.NONE,
          null);
  private static final Conversation GENERAL =
      new Conversation(
          "C1",
          Kind.PUBLIC_CHANNEL,
          "general",
          true,
          false,
          true,
          "Now",
          "Everybody",
          null,
          "U1",
          Instant.ofEpochSecond(1_600_000_000),
          null);
  private static final String GENERAL_JSON =
      "{'id':'C1','name':'general','is_channel':true,'is_member':true,'is_general':true,"
          + "'creator':'U1','created':1600000000,'topic':{'value':'Now'},"
          + "'purpose':{'value':'Everybody'}}";
  private static final Usergroup COOKS =
      new Usergroup("S1", "T0", "Cooks", "cooks", "", null, null, List.of("U1", "U2"), 2);
  private static final String COOKS_JSON =
      "{'id':'S1','team_id':'T0','name':'Cooks','handle':'cooks','date_delete':0,"
          + "'users':['U1','U2'],'user_count':'2'}";

  private FakeSlack slack;
  private SlackWebClient web;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    web =
        SlackWebClient.builder(new SlackToken("xoxb-abcdefghijkl-secret"))
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .unpaced()
            .build();
  }

  @AfterEach
  void close() throws Exception {
    web.close();
    slack.close();
  }

  @Test
  void authTestSaysWhoseTokenItIs() throws Exception {
    answer(
        "auth.test",
        "{'ok':true,'url':'https://fake.slack.com/','team':'Fake','user':'watcher',"
            + "'team_id':'T0','user_id':'U0','bot_id':'B0','enterprise_id':'E0',"
            + "'is_enterprise_install':true}");
    assertEquals(
        new AuthTest(
            URI.create("https://fake.slack.com/"), "Fake", "T0", "watcher", "U0", "B0", "E0", true),
        web.auth().test());
  }

  @Test
  void apiTestEchoesWhatItIsSent() throws Exception {
    answer("api.test", "{'ok':true,'args':{'foo':'bar'}}");
    assertEquals(
        Map.of("ok", true, "args", Map.of("foo", "bar")),
        web.api().test(Map.of("foo", "bar")).body());
    assertEquals(Map.of("foo", "bar"), asked());
  }

  @Test
  void aUserKeepsAllThatSlackSays() throws Exception {
    answer(
        "users.info",
        "{'ok':true,'user':{'id':'W1','team_id':'T0','name':'zoe','real_name':'Zoe',"
            + "'tz':'Europe/Berlin','updated':1700000000,'is_admin':true,'is_owner':true,"
            + "'is_ultra_restricted':false,'is_something_new':true,'profile':{"
            + "'real_name':'Zoë Ω','display_name':'🦊','title':'Cook','email':'zoe@a.example',"
            + "'image_24':'https://a.example/24.png','image_192':'https://a.example/192.png',"
            + "'status_text':'At lunch','status_emoji':':stew:','status_expiration':1800000000,"
            + "'huddle_state':'in_a_huddle','huddle_state_expiration_ts':1800000060}}}");
    UserStatus status =
        new UserStatus(
            "At lunch",
            ":stew:",
            Instant.ofEpochSecond(1_800_000_000),
            "in_a_huddle",
            Instant.ofEpochSecond(1_800_000_060));
    User zoe =
        new User(
            "W1",
            "T0",
            "zoe",
            "Zoë Ω",
            "🦊",
            "Cook",
            "zoe@a.example",
            URI.create("https://a.example/192.png"),
            "Europe/Berlin",
            false,
            false,
            Set.of(Role.ADMIN, Role.OWNER),
            status,
            Instant.ofEpochSecond(1_700_000_000));
    assertEquals(zoe, web.users().info("W1"));
    assertEquals(Map.of("user", "W1"), asked());
  }

  @Test
  void aDeactivatedUserMayLackNearlyEverything() throws Exception {
    answer("users.info", "{'ok':true,'user':{'id':'U2','name':'gone','deleted':true}}");
    assertEquals(BARE, web.users().info("U2"));
    answer(
        "users.info",
        "{'ok':true,'user':{'id':'U2','name':'gone','deleted':true,'tz':null,'updated':0,"
            + "'profile':{'display_name':null,'title':null,'status_expiration':null,"
            + "'image_192':'not an address'}}}");
    assertEquals(BARE, web.users().info("U2"));
  }

  @Test
  void usersComePageByPageEvenOverAnEmptyOne() throws Exception {
    slack.on(
        "users.list",
        request ->
            FakeSlack.Answer.json(
                quoted(
                    switch (request.body()) {
                      case String body when body.contains("cursor=c1%3D") -> page("", "c2=");
                      case String body when body.contains("cursor=c2%3D") ->
                          page("{'id':'U2','name':'gone','deleted':true}", "");
                      default -> page("{'id':'U1'}", "c1=");
                    })));
    PageIterator<User> users = web.users().list(Map.of("team_id", "T0"));
    assertEquals(0, slack.calls("users.list"));
    assertEquals(List.of("U1"), users.next().stream().map(User::id).toList());
    assertEquals(1, slack.calls("users.list"));
    assertEquals(List.of(), users.next());
    assertEquals(List.of(BARE), users.next());
    assertFalse(users.hasNext());
    assertEquals(Map.of("team_id", "T0", "limit", "1000", "cursor", "c2="), asked());
    assertEquals(List.of("U1", "U2"), web.users().list().stream().map(User::id).toList());
  }

  @Test
  void whereThousandAreTooManyTwoHundredAreAskedFor() throws Exception {
    slack.on(
        "users.list",
        request ->
            request.body().contains("limit=200")
                ? FakeSlack.Answer.json(quoted(page("{'id':'U1'}", "")))
                : FakeSlack.Answer.json(quoted("{'ok':false,'error':'limit_required'}")));
    assertEquals(1, web.users().list().all().size());
    slack.on("users.list", _ -> FakeSlack.Answer.status(500, "too much"));
    assertThrows(SlackException.Http.class, () -> web.users().list().all());
    assertEquals(4, slack.calls("users.list"));
  }

  @Test
  void aListThatNamesTheSamePageAgainAndAgainEnds() {
    answer("users.list", page("", "again="));
    assertThrows(SlackException.Http.class, () -> web.users().list().all());
    assertEquals(2, slack.calls("users.list"));
  }

  @Test
  void presenceIsOneOfTwoWords() throws Exception {
    answer("users.getPresence", "{'ok':true,'presence':'active'}");
    assertEquals(SlackPresence.ACTIVE, web.users().getPresence("U1"));
    assertEquals(Map.of("user", "U1"), asked());
    answer("users.getPresence", "{'ok':true,'presence':'asleep'}");
    assertThrows(SlackException.Http.class, () -> web.users().getPresence("U1"));
  }

  @Test
  void ofOurselvesSlackSaysMore() throws Exception {
    answer(
        "users.getPresence",
        "{'ok':true,'presence':'away','online':true,'auto_away':false,'manual_away':true,"
            + "'connection_count':2,'last_activity':1800000000}");
    assertEquals(
        new OwnPresence(
            SlackPresence.AWAY, true, false, true, 2, Instant.ofEpochSecond(1_800_000_000)),
        web.users().getPresence());
    answer("users.getPresence", "{'ok':true,'presence':'away'}");
    assertEquals(
        new OwnPresence(SlackPresence.AWAY, false, false, false, 0, null),
        web.users().getPresence());
  }

  @Test
  void ourOwnPresenceIsSetAwayOrLeftToSlack() throws Exception {
    answer("users.setPresence", "{'ok':true}");
    web.users().setPresence(PresenceSetting.AWAY);
    assertEquals(Map.of("presence", "away"), asked());
    web.users().setPresence(PresenceSetting.AUTO);
    assertEquals(Map.of("presence", "auto"), asked());
  }

  @Test
  void theFirstChannelWeAreInIsFoundWithoutReadingOn() throws Exception {
    slack.on(
        "conversations.list",
        request ->
            FakeSlack.Answer.json(
                quoted(
                    request.body().contains("cursor")
                        ? channels(GENERAL_JSON, "more=")
                        : channels("{'id':'C0','name':'others'}", "next="))));
    assertEquals(
        Optional.of(GENERAL),
        web.conversations().list().stream().filter(Conversation::member).findFirst());
    assertEquals(2, slack.calls("conversations.list"));
    assertEquals(Map.of("limit", "999", "cursor", "next="), asked());
  }

  @Test
  void conversationsAreOfFourKinds() throws Exception {
    String all =
        "{'id':'C1','is_channel':true},{'id':'C2','is_channel':true,'is_private':true},"
            + "{'id':'G1','is_group':true},{'id':'G2','is_group':true,'is_mpim':true},"
            + "{'id':'D1','is_im':true,'user':'U1'},{'id':'D2'}";
    answer("users.conversations", channels(all, ""));
    List<Conversation> found = web.users().conversations(Kind.values()).all();
    assertEquals(
        List.of(
            Kind.PUBLIC_CHANNEL,
            Kind.PRIVATE_CHANNEL,
            Kind.PRIVATE_CHANNEL,
            Kind.GROUP_MESSAGE,
            Kind.DIRECT_MESSAGE,
            Kind.DIRECT_MESSAGE),
        found.stream().map(Conversation::kind).toList());
    assertEquals("U1", found.get(4).user());
    assertEquals(
        Map.of("limit", "999", "types", "public_channel,private_channel,mpim,im"), asked());
  }

  @Test
  void oneConversationSaysHowManyAreInIt() throws Exception {
    answer(
        "conversations.info",
        "{'ok':true,'channel':" + GENERAL_JSON.replace("{'id'", "{'num_members':7,'id'") + "}");
    Conversation general = web.conversations().info("C1");
    assertEquals(7, general.memberCount().orElseThrow());
    assertEquals(Map.of("channel", "C1", "include_num_members", "1"), asked());
  }

  @Test
  void theMembersOfAConversationAreIds() throws Exception {
    answer("conversations.members", "{'ok':true,'members':['U1','W2']}");
    assertEquals(List.of("U1", "W2"), web.conversations().members("C1").all());
    assertEquals(Map.of("channel", "C1", "limit", "999"), asked());
  }

  @Test
  void aDirectMessageIsOpenedByItsPeople() throws Exception {
    answer("conversations.open", "{'ok':true,'channel':{'id':'D1'}}");
    assertEquals("D1", web.conversations().open(List.of("U1", "U2")));
    assertEquals(Map.of("users", "U1,U2"), asked());
    answer("conversations.open", "{'ok':true}");
    assertThrows(SlackException.Http.class, () -> web.conversations().open(List.of("U1")));
  }

  @Test
  void aMessageComesBackAsSlackTookIt() throws Exception {
    answer(
        "chat.postMessage",
        "{'ok':true,'channel':'C1','ts':'1503435956.000247','message':{'text':'Hi &amp; bye'}}");
    assertEquals(
        new PostedMessage("C1", "1503435956.000247", "Hi &amp; bye"),
        web.chat().postMessage("general", "Hi & bye", Map.of("thread_ts", "1.2")));
    assertEquals(Map.of("channel", "general", "text", "Hi & bye", "thread_ts", "1.2"), asked());
  }

  @Test
  void usergroupsComeWithTheirPeople() throws Exception {
    answer(
        "usergroups.list",
        "{'ok':true,'usergroups':["
            + COOKS_JSON
            + ",{'id':'S2','date_delete':1500000000,'auto_type':'admins'}]}");
    Usergroup off =
        new Usergroup(
            "S2", "", "", "", "", "admins", Instant.ofEpochSecond(1_500_000_000), List.of(), null);
    assertEquals(List.of(COOKS, off), web.usergroups().list(Map.of("include_disabled", "1")));
    assertEquals(
        Map.of("include_users", "1", "include_count", "1", "include_disabled", "1"), asked());
    answer("usergroups.users.list", "{'ok':true,'users':['U1','U2']}");
    assertEquals(List.of("U1", "U2"), web.usergroups().usersList("S1"));
    assertEquals(Map.of("usergroup", "S1"), asked());
  }

  @Test
  void theTeamIsTheWorkspace() throws Exception {
    answer(
        "team.info",
        "{'ok':true,'team':{'id':'T0','name':'Fake','domain':'fake','email_domain':'a.example',"
            + "'icon':{'image_132':'https://a.example/i.png'},'enterprise_id':'E0',"
            + "'enterprise_name':'Corp'}}");
    assertEquals(
        new Team(
            "T0", "Fake", "fake", "a.example", URI.create("https://a.example/i.png"), "E0", "Corp"),
        web.team().info());
    answer("team.info", "{'ok':true,'team':{'id':'T1','name':'Other','domain':'other'}}");
    assertEquals(new Team("T1", "Other", "other", "", null, null, null), web.team().info("T1"));
    assertEquals(Map.of("team", "T1"), asked());
  }

  @Test
  void quietTimesAreInstantsAndOneStandsForNone() throws Exception {
    answer(
        "dnd.info",
        "{'ok':true,'dnd_enabled':true,'next_dnd_start_ts':1800000000,'next_dnd_end_ts':1800003600,"
            + "'snooze_enabled':true,'snooze_endtime':1800009000}");
    Instant start = Instant.ofEpochSecond(1_800_000_000);
    DndStatus own =
        new DndStatus(true, start, start.plusSeconds(3600), true, start.plusSeconds(9000));
    assertEquals(own, web.dnd().info());
    DndStatus night = new DndStatus(true, start, start.plusSeconds(3600), false, null);
    assertEquals(
        List.of(false, true, false),
        List.of(-1, 0, 3600).stream().map(s -> night.quietAt(start.plusSeconds(s))).toList());
    assertEquals(
        List.of(true, false),
        List.of(8999, 9000).stream().map(s -> own.quietAt(start.plusSeconds(s))).toList());

    answer("dnd.info", "{'ok':true,'dnd_enabled':false,'next_dnd_start_ts':1,'next_dnd_end_ts':1}");
    DndStatus none = new DndStatus(false, null, null, false, null);
    assertEquals(none, web.dnd().info("U1"));
    assertFalse(none.quietAt(start));
  }

  @Test
  void quietTimesOfManyAreAskedForFiftyAtATime() throws Exception {
    slack.on(
        "dnd.teamInfo",
        request ->
            FakeSlack.Answer.json(
                "{\"ok\":true,\"users\":{"
                    + form(request.body())
                        .get("users")
                        .lines()
                        .flatMap(ids -> List.of(ids.split(",")).stream())
                        .filter(id -> !id.equals("U7"))
                        .map(id -> "\"" + id + "\":{\"dnd_enabled\":false}")
                        .collect(Collectors.joining(","))
                    + "}}"));
    List<String> people = IntStream.range(0, 120).mapToObj(n -> "U" + n).toList();
    Map<String, DndStatus> found = web.dnd().teamInfo(people);
    assertEquals(
        people.stream().filter(id -> !id.equals("U7")).toList(), List.copyOf(found.keySet()));
    assertEquals(3, slack.calls("dnd.teamInfo"));
    assertEquals(Map.of(), web.dnd().teamInfo(List.of()));
  }

  @Test
  void theSocketsAddressIsNeverShown() throws Exception {
    ConnectResponse data = web.rtm().connect(Map.of("batch_presence_aware", "1"));
    assertEquals("U0SELF", data.selfId());
    assertEquals(new Team("T0", "Fake", "fake", "", null, null, null), data.team());
    assertFalse(data.toString().contains("ticket"));
    assertFalse(data.body().containsKey("url"));
    assertEquals(Optional.empty(), data.cache());
    assertEquals(Map.of("batch_presence_aware", "1"), asked());
  }

  @Test
  void rtmStartMayStillSendTheWorkspace() throws Exception {
    slack.on(
        "rtm.start",
        slack
            .connectBody()
            .replaceFirst(
                "\\{",
                quoted(
                    "{'users':[{'id':'U2','name':'gone','deleted':true}],'channels':["
                        + GENERAL_JSON
                        + "],'groups':[],'mpims':[],'ims':[{'id':'D1','is_im':true,'user':'U2'}],"
                        + "'bots':[{'id':'B1'}],'subteams':{'self':[],'all':["
                        + COOKS_JSON
                        + "]},")));
    ConnectResponse data = web.rtm().start(Map.of());
    WorkspaceSnapshot cache = data.cache().orElseThrow();
    assertEquals(List.of(BARE), cache.users());
    assertEquals(
        List.of("C1", "D1"), cache.conversations().stream().map(Conversation::id).toList());
    assertEquals(GENERAL, cache.conversations().getFirst());
    assertEquals(List.of(COOKS), cache.usergroups());
    assertEquals(List.of(Map.of("id", "B1")), data.body().get("bots"));
  }

  @Test
  void anyOtherListHasPagesToo() throws Exception {
    slack.on(
        "conversations.history",
        request ->
            FakeSlack.Answer.json(
                quoted(
                    request.body().contains("cursor")
                        ? "{'ok':true,'messages':[{'ts':'1.2'}]}"
                        : "{'ok':true,'messages':[{'ts':'1.1'}],"
                            + "'response_metadata':{'next_cursor':'n='}}")));
    assertEquals(
        List.of(Map.of("ts", "1.1"), Map.of("ts", "1.2")),
        web.pages("conversations.history", "messages", Map.of("channel", "C1")).all());
    assertEquals(Map.of("channel", "C1", "limit", "200", "cursor", "n="), asked());
  }

  private void answer(String method, String json) {
    slack.on(method, quoted(json));
  }

  /// The arguments of the last call.
  private Map<String, String> asked() {
    return form(slack.requests().getLast().body());
  }

  private static Map<String, String> form(String body) {
    return List.of(body.split("&")).stream()
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair ->
                    java.net.URLDecoder.decode(pair[1], java.nio.charset.StandardCharsets.UTF_8)));
  }

  private static String page(String member, String cursor) {
    return "{'ok':true,'members':["
        + member
        + "],'response_metadata':{'next_cursor':'"
        + cursor
        + "'}}";
  }

  private static String channels(String channels, String cursor) {
    return page(channels, cursor).replace("'members'", "'channels'");
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
