package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import rollcall.ui.text.CheckText;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.watch.CheckResult;
import rollcall.watch.CheckStep;

/// Steps of a connection check, one row a step, filled while it runs. Thread: FX.
public final class CheckStepList extends GridPane {
  /// Centers an icon in the first line of its row.
  private static final Insets ICON_MARGIN = new Insets(3, 0, 0, 0);

  private final Supplier<CheckText> text;
  private final Executor fxExecutor;
  private final List<Row> rows = Stream.of(CheckStep.values()).map(Row::new).toList();
  private boolean isRunning;

  /// Number of the run; results of earlier runs are dropped.
  private int run;

  /// @param text supplies the texts for the current time
  /// @param fxExecutor runs results of the check on the FX thread
  public CheckStepList(Supplier<CheckText> text, Executor fxExecutor) {
    this.text = text;
    this.fxExecutor = fxExecutor;
    getStyleClass().add("form");
    ColumnConstraints finding = new ColumnConstraints();
    finding.setHgrow(Priority.ALWAYS);
    ColumnConstraints time = new ColumnConstraints();
    time.setHalignment(HPos.RIGHT);
    getColumnConstraints().addAll(new ColumnConstraints(), new ColumnConstraints(), finding, time);
    for (Row row : rows) {
      addRow(getRowCount(), row.icon, row.name, row.texts, row.time);
      setValignment(row.name, VPos.TOP);
      setValignment(row.time, VPos.TOP);
      setValignment(row.icon, VPos.TOP);
      setMargin(row.icon, ICON_MARGIN);
    }
  }

  public boolean isRunning() {
    return isRunning;
  }

  public boolean hasResults() {
    return rows.stream().anyMatch(row -> row.isFinished);
  }

  /// Starts a check; the results of an earlier one are dropped.
  ///
  /// @param check starts the check, which calls its argument after each step, on any thread
  /// @param onEnd receives the answer on the FX thread, unless [#stop] was called before
  public <T> void start(
      Function<Consumer<CheckResult>, CompletionStage<T>> check, Consumer<T> onEnd) {
    int started = ++run;
    isRunning = true;
    rows.forEach(Row::clear);
    rows.getFirst().showRunning();
    check
        .apply(result -> fxExecutor.execute(() -> show(started, result)))
        .thenAcceptAsync(
            answer -> {
              if (started == run) {
                isRunning = false;
                onEnd.accept(answer);
              }
            },
            fxExecutor);
  }

  /// Drops all further results, and clears the steps without one.
  public void stop() {
    run++;
    isRunning = false;
    clearUnfinished();
  }

  /// Clears the steps without a result.
  public void clearUnfinished() {
    rows.forEach(Row::clearUnfinished);
  }

  private void show(int of, CheckResult result) {
    if (of != run) {
      return;
    }
    rows.stream()
        .filter(row -> row.step == result.step())
        .forEach(row -> row.show(result, text.get()));
    rows.stream().filter(row -> !row.isFinished).findFirst().ifPresent(Row::showRunning);
  }

  /// Nodes of one step.
  private static final class Row {
    private final CheckStep step;
    private final SVGPath icon = StateIcon.CONNECTING.node();
    private final Label name;
    private final Label finding = wrappedLabel("");
    private final Label explanation = wrappedLabel("", "muted");
    private final VBox texts = new VBox(2, finding, explanation);
    private final Label time = styled(new Label(), "muted");
    private boolean isFinished;

    private Row(CheckStep step) {
      this.step = step;
      name = styled(new Label(CheckText.name(step)), "heading");
      name.setMinWidth(USE_PREF_SIZE);
      name.setLabelFor(finding);
      finding.setId("check-" + Messages.word(step));
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
      setShown(explanation, !why.isEmpty());
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
