package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.ui.controls.Controls;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.TimeFormat;

/// Pause and retention of one person, and the hand-over of the person's data. Thread: FX.
final class PersonSettingsPane extends VBox {
  /// The general retention.
  private static final int GENERAL = -1;

  private static final List<Integer> CHOICES = List.of(GENERAL, 7, 30, 90, 400, 0);

  private final PresenceModel model;
  private final Commands commands;
  private final Label name = styled(new Label(), "heading");
  private final Button pause = new Button();
  private final ComboBox<Integer> keep = comboBox("person-keep", List.of(), this::label);
  private final Label next = Controls.label("retention.person", "muted");
  private final Label warning = Controls.label("retention.person", "notice-body");
  private final Label result = Controls.label("retention.person", "muted");
  private final VBox confirmation;
  private @Nullable PersonRow row;
  private boolean showing;

  /// @param export opens the dialog that saves everything about a person
  PersonSettingsPane(PresenceModel model, Commands commands, Consumer<Person> export) {
    this.model = model;
    this.commands = commands;
    getStyleClass().add("choices");
    name.setId("person-name");
    pause.setId("person-pause");
    pause.setOnAction(_ -> togglePause());
    keep.setAccessibleText(Messages.of("settings.person.keep"));
    keep.setOnAction(_ -> onChoice());
    Button data =
        button(
            "settings.person.data",
            "person-data-open",
            () -> {
              if (row != null) {
                export.accept(row.state().person());
              }
            });
    Label keepLabel = new Label(Messages.of("settings.person.keep"));
    keepLabel.setLabelFor(keep);
    HBox retention = styled(new HBox(keepLabel, keep), "actions");
    FlowPane actions = styled(new FlowPane(pause, retention, data), "actions");
    actions.setHgap(12);
    actions.setVgap(8);
    result.setId("person-result");
    next.setId("person-next");
    confirmation = confirmation();
    getChildren().setAll(name, actions, next, confirmation, result);
    setShown(result, false);
    show((PersonRow) null);
  }

  private VBox confirmation() {
    warning.setId("person-warning");
    Button no = button("button.cancel", "person-no", this::cancel);
    Button yes = styled(button("settings.retention.confirm", "person-yes", this::save), "danger");
    HBox buttons = styled(new HBox(no, yes), "actions");
    return styled(new VBox(warning, buttons), "card", "notice-warning");
  }

  private void cancel() {
    keep.requestFocus();
    show();
  }

  /// Shows this person, or nothing.
  void show(@Nullable PersonRow next) {
    if (!Objects.equals(row, next)) {
      row = next;
      setShown(result, false);
    }
    show();
  }

  /// Shows the current settings of the person.
  void show() {
    PersonRow current = row;
    setShown(this, current != null);
    setShown(confirmation, false);
    if (current == null) {
      return;
    }
    Settings settings = model.settings().get();
    String id = current.id().value();
    name.setText(current.state().person().name());
    pause.setText(
        Messages.of(
            settings.people().isPaused(id)
                ? "presence.menu.resume-person"
                : "presence.menu.pause-person"));
    showing = true;
    int days = settings.people().keepDays().getOrDefault(id, GENERAL);
    List<Integer> choices = new ArrayList<>(CHOICES);
    if (!choices.contains(days)) {
      choices.add(days);
    }
    keep.getItems().setAll(choices);
    keep.setValue(days);
    showing = false;
    next.setText(
        RecordingPolicyText.next(settings, id, oldest(), model.now().get(), model.zone().get()));
  }

  /// The time of the oldest entry, or null when it may be older than the timeline that is loaded.
  private @Nullable Instant oldest() {
    PersonRow current = row;
    if (current == null || current.timeline().size() == 0 || !model.historyLoaded().get()) {
      return null;
    }
    Instant first = Instant.ofEpochSecond(current.timeline().startSecond(0));
    return first.isBefore(model.now().get().minus(365, ChronoUnit.DAYS)) ? null : first;
  }

  private void togglePause() {
    if (row != null) {
      Settings settings = model.settings().get();
      String id = row.id().value();
      commands.apply(
          settings.withPeople(settings.people().withPaused(id, !settings.people().isPaused(id))));
    }
  }

  private void onChoice() {
    Integer days = keep.getValue();
    if (showing || days == null || row == null) {
      return;
    }
    Instant first = oldest();
    int wanted = days == GENERAL ? model.settings().get().books().keepDays() : days;
    Instant cutoff = model.now().get().minus(wanted, ChronoUnit.DAYS);
    boolean keepsTotals = model.settings().get().books().keepsDayTotals();
    if (wanted == 0 || (first != null && !isDue(row, first, cutoff, keepsTotals))) {
      save();
    } else {
      warning.setText(
          Messages.of(
              keepsTotals ? "settings.person.totals.days" : "settings.person.warning",
              row.state().person().name(),
              TimeFormat.dateTime(cutoff, model.zone().get())));
      setShown(confirmation, true);
    }
  }

  /// Whether an entry of this time is deleted: with totals, when its day ended before the cutoff.
  private boolean isDue(PersonRow person, Instant first, Instant cutoff, boolean keepsTotals) {
    AccountingRules rules = model.rules();
    AccountingRules own = person.state().person().clock().map(rules::withZone).orElse(rules);
    return keepsTotals ? own.day(first).isBefore(own.day(cutoff)) : first.isBefore(cutoff);
  }

  private void save() {
    Integer days = keep.getValue();
    if (row != null && days != null) {
      if (confirmation.isFocusWithin()) {
        keep.requestFocus();
      }
      setShown(confirmation, false);
      commands
          .setRetention(row.id(), days == GENERAL ? null : days)
          .whenCompleteAsync(this::onSaved, commands.fxExecutor());
    }
  }

  private void onSaved(@Nullable CommandResult<Integer> answer, @Nullable Throwable failure) {
    result.setText(RetentionPane.text(answer, failure));
    setShown(result, true);
    show();
  }

  private String label(int days) {
    return switch (days) {
      case GENERAL ->
          Messages.of("settings.person.general", RecordingPolicyText.kept(model.settings().get()));
      case 0 -> Messages.of("settings.retention.forever");
      default -> Messages.of("settings.retention.days", days);
    };
  }
}
