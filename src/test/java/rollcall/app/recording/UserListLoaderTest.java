package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.ui.model.UserList;
import rollcall.watch.Problem;
import rollcall.watch.SlackAccess;

class UserListLoaderTest {
  private final BlockingQueue<UserList> lists = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> users = new LinkedBlockingQueue<>();

  @Test
  void everybodyIsReadPageByPageAndTheUserIsNamed() throws Exception {
    try (SlackSimulator workspace = start()) {
      new UserListLoader(
              access(workspace), InstantSource.system(), lists::add, self -> users.add(self.user()))
          .start();
      assertEquals("rollcall", users.poll(60, TimeUnit.SECONDS));
      UserList last = lists.poll(60, TimeUnit.SECONDS);
      while (last.state() == UserList.State.LOADING) {
        last = lists.poll(60, TimeUnit.SECONDS);
      }
      assertEquals(UserList.State.COMPLETE, last.state());
      assertEquals(
          workspace.people().size(),
          last.people().stream()
              .filter(person ->
                  workspace.people().stream().anyMatch(one -> one.id().equals(person.id().value())))
              .count());
    }
  }

  @Test
  void afterACancelNothingIsReported() throws Exception {
    try (SlackSimulator workspace = start()) {
      NamedFaults.of(workspace).plan("users.list", new HttpFault.Hang(), 1);
      UserListLoader load =
          new UserListLoader(
                  access(workspace),
                  InstantSource.system(),
                  lists::add,
                  self -> users.add(self.user()))
              .start();
      assertEquals(
          new UserList(List.of(), 0, UserList.State.LOADING), lists.poll(60, TimeUnit.SECONDS));
      load.cancel();
      assertEquals(0, lists.size());
    }
  }

  @Test
  void aTokenWithoutScopeForUsersIsReported() throws Exception {
    try (SlackSimulator workspace = start()) {
      SlackAccess narrow =
          new SlackAccess(
              new SlackToken("xoxb-demo-narrow-bot"),
              workspace.apiUrl(),
              new ProxySettings.None(),
              false);
      new UserListLoader(narrow, InstantSource.system(), lists::add, self -> users.add(self.user()))
          .start();
      assertEquals(
          new UserList(List.of(), 0, UserList.State.LOADING), lists.poll(60, TimeUnit.SECONDS));
      assertEquals(
          new UserList(
              List.of(),
              0,
              UserList.State.PARTIAL,
              new Problem.MissingScope("users:read", "team:read"),
              Map.of(),
              Map.of()),
          lists.poll(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void afterAServerErrorTheListIsLoadedAgainUntilItIsComplete() throws Exception {
    try (SlackSimulator workspace = start()) {
      NamedFaults.of(workspace).plan("users.list", HttpFault.status(404), 2);
      new UserListLoader(
              access(workspace),
              InstantSource.system(),
              lists::add,
              _ -> {},
              Duration.ofMillis(10),
              Duration.ofDays(1))
          .start();
      List<UserList.State> states = new ArrayList<>();
      do {
        states.add(lists.poll(60, TimeUnit.SECONDS).state());
      } while (states.getLast() != UserList.State.COMPLETE);
      assertEquals(
          List.of(UserList.State.LOADING, UserList.State.PARTIAL, UserList.State.COMPLETE), states);
    }
  }

  @Test
  void theCompleteListIsLoadedAgainEachDayWithoutAWord() throws Exception {
    try (SlackSimulator workspace = start()) {
      UserListLoader load =
          new UserListLoader(
                  access(workspace),
                  InstantSource.system(),
                  lists::add,
                  _ -> {},
                  Duration.ofMillis(10),
                  Duration.ofMillis(10))
              .start();
      UserList.State state = UserList.State.LOADING;
      while (state == UserList.State.LOADING) {
        state = lists.poll(60, TimeUnit.SECONDS).state();
      }
      NamedFaults.of(workspace).plan("users.list", HttpFault.status(404), 2);
      NamedFaults.of(workspace).plan("users.list", new HttpFault.NotOk("missing_scope"), 1);
      for (int i = 0; i < 5; i++) {
        assertEquals(UserList.State.COMPLETE, lists.poll(60, TimeUnit.SECONDS).state());
      }
      load.cancel();
    }
  }

  private static SlackSimulator start() throws Exception {
    return SlackSimulator.start(
        DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  private static SlackAccess access(SlackSimulator workspace) {
    return new SlackAccess(
        new SlackToken(workspace.token()), workspace.apiUrl(), new ProxySettings.None(), false);
  }
}
