package rollcall.ui.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.Rounding;
import rollcall.ui.model.ExportResult;

class ExportTextTest {
  private static final LocalDate DAY = LocalDate.parse("2026-09-17");

  @Test
  void anExportWithoutRowsHasNoCoverage() {
    AccountingRules rules =
        new AccountingRules(
            ZoneOffset.UTC,
            LocalTime.MIDNIGHT,
            Duration.ofMinutes(5),
            Duration.ofSeconds(90),
            Rounding.OFF,
            false);
    ExportSpec request =
        new ExportSpec(
            ExportKind.TIMECARDS,
            Set.of(),
            new DayRange(DAY, DAY),
            rules,
            CsvDialect.DATA,
            false,
            Map.of(),
            true,
            false);
    Path file = Path.of("cards.csv");
    assertEquals(
        "cards.csv · coverage 100 % (see column).",
        ExportText.of(new ExportResult.Saved(file, 1, 100), request, DAY).body());
    assertEquals(
        "cards.csv", ExportText.of(new ExportResult.Saved(file, 0, 100), request, DAY).body());
  }
}
