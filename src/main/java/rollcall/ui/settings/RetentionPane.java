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
  // While it cannot be read how long.
  private static final int NOT_KNOWN = -2;
  private static final List<Integer> USUAL = List.of(7, 30, 90, 400, 0, CUSTOM);

  private final PresenceModel model;
  private final Commands commands;
  private final Executor home;
  private final ComboBox<Integer> choice = new ComboBox<>();
  private final TextField days = new TextField();
  private final HBox custom;
  private final Label error = SettingsPage.text("settings.keep.error", "error");
  private final Label goes = SettingsPage.text("settings.keep.error", "notice-body");
  private final Label told = SettingsPage.text("settings.keep.error", "muted");
  private final VBox sure;
  private int wanted;

  /// @param home brings answers to the FX lane
  RetentionPane(PresenceModel model, Commands commands, Executor home) {
    this.model = model;
    this.commands = commands;
    this.home = home;
    choice.setId("keep");
    choice.setAccessibleText(Messages.of("settings.keep"));
    choice.getItems().setAll(USUAL);
    choice.setPromptText(Messages.of("settings.keep.unknown"));
    choice.setConverter(new DisplayConverter<>(RetentionPane::said));
    choice.setOnAction(_ -> chosen());
    days.setId("keep-days");
    days.setPrefColumnCount(6);
    days.setAccessibleText(Messages.of("settings.keep.days.label"));
    days.setOnAction(_ -> typed());
    Button use = new Button(Messages.of("settings.keep.use"));
    use.setId("keep-use");
    use.setOnAction(_ -> typed());
    custom = new HBox(days, new Label(Messages.of("settings.keep.days.label")), use);
    custom.getStyleClass().add("actions");
    error.setId("keep-error");
    told.setId("keep-told");
    sure = confirm();
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            SettingsPage.text("settings.keep", "heading"),
            choice,
            custom,
            error,
            sure,
            told,
            SettingsPage.text("settings.keep.help", "muted"));
    SettingsPage.shown(error, false);
    SettingsPage.shown(sure, false);
    SettingsPage.shown(told, false);
  }

  Subscription follow() {
    return model.settings().map(RetentionPane::kept).subscribe(this::show);
  }

  private VBox confirm() {
    Button yes = new Button(Messages.of("settings.keep.yes"));
    yes.setId("keep-yes");
    yes.getStyleClass().add("danger");
    yes.setOnAction(_ -> use());
    Button no = new Button(Messages.of("button.cancel"));
    no.setId("keep-no");
    no.setOnAction(_ -> show(kept(model.settings().get())));
    HBox buttons = new HBox(no, yes);
    buttons.getStyleClass().add("actions");
    goes.setId("keep-goes");
    VBox box = new VBox(goes, buttons);
    box.getStyleClass().addAll("card", "notice-warning");
    return box;
  }

  private static int kept(Settings settings) {
    return settings.keepKnown() ? settings.books().keepDays() : NOT_KNOWN;
  }

  private void show(int kept) {
    if (kept == NOT_KNOWN) {
      choice.setValue(null);
      SettingsPage.shown(custom, false);
      SettingsPage.shown(error, false);
      SettingsPage.shown(sure, false);
      return;
    }
    boolean usual = USUAL.contains(kept);
    choice.setValue(usual ? kept : CUSTOM);
    days.setText(usual ? "" : Integer.toString(kept));
    SettingsPage.shown(custom, !usual);
    SettingsPage.shown(error, false);
    SettingsPage.shown(sure, false);
  }

  private void chosen() {
    Integer value = choice.getValue();
    SettingsPage.shown(custom, value != null && value == CUSTOM);
    if (value != null && value != CUSTOM) {
      requested(value);
    }
  }

  private void typed() {
    String text = days.getText().strip();
    boolean right =
        text.matches("\\d{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= RecordSettings.MOST_DAYS;
    SettingsPage.shown(error, !right);
    if (right) {
      requested(Integer.parseInt(text));
    }
  }

  /// What deletes nothing is used at once.
  private void requested(int kept) {
    wanted = kept;
    SettingsPage.shown(told, false);
    if (kept == kept(model.settings().get())) {
      SettingsPage.shown(sure, false);
      return;
    }
    Instant first = model.recordedSince().get();
    Instant cut = model.now().get().minus(kept, ChronoUnit.DAYS);
    if (kept == 0 || first == null || !first.isBefore(cut)) {
      use();
    } else {
      goes.setText(
          Messages.of(
              "settings.keep.goes",
              TimeFormat.since(first, model.now().get(), model.zone().get()),
              TimeFormat.since(cut, model.now().get(), model.zone().get())));
      SettingsPage.shown(sure, true);
    }
  }

  private void use() {
    SettingsPage.shown(sure, false);
    commands.setRetention(wanted).whenCompleteAsync(this::kept, home);
  }

  private void kept(@Nullable RetentionResult answer, @Nullable Throwable bug) {
    told.setText(
        switch (answer) {
          case null -> String.valueOf(bug);
          case RetentionResult.Kept(int shortened) -> Messages.of("settings.keep.done", shortened);
          case RetentionResult.Failed(String sentence) -> sentence;
        });
    SettingsPage.shown(told, true);
  }

  private static String said(int kept) {
    return switch (kept) {
      case CUSTOM -> Messages.of("settings.keep.custom");
      case 0 -> Messages.of("settings.keep.ever");
      default -> Messages.of("settings.keep.days", kept);
    };
  }
}
