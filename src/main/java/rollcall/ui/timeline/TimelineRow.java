package rollcall.ui.timeline;

import rollcall.presence.Lane;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// A person and their past, as the timeline shows them.
public record TimelineRow(Person person, Lane lane) {
  /// Whose row it is.
  public UserId user() {
    return person.id();
  }
}
