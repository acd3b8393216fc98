package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedCheckBox;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.ui.controls.Controls;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RecordingPolicyText;
import rollcall.ui.text.TimeFormat;

/// Setting for the retention; asks for confirmation before anything is deleted. Thread: FX.
final class RetentionPane extends VBox {
  private static final int CUSTOM = -1;
  // The settings file has a value that cannot be read.
  private static final int NOT_KNOWN = -2;
  private static final String DONE = "settings.retention.done";
  private static final List<Integer> CHOICES = List.of(7, 30, 90, 400, 0, CUSTOM);

  private final PresenceModel model;
  private final Workspaces workspaces;
  private final Commands commands;
  private final ComboBox<Integer> choice = comboBox("retention", CHOICES, RetentionPane::label);
  private final TextField days = new TextField();
  private final HBox custom;
  private final Label error = Controls.label("settings.retention.error", "error");
  private final Label warning = Controls.label("settings.retention.error", "notice-body");
  private final Label result = Controls.label("settings.retention.error", "muted");
  private final Label nextPurge = Controls.label("settings.retention.error", "muted");
  private final VBox confirmation;
  private final CheckBox totals = wrappedCheckBox("settings.retention.totals", "keep-day-totals");
  private Supplier<CompletionStage<CommandResult<Integer>>> requested =
      () -> CompletableFuture.completedStage(new CommandResult.Done<>(0));
  private String doneKey = DONE;
  // The control whose change was requested.
  private Control changed = choice;

