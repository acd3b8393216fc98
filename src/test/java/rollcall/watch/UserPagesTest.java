package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.DemoWorkspace;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.slack.web.SlackWebClient;

class UserPagesTest {
  @Test
  void nobodyNeedsToWatchFormerMembersBotsOrSlackbotThoughSlackSaysItIsNone()
      throws IOException, SlackException, InterruptedException {
    try (DemoWorkspace workspace = DemoWorkspace.start(DemoOptions.STANDARD.withFrozenPeople());
        SlackWebClient web =
            SlackWebClient.builder(new SlackToken(workspace.token()))
                .apiUrl(workspace.apiUrl())
                .proxy(new ProxySettings.None())
                .build()) {
      List<Person> people = new ArrayList<>();
      for (UserPages directory = new UserPages(web); directory.hasNext(); ) {
        people.addAll(directory.next());
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
}
