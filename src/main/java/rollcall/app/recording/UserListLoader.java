package rollcall.app.recording;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.model.UserList;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;

/// Loader of the user list, on a thread of its own; can be canceled.
public final class UserListLoader {
  private static final Logger LOG = LoggerFactory.getLogger(UserListLoader.class);
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

  private final SlackAccess access;
  private final InstantSource clock;
  private final Consumer<UserList> listener;
  private final Consumer<AuthTest> onSignedIn;
  private final Thread thread;

  /// @param listener receives all people so far, after each page
  /// @param onSignedIn receives the identity of the token
  public UserListLoader(
      SlackAccess access,
      InstantSource clock,
      Consumer<UserList> listener,
      Consumer<AuthTest> onSignedIn) {
    this.access = access;
    this.clock = clock;
    this.listener = listener;
    this.onSignedIn = onSignedIn;
    this.thread = Thread.ofVirtual().name("user-list").unstarted(this::run);
  }

  public UserListLoader start() {
    thread.start();
    return this;
  }

  /// Cancels the loading; no listener is called after the return.
  public void cancel() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Person> people = new ArrayList<>();
    Map<UserId, String> handles = new HashMap<>();
    Map<UserId, String> emails = new HashMap<>();
    try (SlackWebClient web = access.web().build()) {
      onSignedIn.accept(web.auth().test());
      listener.accept(new UserList(people, 0, UserList.State.LOADING));
      var pages = new rollcall.watch.UserPages(web);
      while (pages.hasNext()) {
        people.addAll(retryWhileLimited(pages));
        handles.putAll(pages.handles());
        emails.putAll(pages.emails());
        listener.accept(new UserList(people, 0, UserList.State.LOADING, null, handles, emails));
      }
      listener.accept(new UserList(people, 0, UserList.State.COMPLETE, null, handles, emails));
    } catch (SlackException e) {
      LOG.info("The list of people is not complete: {}", e.getMessage());
      Problem problem = ProblemMapper.of(e, access, false, clock.instant());
      listener.accept(new UserList(people, 0, UserList.State.PARTIAL, problem, handles, emails));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns the next page; waits when Slack limits the rate.
  public static List<Person> retryWhileLimited(rollcall.watch.UserPages pages)
      throws SlackException, InterruptedException {
    while (true) {
      try {
        return pages.next();
      } catch (SlackException.RateLimited slower) {
        // [#cancel] interrupts the wait.
        Thread.sleep(slower.retryAfter().orElse(DEFAULT_WAIT));
      }
    }
  }
}
