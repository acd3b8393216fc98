package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.slack.web.SlackWebClient;
import rollcall.testkit.FakeSlack;

class UserPagesTest {
  @Test
  void formerMembersBotsAndSlackbotCannotBeWatched()
      throws IOException, SlackException, InterruptedException {
    try (SlackSimulator workspace =
            SlackSimulator.start(DemoOptions.standard(InstantSource.system()).withFrozenPeople());
        SlackWebClient web =
            SlackWebClient.builder(new SlackToken(workspace.token()))
                .apiUrl(workspace.apiUrl())
                .proxy(new ProxySettings.None())
                .build()) {
      List<Person> people = new ArrayList<>();
      for (UserPages pages = new UserPages(web); pages.hasNext(); ) {
        people.addAll(pages.next());
      }
      assertEquals(27, people.size());
      assertEquals(
          List.of("U0QZL10000O", "U0ROLLCALL0", "USLACKBOT"),
          people.stream()
              .filter(person -> !person.canBeWatched())
              .map(person -> person.id().value())
              .toList());
    }
  }

  @Test
  void aNameDoesNotReverseTheTextsBesideIt() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        SlackWebClient web =
            SlackWebClient.builder(new SlackToken("xoxb-1-2-three"))
                .apiUrl(slack.apiUrl())
                .proxy(new ProxySettings.None())
                .build()) {
      slack.on(
          "users.list",
          _ ->
              FakeSlack.Answer.json(
                  """
                  {"ok":true,"members":[
                   {"id":"U1","name":"ada","profile":{"display_name":"Ada\\u202eBrandt"}},
                   {"id":"U2","name":"x","profile":{"display_name":"\\u2067\\u2069"}},
                   {"id":"U3","name":"sara","profile":{"display_name":"سارة"}}]}
                  """));
      List<String> names = new UserPages(web).next().stream().map(Person::name).toList();
      assertEquals(List.of("AdaBrandt", "U2", "سارة"), names);
    }
  }

  @Test
  void aPersonOnTwoPagesIsReturnedOnce() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        SlackWebClient web =
            SlackWebClient.builder(new SlackToken("xoxb-1-2-three"))
                .apiUrl(slack.apiUrl())
                .proxy(new ProxySettings.None())
                .build()) {
      slack.on(
          "users.list",
          request ->
              FakeSlack.Answer.json(
                  request.toString().contains("second")
                      ? """
                      {"ok":true,"members":[{"id":"U1","name":"kai"},{"id":"U2","name":"grace"}]}
                      """
                      : """
                      {"ok":true,"members":[{"id":"U1","name":"kai"},{"id":"U1","name":"kai"}],
                       "response_metadata":{"next_cursor":"second"}}
                      """));
      UserPages pages = new UserPages(web);
      List<String> ids = new ArrayList<>();
      while (pages.hasNext()) {
        pages.next().forEach(person -> ids.add(person.id().value()));
      }
      assertEquals(List.of("U1", "U2"), ids);
      assertEquals(Map.of(new UserId("U1"), "kai", new UserId("U2"), "grace"), pages.handles());
    }
  }
}
