package rollcall.timecard;

import java.util.Set;
import rollcall.presence.UserId;

/// Choice of the people of an export, for its metadata file.
///
/// @param name the name of the group; blank for other choices
public record PeopleFilter(Kind kind, String name) {
  /// Kind of choice.
  public enum Kind {
    /// All people who were ever watched.
    EVERYONE("everyone"),
    /// All people on the watch list.
    WATCHED("watched"),
    /// One person.
    PERSON("person"),
    /// Several people, one by one.
    PEOPLE("people"),
    /// One of the user's own groups.
    OWN_GROUP("own_group"),
    /// A followed channel.
    CHANNEL("channel"),
    /// A followed user group.
    USER_GROUP("user_group");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// Name in the metadata file.
    String word() {
      return word;
    }
  }

  /// All people on the watch list.
  public static final PeopleFilter WATCHED = new PeopleFilter(Kind.WATCHED, "");

  /// People who were chosen one by one; everyone if empty.
  public static PeopleFilter of(Set<UserId> people) {
    return new PeopleFilter(
        switch (people.size()) {
          case 0 -> Kind.EVERYONE;
          case 1 -> Kind.PERSON;
          default -> Kind.PEOPLE;
        },
        "");
  }
}
