package rollcall.ui.main;

import static rollcall.ui.controls.Controls.showName;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;

/// Narrow window that stays above the others: state, name and duration of each shown person.
/// Thread: FX.
final class CompactList {
  private static final double WIDTH = 240;
  private static final double HEIGHT = 420;

  private final PresenceModel model;
  private final PresenceScreenModel screen;
  private final Stage stage = new Stage();
  private final ListView<PersonRow> list = styled(new ListView<>(), "compact-list");
  private Subscription subscription = Subscription.EMPTY;

  CompactList(Window owner, PresenceModel model, PresenceScreenModel screen) {
    this.model = model;
    this.screen = screen;
    list.setId("compact-list");
    list.setCellFactory(_ -> new Cell());
    list.setAccessibleText(Messages.of("compact.title"));
    // Wide enough for the same names as with normal text.
    double width = WIDTH * AppTheme.textScale().get();
    Scene scene = new Scene(list, width, HEIGHT);
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            stage.close();
          }
        });
    scene
        .getAccelerators()
        .put(MainMenu.HIDE_NAMES, () -> model.namesHidden().set(!model.namesHidden().get()));
    scene.getAccelerators().put(KeyCombination.valueOf(MainMenu.COMPACT_LIST), stage::close);
    stage.setScene(scene);
    stage.setAlwaysOnTop(true);
    stage.setMinWidth(160);
    stage.setMinHeight(120);
    stage.setTitle(Messages.of("compact.title"));
    stage.getIcons().setAll(AppIcon.all());
    stage.setX(owner.getX() + owner.getWidth() - width);
    stage.setY(owner.getY());
    stage.setOnShown(_ -> subscription = follow());
    stage.setOnHidden(_ -> {
      subscription.unsubscribe();
      // Not every window manager gives the keyboard back.
      owner.requestFocus();
    });
  }

  /// Shows the list, or closes it.
  void toggle() {
    if (stage.isShowing()) {
      stage.close();
    } else {
      stage.show();
    }
  }

  private Subscription follow() {
    ListChangeListener<PersonRow> rows = _ -> list.getItems().setAll(screen.shown());
    screen.shown().addListener(rows);
    list.getItems().setAll(screen.shown());
    return Subscription.combine(
        model.now().subscribe(_ -> list.refresh()),
        model.namesHidden().subscribe(_ -> list.refresh()),
        model
            .counts()
            .subscribe(counts ->
                stage.setTitle(
                    Messages.of("presence.headline.active", counts.active(), counts.all()))),
        () -> screen.shown().removeListener(rows));
  }

  /// Row of a person.
  private final class Cell extends ListCell<PersonRow> {
    private final SVGPath icon = StateIcon.UNKNOWN.node();
    private final Label name = new Label();
    private final Label duration = styled(new Label(), "muted");
    private final HBox content = styled(new HBox(8, icon, name, duration), "compact-row");

    Cell() {
      name.setMaxWidth(Double.MAX_VALUE);
      name.setMinWidth(0);
      HBox.setHgrow(name, Priority.ALWAYS);
      duration.setMinWidth(Region.USE_PREF_SIZE);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable PersonRow row, boolean empty) {
      super.updateItem(row, empty);
      setGraphic(row == null ? null : content);
      if (row != null) {
        Instant now = model.now().get();
        row.state().icon().show(icon);
        Person person = row.state().person();
        String distinction = model.distinction(person);
        showName(name, person.name(), distinction);
        String length = row.state().durationText(now).orElse("");
        duration.setText(length);
        setAccessibleText(
            Stream.of(person.name(), distinction, row.state().label() + " " + length)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", ")));
      }
    }
  }
}
