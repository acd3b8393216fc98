package rollcall.app.recording;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.presence.Person;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.model.UserList;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;

/// Reads the workspace's people for the picker, on a lane of its own, and gives up when cancelled.
public final class UserListLoader {
  private static final Logger LOG = LoggerFactory.getLogger(UserListLoader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SlackAccess access;
  private final InstantSource clock;
  private final Consumer<UserList> told;
  private final Consumer<String> signedIn;
  private final Thread lane;

  private UserListLoader(
      SlackAccess access, InstantSource clock, Consumer<UserList> told, Consumer<String> signedIn) {
    this.access = access;
    this.clock = clock;
    this.told = told;
    this.signedIn = signedIn;
    this.lane = Thread.ofVirtual().name("directory").unstarted(this::run);
  }

  /// Starts to load the list.
  ///
  /// @param told gets all people so far, after each page
  /// @param signedIn gets the handle of the token's own user
  public static UserListLoader start(
      SlackAccess access, InstantSource clock, Consumer<UserList> told, Consumer<String> signedIn) {
    UserListLoader load = new UserListLoader(access, clock, told, signedIn);
    load.lane.start();
    return load;
  }

  /// Gives up; when this returns, nothing more is told.
  public void cancel() {
    lane.interrupt();
    try {
      lane.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Person> people = new ArrayList<>();
    try (SlackWebClient web = access.web().build()) {
      signedIn.accept(web.auth().test().user());
      told.accept(new UserList(people, 0, UserList.State.LOADING));
      var pages = new rollcall.watch.UserPages(web);
      while (pages.hasNext()) {
        people.addAll(retryWhileLimited(pages));
        told.accept(new UserList(people, 0, UserList.State.LOADING));
      }
      told.accept(new UserList(people, 0, UserList.State.COMPLETE));
    } catch (SlackException e) {
      LOG.info("The list of people is not complete: {}", e.getMessage());
      Problem problem = ProblemMapper.of(e, access, false, clock.instant());
      told.accept(new UserList(people, 0, UserList.State.PARTIAL, problem));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next page; waits when Slack asks for it.
  public static List<Person> retryWhileLimited(rollcall.watch.UserPages pages)
      throws SlackException, InterruptedException {
    while (true) {
      try {
        return pages.next();
      } catch (SlackException.RateLimited slower) {
        // This lane has nothing else to wait for: whoever gives up interrupts it.
        Thread.sleep(slower.retryAfter().orElse(PATIENCE));
      }
    }
  }
}