  /// @param workspaces those to which a retention applies, too
  RetentionPane(PresenceModel model, Workspaces workspaces, Commands commands) {
    this.model = model;
    this.workspaces = workspaces;
    this.commands = commands;
    choice.setAccessibleText(Messages.of("settings.retention"));
    choice.setPromptText(Messages.of("settings.retention.unknown"));
    choice.setOnAction(_ -> onChoice());
    days.setId("retention-days");
    days.setPrefColumnCount(6);
    days.setAccessibleText(Messages.of("settings.retention.days.label"));
    days.setOnAction(_ -> useTyped());
    SettingsPage.onLeave(days, this::useTyped);
    custom =
        styled(new HBox(days, new Label(Messages.of("settings.retention.days.label"))), "actions");
    totals.setOnAction(_ -> requestTotals());
    error.setId("retention-error");
    result.setId("retention-result");
    nextPurge.setId("next-purge");
    confirmation = confirm();
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            Controls.label("settings.retention", "heading"),
            choice,
            custom,
            totals,
            error,
            confirmation,
            result,
            nextPurge,
            Controls.label("settings.retention.help", "muted"),
            Controls.label("settings.retention.totals.help", "muted"));
    setShown(error, false);
    setShown(confirmation, false);
    setShown(result, false);
  }

  Subscription follow() {
    return Subscription.combine(
        model.settings().map(RetentionPane::current).subscribe(this::show),
        model.settings().map(RetentionPane::keepsTotals).subscribe(_ -> showTotals()),
        model.settings().subscribe(_ -> showNextPurge()),
        model.recordedSince().subscribe(_ -> showNextPurge()));
  }

  private void showNextPurge() {
    nextPurge.setText(
        RecordingPolicyText.nextPurge(
            model.settings().get(),
            model.recordedSince().get(),
            model.now().get(),
            model.zone().get()));
  }

  private VBox confirm() {
    Button yes = styled(button("settings.retention.confirm", "retention-yes", this::use), "danger");
    Button no = button("button.cancel", "retention-no", () -> showCurrent(model.settings().get()));
    HBox buttons = styled(new HBox(no, yes), "actions");
    warning.setId("retention-warning");
    return styled(new VBox(warning, buttons), "card", "notice-warning");
  }

  private static int current(Settings settings) {
    return settings.keepKnown() ? settings.books().keepDays() : NOT_KNOWN;
  }

  /// Whether totals are kept; empty while that cannot be read.
  private static Optional<Boolean> keepsTotals(Settings settings) {
    return settings.keepDayTotalsKnown()
        ? Optional.of(settings.books().keepsDayTotals())
        : Optional.empty();
  }

  private void showTotals() {
    Optional<Boolean> keeps = keepsTotals(model.settings().get());
    totals.setIndeterminate(keeps.isEmpty());
    totals.setSelected(keeps.orElse(false));
  }

  private void showCurrent(Settings settings) {
    show(current(settings));
    showTotals();
  }

  private void show(int newDays) {
    setShown(error, false);
    closeConfirmation();
    if (newDays == NOT_KNOWN) {
      choice.setValue(null);
      setShown(custom, false);
      return;
    }
    boolean listed = CHOICES.contains(newDays);
    choice.setValue(listed ? newDays : CUSTOM);
    days.setText(listed ? "" : Integer.toString(newDays));
    setShown(custom, !listed);
  }

  private void onChoice() {
    Integer value = choice.getValue();
    setShown(custom, value != null && value == CUSTOM);
    if (value != null && value == CUSTOM) {
      closeConfirmation();
      showTotals();
    } else if (value != null) {
      request(value);
    }
  }

  private void useTyped() {
    String text = days.getText().strip();
    if (text.isEmpty()) {
      return;
    }
    boolean valid =
        text.matches("\\d{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= RetentionAndAccounting.MOST_DAYS;
    setShown(error, !valid);
    if (valid) {
      request(Integer.parseInt(text));
    }
  }

  /// Applies a retention at once if nothing will be deleted.
  private void request(int newDays) {
    requested = () -> commands.setRetention(newDays);
    doneKey = DONE;
    changed = choice;
    setShown(error, false);
    Settings settings = model.settings().get();
    showTotals();
    setShown(result, false);
    if (newDays == current(settings)) {
      closeConfirmation();
    } else if (settings.withKeepDays(newDays).keepDayTotalsKnown()) {
      useOrConfirm(deletion(newDays));
    } else {
      use();
    }
  }

  /// Returns a warning about the entries that this retention deletes, also in other workspaces;
  /// empty if there are none.
  private String deletion(int newDays) {
    Instant now = model.now().get();
    Instant cutoff = now.minus(newDays, ChronoUnit.DAYS);
    return workspaces.sharing(model).stream()
        .filter(one -> newDays != 0 && isDue(one, cutoff))
        .flatMap(one -> Stream.ofNullable(one.recordedSince().get()))
        .min(Instant::compareTo)
        .map(first ->
            Messages.of(
                totals.isSelected()
                    ? "settings.retention.totals.days"
                    : "settings.retention.warning",
                TimeFormat.dateTime(first, model.zone().get()),
                TimeFormat.dateTime(cutoff, model.zone().get())))
        .orElse("");
  }

  /// Whether the first entry of a workspace may be deleted: with totals, when its day ended before
  /// the cutoff in the time zone of a person.
  private boolean isDue(PresenceModel workspace, Instant cutoff) {
    Instant first = workspace.recordedSince().get();
    if (first == null || !totals.isSelected()) {
      return first != null && first.isBefore(cutoff);
    }
    AccountingRules rules = workspace.rules();
    Stream<ZoneId> zones =
        workspace.recordedPeople().stream().flatMap(person -> person.clock().stream());
    return Stream.concat(Stream.of(rules.zone()), zones)
        .distinct()
        .map(rules::withZone)
        .anyMatch(own -> own.day(first).isBefore(own.day(cutoff)));
  }

  private void useOrConfirm(String text) {
    if (text.isEmpty()) {
      use();
    } else {
      boolean isAlone = workspaces.sharing(model).size() == 1;
      warning.setText(isAlone ? text : text + " " + Messages.of("settings.retention.others"));
      setShown(confirmation, true);
    }
  }

  /// Keeps totals at once. Those that are kept are deleted after a confirmation, and so are entries
  /// that stayed because the choice could not be read.
  private void requestTotals() {
    boolean keeps = totals.isSelected();
    Settings settings = model.settings().get();
    // Another retention may wait for its confirmation.
    showCurrent(settings);
    totals.setIndeterminate(false);
    totals.setSelected(keeps);
    requested = () -> commands.setKeepDayTotals(keeps);
    doneKey = keeps ? "settings.retention.totals.on" : "settings.retention.totals.off";
    changed = totals;
    setShown(result, false);
    if (!keeps) {
      useOrConfirm(Messages.of("settings.retention.totals.warning"));
    } else if (settings.keepKnown() && !settings.keepDayTotalsKnown()) {
      useOrConfirm(deletion(settings.books().keepDays()));
    } else {
      use();
    }
  }

  /// Hides the question; the focus must not go on to another setting.
  private void closeConfirmation() {
    if (confirmation.isFocusWithin()) {
      changed.requestFocus();
    }
    setShown(confirmation, false);
  }

  private void use() {
    closeConfirmation();
    String key = doneKey;
    requested
        .get()
        .whenCompleteAsync(
            (answer, failure) -> onResult(key, answer, failure), commands.fxExecutor());
  }

  private void onResult(
      String key, @Nullable CommandResult<Integer> answer, @Nullable Throwable failure) {
    if (!(answer instanceof CommandResult.Done<Integer>)) {
      showCurrent(model.settings().get());
    }
    result.setText(text(key, answer, failure));
    setShown(result, true);
  }

  /// Text about the result of a changed retention; the answer is null after a failure.
  static String text(@Nullable CommandResult<Integer> answer, @Nullable Throwable failure) {
    return text(DONE, answer, failure);
  }

  private static String text(
      String key, @Nullable CommandResult<Integer> answer, @Nullable Throwable failure) {
    return switch (answer) {
      case null -> String.valueOf(failure);
      case CommandResult.Done(Integer shortened) -> Messages.of(key, shortened);
      case CommandResult.Failed(String sentence) -> sentence;
    };
  }

  static String label(int newDays) {
    return switch (newDays) {
      case CUSTOM -> Messages.of("settings.retention.custom");
      case 0 -> Messages.of("settings.retention.forever");
      default -> Messages.of("settings.retention.days", newDays);
    };
  }
}
