package rollcall.watch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.slack.SlackException;
import rollcall.slack.User;
import rollcall.slack.web.PageIterator;
import rollcall.slack.web.SlackWebClient;

/// Pages of the user list (`users.list`), mapped to people; includes bots and deactivated accounts.
public final class UserPages {
  /// Reported with `is_bot` false.
  private static final String SLACKBOT = "USLACKBOT";

  /// Embeddings, overrides and isolates of the Unicode bidirectional algorithm.
  private static final Pattern OVERRIDES = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");

  private final PageIterator<User> users;
  private final Map<UserId, String> handles = new HashMap<>();
  private final Map<UserId, String> emails = new HashMap<>();

  public UserPages(SlackWebClient web) {
    this.users = web.users().list();
  }

  /// Returns whether there is another page.
  public boolean hasNext() {
    return users.hasNext();
  }

  /// Handles (`kai` of `@kai`) of all people so far.
  public Map<UserId, String> handles() {
    return Map.copyOf(handles);
  }

  /// Mail addresses of all people so far, as far as the token may see them.
  public Map<UserId, String> emails() {
    return Map.copyOf(emails);
  }

  /// Requests the next page. People who were on an earlier page are left out; Slack repeats some
  /// when users join in between. Blocks.
  ///
  /// @throws SlackException when the request fails; the same page can be requested again
  public List<Person> next() throws SlackException, InterruptedException {
    return users.next().stream()
        .filter(user -> !user.id().isBlank())
        .filter(user -> handles.putIfAbsent(new UserId(user.id()), user.name()) == null)
        .map(user -> {
          String email = user.email();
          if (email != null && !email.isBlank()) {
            emails.put(new UserId(user.id()), email);
          }
          return person(user);
        })
        .toList();
  }

  /// Converts a Slack user.
  public static Person person(User user) {
    String name = withoutOverrides(user.shownName());
    return new Person(
        new UserId(user.id()),
        name.isBlank() ? user.id() : name,
        withoutOverrides(user.realName()),
        withoutOverrides(user.title()),
        user.timeZone().map(Person::zoneOf).orElse(null),
        user.bot() || user.id().equals(SLACKBOT),
        user.deleted());
  }

  /// The text without the characters that set the writing direction of what follows, which would
  /// reverse the texts beside a name.
  private static String withoutOverrides(String text) {
    return OVERRIDES.matcher(text).replaceAll("");
  }
}
