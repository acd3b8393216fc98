package rollcall.ui.timecards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.testkit.Acme;
import rollcall.ui.ExportRequest;
import rollcall.ui.PresenceModel;
import rollcall.ui.PresenceModels;

class ExportModelTest {
  private final PresenceModel model = PresenceModels.acme();
  private final ExportModel export = new ExportModel(model, Locale.GERMANY);

  @Test
  void itBeginsWithEverybodyAndThisMonth() {
    Set<UserId> everybody = Acme.people().stream().map(Person::id).collect(Collectors.toSet());
    assertEquals(
        Optional.of(
            new ExportRequest(
                everybody,
                LocalDate.parse("2026-09-01"),
                LocalDate.parse("2026-09-17"),
                Acme.BERLIN,
                true,
                Locale.GERMANY,
                true)),
        export.request());
    assertEquals(
        Optional.of("presence-timecards_acme_2026-09-01_2026-09-17_Europe-Berlin.csv"),
        export.fileName());
    assertEquals(true, export.semicolon());
  }

  @Test
  void onlyTheSelectedPersonMeansTheOneSelectedInTheTable() {
    UserId grace = Acme.people().getFirst().id();
    model.selection().set(grace);
    export.onlySelected().set(true);
    assertEquals(Set.of(grace), export.request().orElseThrow().people());
  }

  @Test
  void whatCannotBeExportedIsSaidBeforeItIsTried() {
    export.to().set(LocalDate.parse("2026-08-31"));
    assertEquals(Optional.of("export.error.order"), export.wrong());
    export.from().set(null);
    assertEquals(Optional.of("export.error.day"), export.wrong());
    export.from().set(LocalDate.parse("2026-09-18"));
    export.to().set(LocalDate.parse("2026-09-18"));
    assertEquals(Optional.of("export.error.future"), export.wrong());
    assertEquals(List.of(), export.request().stream().toList());
    export.zone().set(ZoneId.of("Pacific/Kiritimati"));
    assertEquals(Optional.empty(), export.wrong());
  }
}
