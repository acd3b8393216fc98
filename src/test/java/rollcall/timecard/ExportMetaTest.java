package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportMetaTest {
  private static final Person ADA = person("U1", "Ada");
  private static final Person KAI = person("U2", "Kai");

  @Test
  void filtersSayHowThePeopleWereChosen() {
    List<Person> both = List.of(ADA, KAI);
    assertEquals("{\"people\":\"everyone\"}", filters(PeopleFilter.of(Set.of()), both, false));
    assertEquals("{\"people\":\"watched\"}", filters(PeopleFilter.WATCHED, both, false));
    assertEquals(
        "{\"people\":\"person\",\"name\":\"Kai\"}",
        filters(PeopleFilter.of(Set.of(KAI.id())), List.of(KAI), false));
    assertEquals("{\"people\":\"people\"}", filters(PeopleFilter.of(ids(both)), both, false));
    assertEquals(
        "{\"people\":\"own_group\",\"name\":\"Ada's team\"}",
        filters(group(PeopleFilter.Kind.OWN_GROUP, "Ada's team"), both, false));
    assertEquals(
        "{\"people\":\"channel\",\"name\":\"design\"}",
        filters(group(PeopleFilter.Kind.CHANNEL, "design"), List.of(ADA), false));
    assertEquals(
        "{\"people\":\"user_group\",\"name\":\"sales\"}",
        filters(group(PeopleFilter.Kind.USER_GROUP, "sales"), both, false));
  }

  @Test
  void filtersOfAnExportWithHiddenNamesNameNoPersonAndNoGroup() {
    assertEquals(
        "{\"people\":\"person\",\"name\":\"Person 7\"}",
        filters(PeopleFilter.of(Set.of(KAI.id())), List.of(KAI), true));
    assertEquals(
        "{\"people\":\"own_group\"}",
        filters(group(PeopleFilter.Kind.OWN_GROUP, "Ada's team"), List.of(ADA), true));
    assertEquals(
        "{\"people\":\"channel\"}",
        filters(group(PeopleFilter.Kind.CHANNEL, "ask-ada"), List.of(ADA), true));
  }

  private static String filters(PeopleFilter filter, List<Person> people, boolean namesHidden) {
    LocalDate day = LocalDate.parse("2026-09-17");
    ExportSpec spec =
        new ExportSpec(
            ExportKind.TIMECARDS,
            ids(people),
            filter,
            new DayRange(day, day),
            AccountingRules.in(ZoneId.of("Europe/Berlin")),
            CsvDialect.DATA,
            namesHidden,
            Map.of(KAI.id(), 7),
            true,
            true);
    String text =
        new ExportMeta(
                new TimecardExport(new Workspace("T1", "Acme"), people, spec),
                new ExportSummary(1, 0, 0, Duration.ZERO, Duration.ZERO, Map.of()),
                Instant.parse("2026-09-18T07:00:00Z"),
                "1",
                "cards.csv",
                "0")
            .text();
    assertEquals(Optional.empty(), ExportMeta.trouble(text), "readers of schema 1 read it");
    JsonNode json = JsonMapper.shared().readTree(text);
    assertEquals(1, json.path("schema").asInt());
    return json.path("filters").toString();
  }

  private static PeopleFilter group(PeopleFilter.Kind kind, String name) {
    return new PeopleFilter(kind, name);
  }

  private static Set<UserId> ids(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.toSet());
  }

  private static Person person(String id, String name) {
    return new Person(new UserId(id), name, "", "", null, false, false);
  }
}
