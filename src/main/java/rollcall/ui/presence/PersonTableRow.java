package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.TableRow;
import javafx.util.Subscription;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PersonState;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Row of the table with its accessible text. Thread: FX.
final class PersonTableRow extends TableRow<PersonRow> {
  private final PresenceModel model;
  private Subscription subscription = Subscription.EMPTY;

  PersonTableRow(PresenceModel model) {
    this.model = model;
  }

  @Override
  protected void updateItem(PersonRow row, boolean empty) {
    boolean same = row == getItem();
    super.updateItem(row, empty);
    if (same) {
      return;
    }
    subscription.unsubscribe();
    if (empty || row == null) {
      subscription = Subscription.EMPTY;
      setAccessibleText(null);
    } else {
      subscription = row.stateProperty().subscribe(_ -> setAccessibleText(sentence(row)));
    }
  }

  private String sentence(PersonRow row) {
    PersonState shown = row.state();
    String state = shown.label();
    Instant now = model.now().get();
    Instant since = shown.since();
    if (since == null) {
      return Messages.of("table.row.never", shown.person().name(), state);
    }
    long active = model.today(row).active();
    return Messages.of(
        "table.row",
        shown.person().name(),
        state,
        TimeFormat.since(since, now, model.zone().get()),
        TimeFormat.spokenDuration(Duration.ofSeconds(active)));
  }
}
