package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.watch.FollowedGroup;

class NameArgumentResolverTest {
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
    "'<@U0N0B0DY0>', U0N0B0DY0",
    "\uff35\uff10\uff2e\uff10\uff22\uff10\uff24\uff39\uff10, U0N0B0DY0",
  })
  void aWordIsAKnownIdBeforeItIsANameAndANameBeforeItIsAnyId(String word, String id)
      throws IOException {
    assertEquals(
        Set.of(new UserId(id)), NameArgumentResolver.byName(List.of(word), PEOPLE, HANDLES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<@U0A1B2C3D>; U0A1B2C3D",
        "<@U0A1B2C3D|ursula.l>; U0A1B2C3D",
        "@U0A1B2C3D; U0A1B2C3D",
        "https://acme.slack.com/team/U0A1B2C3D; U0A1B2C3D",
        "https://acme.slack.com/team/U0A1B2C3D?x=1; U0A1B2C3D",
        "U0A1B2C3D\u200b; U0A1B2C3D",
        "\u00a0U0A1B2C3D; U0A1B2C3D",
        "\u200fU0A1B2C3D; U0A1B2C3D",
        "u0d4e5f6g; U0D4E5F6G",
      })
  void anIdIsFoundInEveryFormInWhichSlackOrAnEditorGivesIt(String word, String id)
      throws IOException {
    assertEquals(
        Set.of(new UserId(id)), NameArgumentResolver.byName(List.of(word), PEOPLE, HANDLES));
  }

  @ParameterizedTest
  @CsvSource({
    "Kai \u2764, Kai \u2764\ufe0f",
    "Kai, \u3164Kai\u3164",
    "Kai, Kai\u0007",
    "STRA\u1e9eE, Stra\u00dfe",
    "strasse, STRA\u1e9eE",
    "ilker, \u0130lker",
    "I\u015e\u0131k, i\u015fik",
    "\uff20Kai, Kai",
    "'@ Kai', Kai",
  })
  void aNameIsFoundAsItIsSeen(String word, String name) throws IOException {
    assertEquals(
        Set.of(ZOE),
        NameArgumentResolver.byName(List.of(word), List.of(person(ZOE, name, "")), Map.of()));
  }

  @Test
  void aNameOfInvisibleCharactersIsNotFoundByAnotherOne() {
    List<Person> blank = List.of(person(ZOE, "\u3164", ""));
    assertThrows(
        IOException.class, () -> NameArgumentResolver.byName(List.of("\ufe0f"), blank, Map.of()));
  }

  @Test
  void aFullWidthAtSignMeansTheHandle() throws IOException {
    assertEquals(
        Set.of(IMPOSTOR), NameArgumentResolver.byName(List.of("\uff20uwe"), PEOPLE, HANDLES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "stra\u00dfe; C1",
        "#stra\u00dfe; C1",
        "strasse; C2",
        "STRASSE; ",
        "\uff03general; C3",
        "#General; C3",
        "<#C0A1B2C3D|general>; C0A1B2C3D",
        "https://acme.slack.com/archives/C0A1B2C3D; C0A1B2C3D",
        "C0A1B2C3D\u200b; C0A1B2C3D",
        "<!subteam^S0A1B2C3D|@team>; S0A1B2C3D",
        "\uff20team; S0A1B2C3D",
        "twice; ",
      })
  void aChannelIsFoundByIdThenByItsExactNameAndNeverByGuessing(String word, String id)
      throws IOException {
    List<FollowedGroup> all =
        List.of(
            group("C2", "strasse"),
            group("C1", "stra\u00dfe"),
            group("C3", "general"),
            group("C0A1B2C3D", "random"),
            group("S0A1B2C3D", "team"),
            group("C4", "twice"),
            group("C5", "twice"));
    if (id == null) {
      String message =
          assertThrows(IOException.class, () -> NameArgumentResolver.group(word, all)).getMessage();
      assertTrue(message.endsWith("Use the id."), message);
    } else {
      assertEquals(id, NameArgumentResolver.group(word, all).orElseThrow().id());
    }
  }

  private static FollowedGroup group(String id, String name) {
    return new FollowedGroup(FollowedGroup.Kind.CHANNEL, id, name, Set.of(), Set.of(), Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "UWE | 'UWE' could be U0H7I8J9K or UWEPETERSX. Use the id.",
        "WERNER | There is no one called 'WERNER' in this history. It knows people by their display"
            + " names and ids.",
        "@ | There is no one called '@' in this history. It knows people by their display names and"
            + " ids.",
      })
  void anAmbiguousNameIsReported(String word, String sentence) {
    assertEquals(
        sentence,
        assertThrows(
                IOException.class,
                () -> NameArgumentResolver.byName(List.of(word), PEOPLE, HANDLES))
            .getMessage());
  }

  @Test
  void thePersonOnTwoListsIsOne() throws IOException {
    List<Person> twice = List.of(PEOPLE.getFirst(), PEOPLE.getFirst());
    assertEquals(Set.of(URSULA), NameArgumentResolver.byName(List.of("ursula"), twice, Map.of()));
  }

  @Test
  void allPeopleAreLimitedOnlyForARecorderOfItsOwn() {
    List<Person> many =
        IntStream.range(0, 2000)
            .mapToObj(n ->
                person(
                    new UserId(String.format(Locale.ROOT, "U%05d", n)),
                    String.format(Locale.ROOT, "P%05d", n),
                    ""))
            .toList();
    assertEquals(2000, NameArgumentResolver.all(many, Integer.MAX_VALUE).size());
    Set<UserId> some = NameArgumentResolver.all(many, 500);
    assertEquals(500, some.size());
    assertTrue(some.contains(new UserId("U00499")), some::toString);
  }

  private static Person person(UserId id, String name, String realName) {
    return new Person(id, name, realName, "", null, false, false);
  }
}
