package rollcall.ui.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.TableCell;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.ExportPreview;

/// The preview of an export after another kind was chosen.
@ExtendWith(FxExtension.class)
class ExportPreviewTableTest {
  private static final List<String> INTERVALS =
      List.of("interval_id", "name", "date", "state", "start_local", "end_local", "duration_h");
  private static final List<String> EVENTS =
      List.of("event_id", "name", "received_local", "received_utc", "type", "presence");

  private ExportPreviewTable preview;

  @Start
  void start(Stage stage) {
    preview = new ExportPreviewTable();
    AppTheme.apply(false);
    stage.setScene(new Scene(preview, 700, 400));
    stage.show();
  }

  @Test
  void numbersAreAtTheRightAfterAnotherKindWasChosen() {
    for (List<String> header : List.of(INTERVALS, EVENTS, INTERVALS, EVENTS, INTERVALS)) {
      Fx.run(preview::showCounting);
      List<List<String>> rows =
          Stream.concat(
                  Stream.of(header),
                  IntStream.range(1, 200)
                      .mapToObj(row -> header.stream().map(_ -> "" + row).toList()))
              .toList();
      Fx.run(() -> preview.show(new ExportPreview(rows, null), true));
      Fx.run(
          () -> preview.show(new ExportPreview(rows, new ExportPreview.Totals(1988, 0, 98)), true));
      Fx.run(() -> {});
      assertEquals(Set.of(), Fx.get(this::misplaced), header + "");
    }
  }

  /// The texts of numbers that are not at the right edge of their cell.
  private Set<String> misplaced() {
    return preview.lookupAll(".table-cell.number-column").stream()
        .map(node -> (TableCell<?, ?>) node)
        .filter(cell -> cell.isVisible() && !cell.isEmpty() && cell.getIndex() < 10)
        .filter(cell ->
            cell.lookup(".text") instanceof Text text
                && text.getBoundsInParent().getMaxX() < cell.getWidth() - 12)
        .map(cell -> cell.getText() + " in " + cell.getTableColumn().getText())
        .collect(Collectors.toSet());
  }
}
