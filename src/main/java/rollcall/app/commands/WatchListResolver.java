package rollcall.app.commands;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.NameArgumentResolver;
import rollcall.app.recording.UserListLoader;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.text.Messages;
import rollcall.watch.FollowedGroup;
import rollcall.watch.FollowedGroup.Kind;
import rollcall.watch.MembershipClient;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;
import rollcall.watch.UserPages;
import rollcall.watch.WatchList;

/// Resolver of the first watch list of a session without a window. Thread: main.
///
/// @param shared whether other recorders share the people, so that there may be more than one can
///   watch
record WatchListResolver(
    SlackAccess access, InstantSource clock, TerminalListener terminal, boolean shared) {
  /// Limit of `users.info` calls, which may be made a hundred times a minute.
  private static final int ASKED_ONE_BY_ONE = 50;

  /// Returns the requested people, else the saved list. All people are watched only on request, and
  /// in the demo.
  ///
  /// @throws IOException with a sentence when no list is saved or not all of it can be read, when a
  ///   name matches no one or more than one, when Slack does not respond, or when there are more
  ///   people than it accepts
  WatchList of(PeopleSelection wanted, Settings settings) throws IOException {
    WatchList list =
        wanted.everyone()
            ? everyone()
            : wanted.equals(PeopleSelection.SAVED) ? saved(settings) : requested(wanted);
    int size = list.people().size();
    if (size == 0) {
      terminal.print(
          "There is no person to watch yet: people who join "
              + String.join(" or ", list.followed().stream().map(FollowedGroup::title).toList())
              + " are watched.");
    }
    Set<UserId> recorded = list.people();
    recorded.removeAll(SettingsMapper.paused(settings));
    if (!shared && recorded.size() > WatchList.LIMIT) {
      throw new IOException(Messages.of("people.limit.title") + ". " + tooMany(recorded.size()));
    }
    return list;
  }

  /// Returns the sentence about a list with too many people.
  static String tooMany(int people) {
    return Messages.of("people.limit.body", people, WatchList.LIMIT, WatchList.COMFORTABLE);
  }

  private WatchList saved(Settings settings) throws IOException {
    if (!settings.listKnown()) {
      throw new IOException(
          "Not all of the saved list can be read, so no one is watched: correct the file, choose"
              + " people in the window, or name them on the command line.");
    }
    WatchList saved = SettingsMapper.watchList(settings);
    if (!saved.people().isEmpty() || !saved.followed().isEmpty()) {
      return saved;
    }
    if (access.demo()) {
      return everyone();
    }
    throw new IOException(
        "No list is saved, so no one is watched: name people on the command line, choose them in"
            + " the window, or give --everyone.");
  }

  private WatchList everyone() throws IOException {
    Set<UserId> everyone =
        NameArgumentResolver.all(
            directory().people(), shared ? Integer.MAX_VALUE : WatchList.COMFORTABLE);
    terminal.print(
        shared
            ? "Everyone is on the list: " + everyone.size() + " people, shared by all recorders."
            : "Everyone is watched: "
                + everyone.size()
                + " people (the limit is "
                + WatchList.COMFORTABLE
                + ").");
    return WatchList.of(everyone);
  }

  private WatchList requested(PeopleSelection wanted) throws IOException {
    Known known = directoryFor(wanted);
    WatchList list = WatchList.of(existing(wanted.users(), known));
    Collection<Person> directory = known.people();
    Set<UserId> people =
        directory.stream()
            .filter(Person::canBeWatched)
            .map(Person::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (wanted.follows()) {
      try (MembershipClient slack = new MembershipClient(access)) {
        for (FollowedGroup one : byName(slack, Kind.CHANNEL, wanted.channels())) {
          list = list.following(withPeople(slack, one, people));
        }
        for (FollowedGroup one : byName(slack, Kind.USER_GROUP, wanted.groups())) {
          list = list.following(withPeople(slack, one, people));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Stopped while reading who is in a channel.", e);
      }
    }
    return list;
  }

  /// Loads the user list if it is needed: for names and handles, for the difference between people
  /// and bots, and for words such as `UWEPETERS`, which have the form of an ID (IDs of Slack
  /// contain a digit).
  private Known directoryFor(PeopleSelection wanted) throws IOException {
    boolean ids =
        wanted.users().size() <= ASKED_ONE_BY_ONE
            && wanted.users().stream()
                .allMatch(word ->
                    NameArgumentResolver.isId(word)
                        && NameArgumentResolver.id(word).matches(".*[0-9].*"));
    return ids && !wanted.follows() ? Known.NONE : directory();
  }

  /// Returns the people of these words. Unknown IDs are looked up in Slack; one that does not exist
  /// is printed and left out.
  private Set<UserId> existing(List<String> words, Known known) throws IOException {
    Set<UserId> people = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    Known all = known;
    try (SlackWebClient web = access.web().build()) {
      for (String word : new LinkedHashSet<>(words)) {
        Optional<UserId> meant = all.find(word);
        if (meant.isEmpty() && NameArgumentResolver.isId(word)) {
          meant =
              Optional.of(new UserId(NameArgumentResolver.id(word)))
                  .filter(user -> exists(web, user));
          if (meant.isEmpty() && all.equals(Known.NONE)) {
            all = directory();
            meant = all.find(word);
          }
          if (meant.isEmpty()) {
            missing.add(NameArgumentResolver.id(word));
            continue;
          }
        }
        people.add(
            meant.orElseThrow(
                () -> new IOException("There is no one called '" + word + "' in this workspace.")));
      }
    }
    if (!missing.isEmpty()) {
      String sentence =
          "There is no user with the id " + String.join(" or ", missing) + " in this workspace.";
      if (people.isEmpty()) {
        throw new IOException(sentence);
      }
      terminal.print(sentence);
    }
    return people;
  }

  /// Returns whether Slack knows this user. Without a response (a token without `users:read`, a
  /// rate limit), the user counts as known.
  private static boolean exists(SlackWebClient web, UserId user) {
    try {
      web.users().info(user.value());
      return true;
    } catch (SlackException.Platform e) {
      return !e.code().equals("user_not_found");
    } catch (SlackException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private List<FollowedGroup> byName(MembershipClient slack, Kind kind, List<String> words)
      throws IOException, InterruptedException {
    if (words.isEmpty()) {
      return List.of();
    }
    List<FollowedGroup> found = new ArrayList<>();
    List<FollowedGroup> all;
    try {
      all = slack.all(kind);
    } catch (SlackException e) {
      throw reason(
          kind == Kind.CHANNEL ? "The channels" : "The user groups",
          e,
          ProblemMapper.of(e, kind, access, clock.instant()));
    }
    for (String word : words) {
      found.add(one(kind, word, all));
    }
    return found;
  }

  private static FollowedGroup one(Kind kind, String word, List<FollowedGroup> all)
      throws IOException {
    return NameArgumentResolver.group(word, all)
        .orElseThrow(() ->
            new IOException(
                kind == Kind.CHANNEL
                    ? "There is no channel '" + word + "', or the token has no access to it."
                    : "There is no user group '" + word + "'."));
  }

  private FollowedGroup withPeople(MembershipClient slack, FollowedGroup one, Set<UserId> people)
      throws IOException, InterruptedException {
    try {
      return one.with(slack.members(one.kind(), one.id(), people));
    } catch (SlackException e) {
      throw reason(
          "Who is in " + one.title(), e, ProblemMapper.of(e, one.kind(), access, clock.instant()));
    }
  }

  private IOException reason(String what, SlackException e, Problem problem) {
    return new IOException(what + " cannot be read. " + terminal.sentences(problem), e);
  }

  private Known directory() throws IOException {
    try (SlackWebClient web = access.web().build()) {
      List<Person> people = new ArrayList<>();
      UserPages pages = new UserPages(web);
      while (pages.hasNext()) {
        people.addAll(UserListLoader.retryWhileLimited(pages));
      }
      return new Known(people, pages.handles());
    } catch (SlackException e) {
      throw reason("The list of people", e, ProblemMapper.of(e, access, false, clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while reading the list of people.", e);
    }
  }

  /// @param handles of these people
  private record Known(List<Person> people, Map<UserId, String> handles) {
    static final Known NONE = new Known(List.of(), Map.of());

    /// Returns the person of a word. Of people with the same name, bots and deactivated accounts
    /// count only if there is no one else.
    Optional<UserId> find(String word) throws IOException {
      List<Person> active = people.stream().filter(Person::canBeWatched).toList();
      Optional<UserId> found =
          NameArgumentResolver.isId(word)
              ? Optional.empty()
              : NameArgumentResolver.known(word, active, handles);
      return found.isPresent() ? found : NameArgumentResolver.known(word, people, handles);
    }
  }
}
