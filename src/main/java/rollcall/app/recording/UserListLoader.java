package rollcall.app.recording;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
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
import rollcall.watch.UserPages;

/// Loader of the user list, on a thread of its own, until it is canceled. After a failure that may
/// pass it loads the list again, 30 seconds later and then at growing intervals up to five minutes.
/// Once complete, the list is loaded again each day: names change, and with the time zone of a
/// person the recording hours.
public final class UserListLoader {
  private static final Logger LOG = LoggerFactory.getLogger(UserListLoader.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration RELOAD = Duration.ofDays(1);

  private final SlackAccess access;
  private final InstantSource clock;
  private final Consumer<UserList> listener;
  private final Consumer<AuthTest> onSignedIn;
  private final Duration firstWait;
  private final Duration reload;
  private final Thread thread;
  private boolean complete;

  /// @param listener receives all people so far, after each page; after a failure the complete list
  ///   only, or why it cannot be loaded; then each day the complete list
  /// @param onSignedIn receives the identity of the token
  public UserListLoader(
      SlackAccess access,
      InstantSource clock,
      Consumer<UserList> listener,
      Consumer<AuthTest> onSignedIn) {
    this(access, clock, listener, onSignedIn, FIRST_WAIT, RELOAD);
  }

  UserListLoader(
      SlackAccess access,
      InstantSource clock,
      Consumer<UserList> listener,
      Consumer<AuthTest> onSignedIn,
      Duration firstWait,
      Duration reload) {
    this.access = access;
    this.clock = clock;
    this.listener = listener;
    this.onSignedIn = onSignedIn;
    this.firstWait = firstWait;
    this.reload = reload;
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
    try {
      boolean done = load(true);
      Duration wait = firstWait;
      while (!done || complete) {
        Thread.sleep(done ? reload : wait);
        wait = done ? firstWait : Collections.min(List.of(wait.multipliedBy(2), LONGEST_WAIT));
        done = load(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Loads the list once.
  ///
  /// @param first whether the listener receives what is loaded so far, and each failure
  /// @return whether it need not be loaded again soon
  private boolean load(boolean first) throws InterruptedException {
    List<Person> people = new ArrayList<>();
    Map<UserId, String> handles = new HashMap<>();
    Map<UserId, String> emails = new HashMap<>();
    try (SlackWebClient web = access.web().build()) {
      onSignedIn.accept(web.auth().test());
      if (first) {
        listener.accept(new UserList(people, 0, UserList.State.LOADING));
      }
      UserPages pages = new UserPages(web);
      while (pages.hasNext()) {
        people.addAll(retryWhileLimited(pages));
        handles.putAll(pages.handles());
        emails.putAll(pages.emails());
        if (first) {
          listener.accept(new UserList(people, 0, UserList.State.LOADING, null, handles, emails));
        }
      }
      complete = true;
      listener.accept(new UserList(people, 0, UserList.State.COMPLETE, null, handles, emails));
      return true;
    } catch (SlackException e) {
      LOG.info("The list of people is not complete: {}", e.getMessage());
      if (!complete && (first || e.fatal())) {
        Problem problem = ProblemMapper.of(e, access, false, clock.instant());
        listener.accept(new UserList(people, 0, UserList.State.PARTIAL, problem, handles, emails));
      }
      return e.fatal();
    }
  }

  /// Returns the next page; waits when Slack limits the rate.
  public static List<Person> retryWhileLimited(UserPages pages)
      throws SlackException, InterruptedException {
    while (true) {
      try {
        return pages.next();
      } catch (SlackException.RateLimited slower) {
        // [#cancel] interrupts the wait.
        Thread.sleep(slower.delay());
      }
    }
  }
}
