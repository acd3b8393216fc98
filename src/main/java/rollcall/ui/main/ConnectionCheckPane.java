package rollcall.ui.main;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Commands.CheckAnswer;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.CheckText;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.CheckStep;

/// Dialog content: the connection check, one row a step, filled while it runs. Thread: FX.
final class ConnectionCheckPane extends BorderPane {
  /// Centers an icon in the first line of its row.
  private static final Insets ICON_MARGIN = new Insets(3, 0, 0, 0);

  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final String version;
  private final Executor fxExecutor;
  private final List<Row> rows = Stream.of(CheckStep.values()).map(Row::new).toList();
  private final Label conclusion = new Label();
  private final Button copy = new Button(Messages.of("check.copy"));
  private final Label copied = new Label(Messages.of("check.copied"));
  private final Button again = new Button();
  private @Nullable CheckReport report;
  private boolean isRunning;

  /// Number of the run; results of earlier runs are dropped.
  private int run;

  /// @param version of Rollcall, for the text for IT
  /// @param fxExecutor runs results of commands on the FX thread
  ConnectionCheckPane(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      String version,
      Executor fxExecutor,
      Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.version = version;
    this.fxExecutor = fxExecutor;
    setId("connection-check");
    getStyleClass().add("dialog");
    ScrollPane scroll = new ScrollPane(new VBox(16, grid(), conclusion));
    scroll.getContent().getStyleClass().add("page");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    conclusion.setId("check-conclusion");
    conclusion.getStyleClass().add("heading");
    conclusion.setWrapText(true);
    conclusion.setMinHeight(USE_PREF_SIZE);
    setCenter(scroll);
    setBottom(buttons(close));
  }

  /// Starts the check; it is canceled with the subscription.
  Subscription follow() {
    start();
    return this::cancel;
  }

  private GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("form");
    ColumnConstraints finding = new ColumnConstraints();
    finding.setHgrow(Priority.ALWAYS);
    ColumnConstraints time = new ColumnConstraints();
    time.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints()
        .addAll(new ColumnConstraints(), new ColumnConstraints(), finding, time);
    for (Row row : rows) {
      grid.addRow(grid.getRowCount(), row.icon, row.name, row.texts, row.time);
      GridPane.setValignment(row.name, VPos.TOP);
      GridPane.setValignment(row.time, VPos.TOP);
      GridPane.setValignment(row.icon, VPos.TOP);
      GridPane.setMargin(row.icon, ICON_MARGIN);
    }
    return grid;
  }

  private HBox buttons(Runnable close) {
    copy.setId("check-copy");
    copy.setOnAction(_ -> copy());
    again.setId("check-again");
    again.setOnAction(_ -> {
      if (isRunning) {
        cancel();
      } else {
        start();
      }
    });
    Button closing = new Button(Messages.of("button.close"));
    closing.setOnAction(_ -> close.run());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    copied.getStyleClass().add("muted");
    for (Button button : List.of(copy, again, closing)) {
      button.setMinWidth(USE_PREF_SIZE);
    }
    HBox buttons = new HBox(copy, copied, space, again, closing);
    buttons.getStyleClass().add("dialog-buttons");
    return buttons;
  }

  private void start() {
    int started = ++run;
    report = null;
    rows.forEach(Row::clear);
    rows.getFirst().showRunning();
    setRunning(true);
    conclusion.setText(Messages.of("check.running"));
    commands
        .checkConnection(result -> fxExecutor.execute(() -> show(started, result)))
        .thenAcceptAsync(answer -> end(started, answer), fxExecutor);
  }

  private void show(int of, CheckResult result) {
    if (of != run) {
      return;
    }
    rows.stream().filter(row -> row.step == result.step()).forEach(row -> row.show(result, text()));
    rows.stream().filter(row -> !row.isFinished).findFirst().ifPresent(Row::showRunning);
  }

  private void end(int of, CheckAnswer answer) {
    if (of != run) {
      return;
    }
    setRunning(false);
    switch (answer) {
      case CheckAnswer.Finished(CheckReport complete) -> {
        report = complete;
        copy.setDisable(false);
        conclusion.setText(text().conclusion(complete));
      }
      case CheckAnswer.NoToken() -> stop(Messages.of("check.no_token"));
      case CheckAnswer.Failed(String reason) -> stop(reason);
    }
  }

  private void cancel() {
    if (isRunning) {
      run++;
      setRunning(false);
      commands.cancelCheck();
      stop(Messages.of("check.canceled"));
    }
  }

  private void stop(String sentence) {
    rows.forEach(Row::clearUnfinished);
    conclusion.setText(sentence);
  }

  private void setRunning(boolean on) {
    isRunning = on;
    again.setText(Messages.of(on ? "check.cancel" : "check.again"));
    copy.setDisable(true);
    copied.setVisible(false);
  }

  private void copy() {
    if (report != null) {
      desktop.copy(text().text(text().header(version), report));
      copied.setVisible(true);
    }
  }

  private CheckText text() {
    return new CheckText(model.now().get(), model.zone().get());
  }

  /// Nodes of one step.
  private static final class Row {
    private final CheckStep step;
    private final SVGPath icon = StateIcon.CONNECTING.node();
    private final Label name;
    private final Label finding = new Label();
    private final Label explanation = new Label();
    private final VBox texts = new VBox(2, finding, explanation);
    private final Label time = new Label();
    private boolean isFinished;

    private Row(CheckStep step) {
      this.step = step;
      name = new Label(CheckText.name(step));
      name.getStyleClass().add("heading");
      name.setMinWidth(USE_PREF_SIZE);
      name.setLabelFor(finding);
      finding.setId("check-" + step.name().toLowerCase(Locale.ROOT));
      finding.setWrapText(true);
      finding.setMinHeight(USE_PREF_SIZE);
      explanation.setWrapText(true);
      explanation.setMinHeight(USE_PREF_SIZE);
      explanation.getStyleClass().add("muted");
      time.getStyleClass().add("muted");
      time.setMinWidth(USE_PREF_SIZE);
      clear();
    }

    private void clear() {
      isFinished = false;
      icon.setVisible(false);
      finding.getStyleClass().setAll("label", "muted");
      show(Messages.of("check.waiting"), "", "");
    }

    private void clearUnfinished() {
      if (!isFinished) {
        clear();
        finding.setText("");
      }
    }

    private void showRunning() {
      icon.setVisible(true);
      StateIcon.CONNECTING.show(icon);
      finding.setText(Messages.of("check.running"));
    }

    private void show(CheckResult result, CheckText text) {
      isFinished = true;
      boolean isTried = result.outcome() != CheckResult.Outcome.NOT_TRIED;
      icon.setVisible(isTried);
      icon(result).show(icon);
      finding.getStyleClass().remove("muted");
      if (!isTried) {
        finding.getStyleClass().add("muted");
      }
      show(text.finding(result), text.explanation(result), CheckText.time(result));
      finding.setAccessibleText(CheckText.outcome(result) + ": " + finding.getText());
    }

    private void show(String found, String why, String length) {
      finding.setText(found);
      explanation.setText(why);
      explanation.setVisible(!why.isEmpty());
      explanation.setManaged(!why.isEmpty());
      time.setText(length);
    }

    private static StateIcon icon(CheckResult result) {
      return switch (result.outcome()) {
        case PASSED -> StateIcon.DONE;
        case NOTICE -> StateIcon.WARNING;
        case FAILED -> StateIcon.STOPPED;
        case NOT_TRIED -> StateIcon.UNKNOWN;
      };
    }
  }
}
