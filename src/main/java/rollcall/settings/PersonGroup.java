package rollcall.settings;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// One of the user's own groups of people.
///
/// @param name never blank, at most [#LONGEST_NAME] characters, without blanks at its ends
/// @param members the ids of the people in it
public record PersonGroup(String name, SortedSet<String> members) {
  /// The largest length of a name.
  public static final int LONGEST_NAME = 80;

  public PersonGroup {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A group name must have 1 to " + LONGEST_NAME + " characters, was \"" + name + "\".");
    }
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
  }

  /// Returns whether a group can have this name.
  public static boolean isName(String name) {
    return !name.isBlank() && name.length() <= LONGEST_NAME && name.equals(name.strip());
  }

  PersonGroup with(String id) {
    TreeSet<String> more = new TreeSet<>(members);
    more.add(id);
    return new PersonGroup(name, more);
  }

  PersonGroup without(String id) {
    TreeSet<String> fewer = new TreeSet<>(members);
    fewer.remove(id);
    return new PersonGroup(name, fewer);
  }
}
