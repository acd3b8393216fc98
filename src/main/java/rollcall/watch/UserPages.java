package rollcall.watch;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;
import rollcall.slack.User;
import rollcall.slack.web.PageIterator;
import rollcall.slack.web.SlackWebClient;

/// Who there is in the workspace, page by page: Slack's users as people, bots and deactivated ones
/// included.
public final class UserPages {
  /// Slack says that it is no bot (`is_bot` is false).
  private static final String SLACKBOT = "USLACKBOT";

  private final PageIterator<User> users;
  private final Map<UserId, String> handles = new HashMap<>();

  public UserPages(SlackWebClient web) {
    this.users = web.users().list();
  }

  /// Whether there is a page to ask for.
  public boolean hasNext() {
    return users.hasNext();
  }

  /// The handles (`kai` of `@kai`) of all people so far.
  public Map<UserId, String> handles() {
    return Map.copyOf(handles);
  }

  /// The next page (`users.list`); a person who was on an earlier one, as happens when people join
  /// while the pages are read, is left out. Blocks; best called on a virtual thread.
  ///
  /// @throws SlackException when it does not come; the same page can be asked for again
  public List<Person> next() throws SlackException, InterruptedException {
    return users.next().stream()
        .filter(user -> !user.id().isBlank())
        .filter(user -> handles.putIfAbsent(new UserId(user.id()), user.name()) == null)
        .map(UserPages::person)
        .toList();
  }

  /// A user of Slack as a person.
  public static Person person(User user) {
    return new Person(
        new UserId(user.id()),
        user.shownName(),
        user.realName(),
        user.title(),
        user.timeZone().map(UserPages::zone).orElse(null),
        user.bot() || user.id().equals(SLACKBOT),
        user.deleted());
  }

  private static @Nullable ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
