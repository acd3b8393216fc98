package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.WatchListMapper;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// One person, to be erased from everything of a site: histories, their backups, and the list of
/// the watched. Lane: disk.
///
/// @param user who
/// @param name what the person is called
/// @param histories those that know the person
public record PersonEraser(ProfilePaths site, UserId user, String name, List<Path> histories) {
  /// Finds who is meant.
  ///
  /// @param word an id, or a name without regard to case
  /// @throws IOException with a sentence when nobody is, or more than one, or when a newer Rollcall
  ///   made a history that knows the person
  public static PersonEraser of(ProfilePaths site, String word) throws IOException {
    List<Path> knowing = new ArrayList<>();
    Set<UserId> meant = new TreeSet<>();
    String name = word;
    for (Path file : site.allHistories()) {
      try (History history = History.openReadOnly(file)) {
        for (Person person : history.people()) {
          if (UserLookup.matches(word, person)) {
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
              ? "There is nobody called '"
                  + word
                  + "' in any history. It knows people by their display names and ids."
              : "'" + word + "' could be " + UserLookup.either(meant) + ". Use the id.");
    }
    return new PersonEraser(
        site, meant.iterator().next(), name, knowing.stream().distinct().toList());
  }

  /// What would be erased, as a sentence.
  public String summary(Instant now) throws IOException {
    long sightings = 0;
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        sightings += history.sightings(user, Instant.EPOCH, now).size();
      }
    }
    return "%s (%s) has %s sightings: say it again with --yes to erase them for ever, from all backups too.%s"
        .formatted(name, user, sightings, goes(unreadable()));
  }

  /// What is to be said of copies that cannot be cleaned, so that they are deleted.
  private static String goes(List<Path> unreadable) {
    return unreadable.isEmpty()
        ? ""
        : " These backups cannot be read, so they will be deleted as a whole: " + paths(unreadable);
  }

  /// Such as "/data/a.db, /data/b.db."
  public static String paths(List<Path> files) {
    return String.join(", ", files.stream().map(Path::toString).toList()) + ".";
  }

  private List<Path> unreadable() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path file : histories) {
      try (History history = History.openReadOnly(file)) {
        all.addAll(history.maintenance().unreadableCopies());
      }
    }
    return all;
  }

  /// Whether the person is in a channel or user group that is followed: then they are not recorded
  /// again, since it would bring them back by itself.
  public boolean followed() throws IOException {
    return PendingErasures.comesBack(WatchListMapper.of(site.settings().load().settings()), user);
  }

  /// Erases everything, after all of it is noted. It may be tried again when it failed.
  ///
  /// @param block whether to refuse to watch the person again
  /// @return what there was, in all histories together
  /// @throws IOException with a sentence when something is left; at the next start it is tried
  ///   again
  public Maintenance.Erased erase(boolean block, Instant now) throws IOException {
    boolean refused = block || followed();
    try (HistoriesToErase opened = HistoriesToErase.all(histories, now)) {
      for (History history : opened.histories()) {
        history.maintenance().planErasing(user, refused);
      }
      PendingErasures.forgetInSettings(site.settings(), Set.of(user));
      return opened.finishErasing();
    }
  }
}
