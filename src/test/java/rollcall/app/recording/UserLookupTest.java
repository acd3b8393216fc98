package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.presence.Person;
import rollcall.presence.UserId;

class UserLookupTest {
  private static final UserId URSULA = new UserId("U0A1B2C3D");
  private static final UserId ZOE = new UserId("U0D4E5F6G");
  private static final UserId UWE = new UserId("UWEPETERSX");
  private static final UserId IMPOSTOR = new UserId("U0H7I8J9K");
  private static final List<Person> PEOPLE =
      List.of(
          person(URSULA, "Ursula", "Ursula K. Le Guin"),
          person(ZOE, "Zoe\u0308", "Zo\u00eb Stra\u00dfe"),
          person(UWE, "WILHELMINA9", "Uwe"),
          person(IMPOSTOR, "U0A1B2C3D", "kai"));
  private static final Map<UserId, String> HANDLES = Map.of(URSULA, "ursula.l", IMPOSTOR, "uwe");

  @ParameterizedTest
  @CsvSource({
    "URSULA, U0A1B2C3D",
    "ursula.l, U0A1B2C3D",
    "@ursula.l, U0A1B2C3D",
    "@Ursula, U0A1B2C3D",
    "'Ursula  K.\u00a0Le  Guin', U0A1B2C3D",
    "'\u200bUrsula\u200d', U0A1B2C3D",
    "Zo\u00eb, U0D4E5F6G",
    "Zoe\u0308, U0D4E5F6G",
    "ZO\u00cb STRASSE, U0D4E5F6G",
    "\uff35rsula, U0A1B2C3D",
    "WILHELMINA9, UWEPETERSX",
    "UWEPETERSX, UWEPETERSX",
    "U0A1B2C3D, U0A1B2C3D",
    "@uwe, U0H7I8J9K",
    "U0N0B0DY0, U0N0B0DY0",
  })
  void aWordIsAKnownIdBeforeItIsANameAndANameBeforeItIsAnyId(String word, String id)
      throws IOException {
    assertEquals(Set.of(new UserId(id)), UserLookup.byName(List.of(word), PEOPLE, HANDLES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UWE | 'UWE' could be U0H7I8J9K or UWEPETERSX. Use the id.",
        "WERNER | There is no one called 'WERNER' in this workspace.",
        "@ | There is no one called '@' in this workspace.",
      })
  void anAmbiguousNameIsReported(String word, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IOException.class, () -> UserLookup.byName(List.of(word), PEOPLE, HANDLES))
            .getMessage());
  }

  @Test
  void thePersonOnTwoListsIsOne() throws IOException {
    List<Person> twice = List.of(PEOPLE.getFirst(), PEOPLE.getFirst());
    assertEquals(Set.of(URSULA), UserLookup.byName(List.of("ursula"), twice, Map.of()));
  }

  private static Person person(UserId id, String name, String realName) {
    return new Person(id, name, realName, "", null, false, false);
  }
}
