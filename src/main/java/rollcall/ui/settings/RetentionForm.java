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
import rollcall.settings.Bookkeeping;
import rollcall.settings.Settings;
import rollcall.ui.Commands;
import rollcall.ui.KeepAnswer;
import rollcall.ui.PresenceModel;
import rollcall.ui.Said;
import rollcall.ui.TimeWords;
import rollcall.ui.Words;

/// How long the record is kept; before anything is deleted it says what. FX lane.
final class RetentionForm extends VBox {
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
  private final Label error = Page.text("settings.keep.error", "error");
  private final Label goes = Page.text("settings.keep.error", "notice-body");
  private final Label told = Page.text("settings.keep.error", "muted");
  private final VBox sure;
  private int wanted;

  /// @param home brings answers to the FX lane
  RetentionForm(PresenceModel model, Commands commands, Executor home) {
    this.model = model;
    this.commands = commands;
    this.home = home;
    choice.setId("keep");
    choice.setAccessibleText(Words.of("settings.keep"));
    choice.getItems().setAll(USUAL);
    choice.setPromptText(Words.of("settings.keep.unknown"));
    choice.setConverter(new Said<>(RetentionForm::said));
    choice.setOnAction(_ -> chosen());
    days.setId("keep-days");
    days.setPrefColumnCount(6);
    days.setAccessibleText(Words.of("settings.keep.days.label"));
    days.setOnAction(_ -> typed());
    Button use = new Button(Words.of("settings.keep.use"));
    use.setId("keep-use");
    use.setOnAction(_ -> typed());
    custom = new HBox(days, new Label(Words.of("settings.keep.days.label")), use);
    custom.getStyleClass().add("actions");
    error.setId("keep-error");
    told.setId("keep-told");
    sure = sure();
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            Page.text("settings.keep", "heading"),
            choice,
            custom,
            error,
            sure,
            told,
            Page.text("settings.keep.help", "muted"));
    Page.shown(error, false);
    Page.shown(sure, false);
    Page.shown(told, false);
  }

  Subscription follow() {
    return model.settings().map(RetentionForm::kept).subscribe(this::show);
  }

  private VBox sure() {
    Button yes = new Button(Words.of("settings.keep.yes"));
    yes.setId("keep-yes");
    yes.getStyleClass().add("danger");
    yes.setOnAction(_ -> use());
    Button no = new Button(Words.of("button.cancel"));
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
      Page.shown(custom, false);
      Page.shown(error, false);
      Page.shown(sure, false);
      return;
    }
    boolean usual = USUAL.contains(kept);
    choice.setValue(usual ? kept : CUSTOM);
    days.setText(usual ? "" : Integer.toString(kept));
    Page.shown(custom, !usual);
    Page.shown(error, false);
    Page.shown(sure, false);
  }

  private void chosen() {
    Integer value = choice.getValue();
    Page.shown(custom, value != null && value == CUSTOM);
    if (value != null && value != CUSTOM) {
      wish(value);
    }
  }

  private void typed() {
    String text = days.getText().strip();
    boolean right =
        text.matches("\\d{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= Bookkeeping.MOST_DAYS;
    Page.shown(error, !right);
    if (right) {
      wish(Integer.parseInt(text));
    }
  }

  /// What deletes nothing is used at once.
  private void wish(int kept) {
    wanted = kept;
    Page.shown(told, false);
    if (kept == kept(model.settings().get())) {
      Page.shown(sure, false);
      return;
    }
    Instant first = model.recordedSince().get();
    Instant cut = model.now().get().minus(kept, ChronoUnit.DAYS);
    if (kept == 0 || first == null || !first.isBefore(cut)) {
      use();
    } else {
      goes.setText(
          Words.of(
              "settings.keep.goes",
              TimeWords.since(first, model.now().get(), model.zone().get()),
              TimeWords.since(cut, model.now().get(), model.zone().get())));
      Page.shown(sure, true);
    }
  }

  private void use() {
    Page.shown(sure, false);
    commands.keep(wanted).whenCompleteAsync(this::kept, home);
  }

  private void kept(@Nullable KeepAnswer answer, @Nullable Throwable bug) {
    told.setText(
        switch (answer) {
          case null -> String.valueOf(bug);
          case KeepAnswer.Kept(int shortened) -> Words.of("settings.keep.done", shortened);
          case KeepAnswer.Failed(String sentence) -> sentence;
        });
    Page.shown(told, true);
  }

  private static String said(int kept) {
    return switch (kept) {
      case CUSTOM -> Words.of("settings.keep.custom");
      case 0 -> Words.of("settings.keep.ever");
      default -> Words.of("settings.keep.days", kept);
    };
  }
}
