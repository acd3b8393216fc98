package rollcall.ui.presence;

import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.AxisView;
import rollcall.ui.timeline.SpanDescription;

/// Presence screen: a row for each person with the current state and the lane, and details of the
/// selected interval. Thread: FX.
public final class PresenceView extends BorderPane {
  private final RowsPane rows;

  /// A view of this model.
  ///
  /// @param choosePeople opens the picker
  public PresenceView(PresenceScreenModel screen, Runnable choosePeople) {
    TimelineModel model = screen.timeline();
    getStyleClass().add("timeline");
    rows = new RowsPane(screen);
    rows.setId("presence-rows");
    TimelineMouse.attach(screen, rows);
    var keys = new TimelineKeys(screen);
    rows.addEventHandler(
        KeyEvent.KEY_PRESSED, key -> consumeIf(keys.press(key, rows.rowsShown()), key));
    rows.addEventHandler(KeyEvent.KEY_TYPED, key -> consumeIf(keys.type(key.getCharacter()), key));
    var message = new RowsEmptyState(screen, choosePeople);
    var pill = pausedPill(model);
    var middle = new StackPane(rows, message, pill);
    StackPane.setMargin(message, new Insets(AxisView.HEIGHT, 0, 0, 0));
    StackPane.setAlignment(pill, Pos.BOTTOM_CENTER);
    setTop(new TimelineHeader(model));
    setCenter(middle);
    setBottom(new VBox(new TimelineLegend(model), new TimelineDetail(model)));
  }

  /// The node that receives the keys of the screen.
  public Node rows() {
    return rows;
  }

  /// The horizontal layout of the rows, for parts above the lanes.
  public ObservableValue<RowLayout> columns() {
    return rows.columns();
  }

  private static void consumeIf(boolean used, KeyEvent key) {
    if (used) {
      key.consume();
    }
  }

  private static Button pausedPill(TimelineModel model) {
    var pill = new Button();
    pill.setId("timeline-paused");
    pill.getStyleClass().setAll("timeline-paused");
    pill.setFocusTraversable(false);
    pill.setOnAction(_ -> model.goToNow());
    model
        .following()
        .subscribe(following -> {
          pill.setVisible(!following);
          if (!following) {
            var text = new SpanDescription(model.zone().get());
            pill.setText(Messages.of("timeline.paused", text.time("HH:mm", model.now().get())));
          }
        });
    return pill;
  }

  @Override
  public String getUserAgentStylesheet() {
    return Objects.requireNonNull(
            PresenceView.class.getResource("/rollcall/ui/timeline.css"), "timeline.css")
        .toExternalForm();
  }
}
