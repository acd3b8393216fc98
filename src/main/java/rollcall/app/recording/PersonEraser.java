package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// Erasure of one person from the histories of a profile, their backups, and the watch list.
/// Thread: database.
///
/// @param name name of the person
/// @param histories histories with data about the person
public record PersonEraser(ProfilePaths profile, UserId user, String name, List<Path> histories) {
  /// Finds the person.
  ///
  /// @param word an ID, or a name without regard to case
  /// @throws IOException with a sentence when there is no such person, or more than one, or when a
  ///   newer Rollcall made a history with data about the person
  public static PersonEraser of(ProfilePaths profile, String word) throws IOException {
    profile.requireHistories();
    List<Path> knowing = new ArrayList<>();
    Set<UserId> meant = new TreeSet<>();
    String name = word;
    for (Path file : profile.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        for (Person person : history.people()) {
          if (NameArgumentResolver.matches(word, person)) {
            history.requireKnownFormat();
            knowing.add(file);
            meant.add(person.id());
            name = person.name();
          }
        }
      }
    }
    String id = NameArgumentResolver.id(word);
    if (!id.isEmpty() && meant.contains(new UserId(id))) {
      // Another history may have a person whose name is this ID.
      meant.retainAll(Set.of(new UserId(id)));
    }
    if (meant.size() != 1) {
      throw notOne(word, meant.stream(), "any history");
    }
    return new PersonEraser(
        profile, meant.iterator().next(), name, knowing.stream().distinct().toList());
  }

  /// Returns the person of a word.
  ///
  /// @param word an ID, or a name without regard to case
  /// @throws IOException with a sentence when there is no such person, or more than one
  public static Person find(String word, Collection<Person> people) throws IOException {
    String id = NameArgumentResolver.id(word);
    List<Person> meant =
        people.stream().filter(person -> NameArgumentResolver.matches(word, person)).toList();
    Optional<Person> exact = meant.stream().filter(one -> one.id().value().equals(id)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    if (meant.size() != 1) {
      throw notOne(word, meant.stream().map(Person::id), "this record");
    }
    return meant.getFirst();
  }

  private static IOException notOne(String word, Stream<UserId> meant, String place) {
    List<String> ids = meant.map(UserId::value).distinct().sorted().toList();
    return ids.isEmpty()
        ? NameArgumentResolver.unknown(word, place)
        : NameArgumentResolver.ambiguous(word, ids.stream());
  }

  /// Returns the number of sightings to be erased.
  public long sightings(Instant now) throws IOException {
    long sightings = 0;
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        sightings += history.sightings(user, Instant.EPOCH, now).size();
      }
    }
    return sightings;
  }

  /// Returns the copies that are deleted as a whole, because they cannot be read.
  public List<Path> unreadable() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        all.addAll(history.maintenance().unreadableCopies());
      }
    }
    return all;
  }

  /// Returns whether the person is a member of a followed channel or user group: then the person is
  /// also blocked, because the membership sync would add them again.
  public boolean followed() throws IOException {
    return PendingErasures.comesBack(
        SettingsMapper.watchList(profile.settings().load().settings()), user);
  }

  /// Notes the erasure, then erases everything. After a failure, it can be called again.
  ///
  /// @param block whether to refuse to watch the person again
  /// @return totals of all histories
  /// @throws IOException with a sentence when something is left; the next start retries
  public Maintenance.Erased erase(boolean block, Instant now) throws IOException {
    boolean refused = block || followed();
    try (HistoriesOpenForErasure opened = HistoriesOpenForErasure.all(histories, now)) {
      for (History history : opened.histories()) {
        history.maintenance().planErasing(user, refused);
      }
      PendingErasures.forgetChoices(profile, Set.of(user));
      for (History history : opened.histories()) {
        history.maintenance().onSettingsForgotten(Set.of(user));
      }
      return opened.finishErasing();
    }
  }
}
