package rollcall.app.commands;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.app.cli.Command.PeopleSelection;
import rollcall.app.environment.WatchListMapper;
import rollcall.app.recording.UserListLoader;
import rollcall.app.recording.UserLookup;
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
import rollcall.watch.WatchList;

/// Whom a session without a window watches from its start. Lane: main.
record WatchListResolver(SlackAccess access, InstantSource clock, TerminalOutput terminal) {
  /// What was asked for, else the saved list, else everybody up to the limit.
  ///
  /// @throws IOException with a sentence when a word means nothing or more than one, when Slack
  ///   does not say, or when that are more than it accepts
  WatchList of(PeopleSelection wanted, Settings settings) throws IOException {
    WatchList list =
        wanted.equals(PeopleSelection.SAVED)
            ? saved(settings)
            : requested(wanted, usersToLookUp(wanted));
    int size = list.people().size();
    if (size > WatchList.LIMIT) {
      throw new IOException(
          Messages.of("people.limit.title")
              + ". "
              + Messages.of("people.limit.body", size, WatchList.LIMIT, WatchList.COMFORTABLE));
    }
    return list;
  }

  private WatchList saved(Settings settings) throws IOException {
    WatchList saved = WatchListMapper.of(settings);
    if (!saved.people().isEmpty() || !saved.followed().isEmpty()) {
      return saved;
    }
    Set<UserId> everybody = UserLookup.all(directory());
    terminal.print(
        "No list is saved, so everybody is watched: "
            + everybody.size()
            + " people (the limit is "
            + WatchList.COMFORTABLE
            + ").");
    return WatchList.of(everybody);
  }

  /// Ids of users need no directory; names do, and so does telling people from bots.
  private Collection<Person> usersToLookUp(PeopleSelection wanted) throws IOException {
    boolean ids = wanted.users().stream().allMatch(UserLookup::isId);
    return ids && !wanted.follows() ? List.of() : directory();
  }

  private WatchList requested(PeopleSelection wanted, Collection<Person> directory)
      throws IOException {
    WatchList list = WatchList.of(UserLookup.byName(wanted.users(), directory));
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
    String plain = word.replaceFirst("^[#@]", "");
    return all.stream()
        .filter(one -> one.name().equalsIgnoreCase(plain) || one.id().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                kind == Kind.CHANNEL
                    ? "There is no channel '" + word + "', or the token must not see it."
                    : "There is no user group '" + word + "'."));
  }

  private FollowedGroup withPeople(MembershipClient slack, FollowedGroup one, Set<UserId> people)
      throws IOException, InterruptedException {
    try {
      return one.with(slack.in(one.kind(), one.id(), people));
    } catch (SlackException e) {
      throw reason(
          "Who is in " + one.title(), e, ProblemMapper.of(e, one.kind(), access, clock.instant()));
    }
  }

  private IOException reason(String what, SlackException e, Problem problem) {
    return new IOException(what + " cannot be read. " + terminal.sentences(problem), e);
  }

  private Collection<Person> directory() throws IOException {
    try (SlackWebClient web = access.web().build()) {
      List<Person> people = new ArrayList<>();
      var pages = new rollcall.watch.UserPages(web);
      while (pages.hasNext()) {
        people.addAll(UserListLoader.retryWhileLimited(pages));
      }
      return people;
    } catch (SlackException e) {
      throw reason("The list of people", e, ProblemMapper.of(e, access, false, clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while reading the list of people.", e);
    }
  }
}
