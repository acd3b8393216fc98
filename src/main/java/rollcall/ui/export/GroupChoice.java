package rollcall.ui.export;

import java.util.Set;
import java.util.stream.Collectors;
import rollcall.presence.UserId;
import rollcall.settings.PersonGroup;
import rollcall.timecard.PeopleFilter;
import rollcall.watch.FollowedGroup;

/// Group to export: one of the user's own, or a followed channel or user group.
///
/// @param title its name on the screen
record GroupChoice(String title, PeopleFilter filter, Set<UserId> people) {
  /// One of the user's own groups.
  ///
  /// @param known the people who can be exported
  static GroupChoice of(PersonGroup group, Set<UserId> known) {
    return new GroupChoice(
        group.name(),
        new PeopleFilter(PeopleFilter.Kind.OWN_GROUP, group.name()),
        known.stream()
            .filter(id -> group.members().contains(id.value()))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /// A followed channel or user group, with its members on the watch list.
  static GroupChoice of(FollowedGroup group) {
    PeopleFilter.Kind kind =
        switch (group.kind()) {
          case CHANNEL -> PeopleFilter.Kind.CHANNEL;
          case USER_GROUP -> PeopleFilter.Kind.USER_GROUP;
        };
    return new GroupChoice(group.title(), new PeopleFilter(kind, group.name()), group.members());
  }
}
