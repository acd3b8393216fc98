package rollcall.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.app.cli.Command.Wanted;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.Words;
import rollcall.watch.Access;
import rollcall.watch.Followed;
import rollcall.watch.Followed.Kind;
import rollcall.watch.Membership;
import rollcall.watch.Problem;
import rollcall.watch.Problems;
import rollcall.watch.WatchList;

/// The list that a session without a window watches from its start. Lane: main.
record FirstList(Access access, InstantSource clock, Terminal terminal) {
  /// The people who were asked for, else the saved list. Everyone is watched only when asked for,
  /// and in the demo.
  ///
  /// @throws IOException with a sentence when no list is saved or not all of it can be read, when a
  ///   word means nothing or more than one, when Slack does not say, or when that are more than it
  ///   accepts
  WatchList of(Wanted wanted, Settings settings) throws IOException {
    WatchList list =
        wanted.everyone()
            ? everyone()
            : wanted.equals(Wanted.SAVED) ? saved(settings) : asked(wanted, whomToAskAbout(wanted));
    int size = list.people().size();
    if (size == 0) {
      terminal.say(
          "There is no person to watch yet: people who join "
              + String.join(" or ", list.followed().stream().map(Followed::title).toList())
              + " are watched.");
    }
    if (size > WatchList.LIMIT) {
      throw new IOException(
          Words.of("people.limit.title")
              + ". "
              + Words.of("people.limit.body", size, WatchList.LIMIT, WatchList.COMFORTABLE));
    }
    return list;
  }

  private WatchList saved(Settings settings) throws IOException {
    if (!settings.listKnown()) {
      throw new IOException(
          "Not all of the saved list can be read, so no one is watched: correct the file, choose"
              + " people in the window, or name them on the command line.");
    }
    WatchList saved = WatchLists.of(settings);
    if (!saved.people().isEmpty() || !saved.followed().isEmpty()) {
      return saved;
    }
    if (access.demo()) {
      return everyone();
    }
    throw new IOException(
        "No list is saved, so no one is watched: name people on the command line, choose them in the"
            + " window, or give --everyone.");
  }

  private WatchList everyone() throws IOException {
    Set<UserId> everyone = Whom.everybody(directory());
    terminal.say(
        "Everyone is watched: "
            + everyone.size()
            + " people (the limit is "
            + WatchList.COMFORTABLE
            + ").");
    return WatchList.of(everyone);
  }

  /// Ids of users need no directory; names do, and so does telling people from bots.
  private Collection<Person> whomToAskAbout(Wanted wanted) throws IOException {
    boolean ids = wanted.users().stream().allMatch(Whom::isId);
    return ids && !wanted.follows() ? List.of() : directory();
  }

  private WatchList asked(Wanted wanted, Collection<Person> directory) throws IOException {
    WatchList list = WatchList.of(Whom.named(wanted.users(), directory));
    Set<UserId> people =
        directory.stream()
            .filter(Person::watchable)
            .map(Person::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (wanted.follows()) {
      try (Membership slack = new Membership(access)) {
        for (Followed one : named(slack, Kind.CHANNEL, wanted.channels())) {
          list = list.following(withPeople(slack, one, people));
        }
        for (Followed one : named(slack, Kind.USER_GROUP, wanted.groups())) {
          list = list.following(withPeople(slack, one, people));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Stopped while reading who is in a channel.", e);
      }
    }
    return list;
  }

  private List<Followed> named(Membership slack, Kind kind, List<String> words)
      throws IOException, InterruptedException {
    if (words.isEmpty()) {
      return List.of();
    }
    List<Followed> found = new ArrayList<>();
    List<Followed> all;
    try {
      all = slack.all(kind);
    } catch (SlackException e) {
      throw because(
          kind == Kind.CHANNEL ? "The channels" : "The user groups",
          e,
          Problems.of(e, kind, access, clock.instant()));
    }
    for (String word : words) {
      found.add(one(kind, word, all));
    }
    return found;
  }

  private static Followed one(Kind kind, String word, List<Followed> all) throws IOException {
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

  private Followed withPeople(Membership slack, Followed one, Set<UserId> people)
      throws IOException, InterruptedException {
    try {
      return one.with(slack.in(one.kind(), one.id(), people));
    } catch (SlackException e) {
      throw because(
          "Who is in " + one.title(), e, Problems.of(e, one.kind(), access, clock.instant()));
    }
  }

  private IOException because(String what, SlackException e, Problem problem) {
    return new IOException(what + " cannot be read. " + terminal.sentences(problem), e);
  }

  private Collection<Person> directory() throws IOException {
    try (SlackWebClient web = access.web().build()) {
      List<Person> people = new ArrayList<>();
      var pages = new rollcall.watch.Directory(web);
      while (pages.hasNext()) {
        people.addAll(DirectoryLoad.patiently(pages));
      }
      return people;
    } catch (SlackException e) {
      throw because("The list of people", e, Problems.of(e, access, false, clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Stopped while reading the list of people.", e);
    }
  }
}
