package rollcall.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Grouping of the people on the screen, and the user's own groups. Immutable.
///
/// @param by the chosen grouping
/// @param mine the user's own groups, in order
public record GroupingSettings(GroupBy by, List<PersonGroup> mine) {
  public static final GroupingSettings NONE = new GroupingSettings(GroupBy.NONE, List.of());

  private static final String ENTRY = "{\"name\", \"members\": [ids]}";

  public GroupingSettings {
    mine = List.copyOf(mine);
  }

  public GroupingSettings withBy(GroupBy other) {
    return new GroupingSettings(other, mine);
  }

  /// The name of the first of the user's groups with this person.
  public Optional<String> groupOf(String id) {
    return mine.stream()
        .filter(group -> group.members().contains(id))
        .map(PersonGroup::name)
        .findFirst();
  }

  /// Moves a person into one group and out of all others. A group that does not exist is added at
  /// the end; a group that loses its last member stays.
  ///
  /// @param name the name of the group, or null for none
  public GroupingSettings moving(String id, @Nullable String name) {
    List<PersonGroup> groups = new ArrayList<>();
    boolean exists = false;
    for (PersonGroup group : mine) {
      exists |= group.name().equals(name);
      groups.add(group.name().equals(name) ? group.with(id) : group.without(id));
    }
    if (name != null && !exists) {
      groups.add(new PersonGroup(name, new TreeSet<>(List.of(id))));
    }
    return new GroupingSettings(by, groups);
  }

  public boolean has(String name) {
    return mine.stream().anyMatch(group -> group.name().equals(name));
  }

  /// The same with another, empty group at the end.
  public GroupingSettings adding(String name) {
    List<PersonGroup> groups = new ArrayList<>(mine);
    groups.add(new PersonGroup(name, new TreeSet<>()));
    return new GroupingSettings(by, groups);
  }

  /// The same without this group; its people are in none of the user's groups then.
  public GroupingSettings removing(String name) {
    return new GroupingSettings(by, mine.stream().filter(one -> !one.name().equals(name)).toList());
  }

  /// The same with another name of a group.
  public GroupingSettings renaming(String name, String newName) {
    return new GroupingSettings(
        by,
        mine.stream()
            .map(one -> one.name().equals(name) ? new PersonGroup(newName, one.members()) : one)
            .toList());
  }

  /// The same with this group moved in the order, no further than to an end.
  ///
  /// @param places number of places, negative for towards the beginning
  public GroupingSettings shifting(String name, int places) {
    List<PersonGroup> groups = new ArrayList<>(mine);
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).name().equals(name)) {
        PersonGroup moved = groups.remove(i);
        groups.add(Math.clamp(i + places, 0, groups.size()), moved);
        break;
      }
    }
    return new GroupingSettings(by, groups);
  }

  /// The same without this person.
  public GroupingSettings without(String id) {
    return new GroupingSettings(by, mine.stream().map(group -> group.without(id)).toList());
  }

  static GroupingSettings read(FieldReader settings) {
    FieldReader groups = settings.object("groups", "people are not grouped");
    return new GroupingSettings(
        groups.plain(
            "by",
            "none, mine, user_group, channel, zone or state",
            GroupBy.NONE,
            "people are not grouped",
            node -> GroupBy.valueOf(FieldReader.text(node).toUpperCase(Locale.ROOT))),
        groups.broken()
            ? List.of()
            : groups.list("mine", ENTRY, "the group is not shown", GroupingSettings::group));
  }

  static PersonGroup group(JsonNode node) {
    return new PersonGroup(
        FieldReader.text(node.path("name")), FieldReader.ids(node.path("members")));
  }

  ObjectNode write(ObjectNode json) {
    json.put("by", by.word());
    ArrayNode all = json.putArray("mine");
    for (PersonGroup group : mine) {
      ObjectNode object = all.addObject().put("name", group.name());
      group.members().forEach(object.putArray("members")::add);
    }
    return json;
  }
}
