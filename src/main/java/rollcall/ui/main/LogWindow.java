package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.LogBuffer;
import rollcall.ui.model.LogLine;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Window with the messages of the log: filtered by level and text, newest last. Thread: FX.
final class LogWindow {
  private static final double ROW = 26;

  private final PresenceModel model;
  private final LogBuffer log;
  private final HostDesktop desktop;
  private final Stage stage = new Stage();
  private final ComboBox<System.Logger.Level> level =
      comboBox("log-level", Settings.LOG_LEVELS, LogLine::text);
  private final TextField search = new TextField();
  private final ToggleButton pause = new ToggleButton(Messages.of("log.pause"));
  private final TableView<LogLine> table = new TableView<>();
  private final TextArea detail = styled(new TextArea(), "report");
  private final Label count = styled(new Label(), "muted");
  private Subscription subscription = Subscription.EMPTY;
  private long shown = -1;

  /// @param onClosed gives the keyboard back, which not every window manager does
  LogWindow(PresenceModel model, LogBuffer log, HostDesktop desktop, Runnable onClosed) {
    this.model = model;
    this.log = log;
    this.desktop = desktop;
    fillTable();
    detail.setId("log-detail");
    detail.setEditable(false);
    detail.setWrapText(true);
    detail.setPrefRowCount(4);
    detail.setAccessibleText(Messages.of("log.detail"));
    VBox.setVgrow(table, Priority.ALWAYS);
    VBox middle = styled(new VBox(8, table, detail), "log-lines");
    BorderPane root = new BorderPane(middle, filters(), null, buttons(), null);
    root.setId("log");
    root.getStyleClass().addAll("dialog", "log");
    Scene scene = new Scene(root, 920, 580);
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    scene.getAccelerators().put(KeyCombination.valueOf("Shortcut+F"), () -> search.requestFocus());
    stage.setScene(scene);
    stage.setMinWidth(520);
    stage.setMinHeight(300);
    stage.setTitle(Messages.of("log.title"));
    stage.getIcons().setAll(AppIcon.all());
    stage.setOnShown(_ -> subscription = follow());
    stage.setOnHidden(_ -> {
      subscription.unsubscribe();
      onClosed.run();
    });
  }

  /// Shows the window in front of the others.
  void show() {
    stage.show();
    stage.toFront();
    table.requestFocus();
  }

  private HBox filters() {
    level.setValue(System.Logger.Level.INFO);
    level.setAccessibleText(Messages.of("log.level"));
    search.setId("log-search");
    search.setPromptText(Messages.of("log.search"));
    search.setAccessibleText(Messages.of("log.search"));
    HBox.setHgrow(search, Priority.ALWAYS);
    pause.setId("log-pause");
    pause.setMinWidth(Region.USE_PREF_SIZE);
    level.valueProperty().subscribe(_ -> showLines());
    search.textProperty().subscribe(_ -> showLines());
    pause.selectedProperty().subscribe(_ -> showLines());
    return styled(new HBox(8, level, search, pause), "log-filters");
  }

  private HBox buttons() {
    Button copy = button("log.copy", "log-copy", this::copy);
    Button close = button("button.close", stage::close);
    count.setId("log-count");
    return styled(new HBox(count, spacer(), copy, close), "dialog-buttons");
  }

  private void fillTable() {
    table.setId("log-table");
    table.setAccessibleText(Messages.of("log.title"));
    table.setPlaceholder(new Label(Messages.of("log.none")));
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    addColumn("time", 110, line -> time("HH:mm:ss.SSS", line));
    addColumn("severity", 90, line -> LogLine.text(line.level()));
    addColumn("source", 170, LogLine::source);
    addColumn("text", 520, line -> line.text().lines().findFirst().orElse(""));
    table.getSelectionModel().selectedItemProperty().subscribe(this::showDetail);
    table.addEventHandler(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.C && key.isShortcutDown()) {
            copy();
            key.consume();
          }
        });
  }

  private void addColumn(String word, double width, Function<LogLine, String> value) {
    TableColumn<LogLine, String> column = new TableColumn<>(Messages.of("log." + word));
    column.setUserData(width);
    column.setSortable(false);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
    table.getColumns().add(column);
  }

  private Subscription follow() {
    showLines();
    return Subscription.combine(
        AppTheme.textScale().subscribe(scale -> fitText(scale.doubleValue())),
        model.now().subscribe(_ -> showNew()));
  }

  /// Fits rows and columns to the text size.
  private void fitText(double scale) {
    table.setFixedCellSize(Math.rint(ROW * scale));
    for (TableColumn<LogLine, ?> column : table.getColumns()) {
      column.setPrefWidth((double) column.getUserData() * scale);
    }
  }

  private void showNew() {
    if (!pause.isSelected() && log.added() != shown) {
      showLines();
    }
  }

  private void showLines() {
    if (pause.isSelected() && shown >= 0) {
      return;
    }
    shown = log.added();
    String wanted = search.getText().toLowerCase(Locale.ROOT);
    List<LogLine> lines =
        log.lines().stream()
            .filter(line -> line.level().compareTo(level.getValue()) >= 0)
            .filter(line ->
                (line.source() + " " + line.text()).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    LogLine selected = table.getSelectionModel().getSelectedItem();
    table.getItems().setAll(lines);
    count.setText(Messages.of("log.count", lines.size()));
    if (selected != null && lines.contains(selected)) {
      table.getSelectionModel().select(selected);
    } else if (!lines.isEmpty()) {
      table.scrollTo(lines.size() - 1);
    }
  }

  private void showDetail(@Nullable LogLine line) {
    detail.setText(line == null ? "" : line.text());
  }

  /// Copies the selected messages; all shown ones if none is selected.
  private void copy() {
    List<LogLine> chosen = table.getSelectionModel().getSelectedItems();
    desktop.copy(
        (chosen.isEmpty() ? table.getItems() : chosen)
            .stream().map(this::text).collect(Collectors.joining("\n")));
  }

  private String text(LogLine line) {
    return time("yyyy-MM-dd HH:mm:ss.SSS", line)
        + " "
        + line.level()
        + " "
        + line.source()
        + ": "
        + line.text();
  }

  private String time(String pattern, LogLine line) {
    ZoneId zone = model.systemZone();
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(line.time().atZone(zone));
  }
}
