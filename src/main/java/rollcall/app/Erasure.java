package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rollcall.history.History;
import rollcall.history.Upkeep;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.settings.Settings;
import rollcall.watch.WatchList;

/// One person, to be erased from everything of a site: histories, their backups, and the list of
/// the watched. Lane: disk.
///
/// @param user who
/// @param name what the person is called
/// @param histories those that know the person
record Erasure(Site site, UserId user, String name, List<Path> histories) {
  /// Finds who is meant.
  ///
  /// @param word an id, or a name without regard to case
  /// @throws IOException with a sentence when nobody is, or more than one, or when a newer Rollcall
  ///   made a history that knows the person
  static Erasure of(Site site, String word) throws IOException {
    List<Path> knowing = new ArrayList<>();
    Set<UserId> meant = new TreeSet<>();
    String name = word;
    for (Path file : site.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        for (Person person : history.people()) {
          if (Whom.isMeant(word, person)) {
            history.requireKnown();
            knowing.add(file);
            meant.add(person.id());
            name = person.name();
          }
        }
      }
    }
    if (!word.isBlank() && meant.contains(new UserId(word))) {
      // Another one may have taken this id for a name.
      meant.retainAll(Set.of(new UserId(word)));
    }
    if (meant.size() != 1) {
      throw new IOException(
          meant.isEmpty()
              ? "There is nobody called '" + word + "' in any history."
              : "'" + word + "' could be " + Whom.either(meant) + ". Use the id.");
    }
    return new Erasure(site, meant.iterator().next(), name, knowing.stream().distinct().toList());
  }

  /// What would be erased, as a sentence.
  String sentence(Instant now) throws IOException {
    long sightings = 0;
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        sightings += history.sightings(user, Instant.EPOCH, now).size();
      }
    }
    return "%s (%s) has %s sightings: say it again with --yes to erase them for ever, from all backups too."
        .formatted(name, user, sightings);
  }

  /// Erases everything. It may be tried again when it failed.
  ///
  /// @param block whether to refuse to watch the person again
  /// @return what there was, in all histories together
  Upkeep.Erased erase(boolean block, Instant now) throws IOException {
    Settings settings = site.settings().load().settings();
    WatchList list = WatchLists.of(settings);
    Set<UserId> others = new TreeSet<>(list.people());
    others.remove(user);
    Settings without = WatchLists.into(settings, list.choosing(others));
    if (!without.equals(settings)) {
      site.settings().save(without);
    }
    long sightings = 0;
    int copies = 0;
    for (Path file : histories) {
      try (History history = History.open(file, now)) {
        Upkeep.Erased erased = history.upkeep().erase(user, block);
        sightings += erased.sightings();
        copies += erased.copies();
        history.close(now);
      }
    }
    return new Upkeep.Erased(sightings, copies);
  }
}
