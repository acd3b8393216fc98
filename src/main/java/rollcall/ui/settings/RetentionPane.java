package rollcall.ui.settings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.RecordSettings;
import rollcall.settings.Settings;
import rollcall.ui.controls.DisplayConverter;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.RetentionResult;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// How long the record is kept; before anything is deleted it says what. FX lane.
final class RetentionPane extends VBox {
  private static final int CUSTOM = -1;
  private static final List<Integer> CHOICES = List.of(7, 30, 90, 400, 0, CUSTOM);

  private final PresenceModel model;
  private final Commands commands;
  private final Executor fxExecutor;
  private final ComboBox<Integer> choice = new ComboBox<>();
  private final TextField days = new TextField();
  private final HBox custom;
  private final Label error = SettingsPage.text("settings.keep.error", "error");
  private final Label warning = SettingsPage.text("settings.keep.error", "notice-body");
  private final Label result = SettingsPage.text("settings.keep.error", "muted");
  private final VBox confirmation;
  private int requestedDays;

  /// @param home brings answers to the FX lane
  RetentionPane(PresenceModel model, Commands commands, Executor home) {
    this.model = model;
    this.commands = commands;
    this.fxExecutor = home;
    choice.setId("keep");
    choice.setAccessibleText(Messages.of("settings.keep"));
    choice.getItems().setAll(CHOICES);
    choice.setConverter(new DisplayConverter<>(RetentionPane::label));
    choice.setOnAction(_ -> onChoice());
    days.setId("keep-days");
    days.setPrefColumnCount(6);
    days.setAccessibleText(Messages.of("settings.keep.days.label"));
    days.setOnAction(_ -> useTyped());
    Button use = new Button(Messages.of("settings.keep.use"));
    use.setId("keep-use");
    use.setOnAction(_ -> useTyped());
    custom = new HBox(days, new Label(Messages.of("settings.keep.days.label")), use);
    custom.getStyleClass().add("actions");
    error.setId("keep-error");
    result.setId("keep-told");
    confirmation = confirm();
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            SettingsPage.text("settings.keep", "heading"),
            choice,
            custom,
            error,
            confirmation,
            result,
            SettingsPage.text("settings.keep.help", "muted"));
    SettingsPage.setShown(error, false);
    SettingsPage.setShown(confirmation, false);
    SettingsPage.setShown(result, false);
  }

  Subscription follow() {
    return model
        .settings()
        .map(Settings::books)
        .map(RecordSettings::keepDays)
        .subscribe(this::show);
  }

  private VBox confirm() {
    Button yes = new Button(Messages.of("settings.keep.yes"));
    yes.setId("keep-yes");
    yes.getStyleClass().add("danger");
    yes.setOnAction(_ -> use());
    Button no = new Button(Messages.of("button.cancel"));
    no.setId("keep-no");
    no.setOnAction(_ -> show(model.settings().get().books().keepDays()));
    HBox buttons = new HBox(no, yes);
    buttons.getStyleClass().add("actions");
    warning.setId("keep-goes");
    VBox box = new VBox(warning, buttons);
    box.getStyleClass().addAll("card", "notice-warning");
    return box;
  }

  private void show(int kept) {
    boolean usual = CHOICES.contains(kept);
    choice.setValue(usual ? kept : CUSTOM);
    days.setText(usual ? "" : Integer.toString(kept));
    SettingsPage.setShown(custom, !usual);
    SettingsPage.setShown(error, false);
    SettingsPage.setShown(confirmation, false);
  }

  private void onChoice() {
    Integer value = choice.getValue();
    SettingsPage.setShown(custom, value != null && value == CUSTOM);
    if (value != null && value != CUSTOM) {
      request(value);
    }
  }

  private void useTyped() {
    String text = days.getText().strip();
    boolean right =
        text.matches("\\d{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= RecordSettings.MOST_DAYS;
    SettingsPage.setShown(error, !right);
    if (right) {
      request(Integer.parseInt(text));
    }
  }

  /// What deletes nothing is used at once.
  private void request(int kept) {
    requestedDays = kept;
    SettingsPage.setShown(result, false);
    if (kept == model.settings().get().books().keepDays()) {
      SettingsPage.setShown(confirmation, false);
      return;
    }
    Instant first = model.recordedSince().get();
    Instant cut = model.now().get().minus(kept, ChronoUnit.DAYS);
    if (kept == 0 || first == null || !first.isBefore(cut)) {
      use();
    } else {
      warning.setText(
          Messages.of(
              "settings.keep.goes",
              TimeFormat.since(first, model.now().get(), model.zone().get()),
              TimeFormat.since(cut, model.now().get(), model.zone().get())));
      SettingsPage.setShown(confirmation, true);
    }
  }

  private void use() {
    SettingsPage.setShown(confirmation, false);
    commands.setRetention(requestedDays).whenCompleteAsync(this::onResult, fxExecutor);
  }

  private void onResult(@Nullable RetentionResult answer, @Nullable Throwable bug) {
    result.setText(
        switch (answer) {
          case null -> String.valueOf(bug);
          case RetentionResult.Kept(int shortened) -> Messages.of("settings.keep.done", shortened);
          case RetentionResult.Failed(String sentence) -> sentence;
        });
    SettingsPage.setShown(result, true);
  }

  private static String label(int kept) {
    return switch (kept) {
      case CUSTOM -> Messages.of("settings.keep.custom");
      case 0 -> Messages.of("settings.keep.ever");
      default -> Messages.of("settings.keep.days", kept);
    };
  }
}
