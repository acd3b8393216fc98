package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.SampleTimelines;
import rollcall.ui.timeline.TotalsRange;

class SelectionTextTest {
  private static final Instant NOW = SampleTimelines.NOW;

  private PresenceScreenModel screen;
  private SelectionText text;

  @BeforeEach
  void openScreen() {
    screen = new PresenceScreenModel(SampleModels.presence(12));
    screen.follow();
    text = new SelectionText(screen);
  }

  @Test
  void nothingSelectedGivesNoText() {
    assertEquals("", text.text());
    assertEquals("", text.csv());
  }

  @Test
  void selectedIntervalIsATooltipAndACsvRow() {
    select("Grace Hopper");
    screen.timeline().selection().moveInterval(TimeDirection.EARLIER);
    assertTrue(text.text().startsWith("Grace Hopper   ● Active\nThu 17 Sep 2026"), text.text());
    List<String> lines = text.csv().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(1).startsWith("Grace Hopper,U00000000,2026-09-17 "), lines.get(1));
    assertTrue(lines.get(1).contains(",Europe/Berlin,active,"), lines.get(1));
    assertEquals(lines.get(0).split(",").length, lines.get(1).split(",").length);
  }

  @Test
  void whileNamesAreHiddenARowHasNeitherNameNorId() {
    select("Grace Hopper");
    screen.presence().namesHidden().set(true);
    screen.timeline().selection().moveInterval(TimeDirection.EARLIER);
    assertTrue(text.text().startsWith("Person 01   ● Active\n"), text.text());
    assertTrue(text.csv().lines().toList().get(1).startsWith("Person 01,,2026-09-17 "), text.csv());
  }

  @Test
  void chosenPeopleAreOneLineEach() {
    select("Grace Hopper");
    screen.toggleChosen(row("Kai Müller").id());
    assertEquals(
        List.of("Grace Hopper", "Kai Müller"),
        text.text().lines().map(line -> line.split(",")[0]).toList());
  }

  @Test
  void totalsOfARangeEqualThoseOfTheTimelines() {
    screen.range().choose(NOW.minusSeconds(36_000), NOW.minusSeconds(1800));
    TotalsRange range = screen.range().totals().orElseThrow();
    List<String> lines = text.csv().lines().skip(1).toList();
    assertEquals(screen.shown().size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",");
      TimelineTotals totals = range.totals(screen.shown().get(i).timeline());
      assertEquals("Europe/Berlin", cells[4]);
      assertEquals(
          List.of(totals.active() + "", totals.away() + "", totals.unknown() + ""),
          List.of(cells).subList(5, 8));
    }
    List<String> copied = text.text().lines().toList();
    assertEquals(1 + lines.size(), copied.size());
    assertTrue(copied.getFirst().contains("Europe/Berlin"), copied.getFirst());
    for (int i = 0; i < lines.size(); i++) {
      TimelineTotals totals = range.totals(screen.shown().get(i).timeline());
      assertEquals(
          Messages.of(
              "presence.range.totals",
              screen.shown().get(i).state().person().name(),
              TimeFormat.exact(Duration.ofSeconds(totals.active())),
              TimeFormat.exact(Duration.ofSeconds(totals.away())),
              TimeFormat.exact(Duration.ofSeconds(totals.unknown()))),
          copied.get(i + 1));
    }
  }

  @Test
  void formulasAreProtected() {
    select("=SUM(A1:A9)");
    assertTrue(text.csv().contains("\r\n'=SUM(A1:A9),"), text.csv());
    assertEquals("\"'\r=1\"", SelectionText.cell("\r=1"));
    assertEquals(
        "''=1", SelectionText.cell("'=1"), "as in files, so that reading it back is exact");
  }

  private PersonRow row(String name) {
    return screen.shown().stream()
        .filter(row -> row.state().person().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void select(String name) {
    UserId user = row(name).id();
    screen.timeline().selection().person().set(user);
  }
}
