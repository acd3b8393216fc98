package rollcall.ui.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.ui.text.Messages;

/// Numbers in place of names, such as "Person 07". A person keeps the number until the program
/// ends; people with the same IDs have the same numbers at the next start.
final class Pseudonyms {
  private final Map<UserId, Integer> numbers = new HashMap<>();

  /// Numbers those of the people who have no number, in the order of their IDs.
  void number(Collection<UserId> people) {
    new TreeSet<>(people).forEach(id -> numbers.putIfAbsent(id, numbers.size() + 1));
  }

  /// The numbers of these people, who have one.
  Map<UserId, Integer> numbers(Collection<UserId> people) {
    return people.stream().collect(Collectors.toMap(id -> id, numbers::get));
  }

  /// The person with a number in place of the name, and without the rest of the profile that tells
  /// who it is. The ID and the time zone stay.
  Person hide(Person person) {
    Integer known = numbers.putIfAbsent(person.id(), numbers.size() + 1);
    int number = known == null ? numbers.size() : known;
    // As wide as the largest number, so that the order of the names is that of the numbers.
    int width = Math.max(2, Integer.toString(numbers.size()).length());
    String padded = "0".repeat(width - Math.min(width, Integer.toString(number).length())) + number;
    return new Person(
        person.id(),
        Messages.of("privacy.hidden.person", padded),
        "",
        "",
        person.zone(),
        person.bot(),
        person.deactivated());
  }
}
