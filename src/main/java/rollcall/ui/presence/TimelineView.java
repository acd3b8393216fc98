package rollcall.ui.presence;

import java.util.Objects;
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

/// Timeline: header, axis, lanes, legend, and details of the selected interval. Thread: FX.
public final class TimelineView extends BorderPane {
  private final LanesPane lanes;

  /// A view of this model.
  ///
  /// @param choosePeople opens the picker
  public TimelineView(TimelineModel model, Runnable choosePeople) {
    getStyleClass().add("timeline");
    lanes = new LanesPane(model);
    lanes.setId("timeline-lanes");
    TimelineMouse.attach(model, lanes);
    var keys = new TimelineKeys(model);
    lanes.addEventHandler(
        KeyEvent.KEY_PRESSED, key -> consumeIf(keys.press(key, lanes.rowsShown()), key));
    lanes.addEventHandler(KeyEvent.KEY_TYPED, key -> consumeIf(keys.type(key.getCharacter()), key));
    var message = new TimelineEmptyState(model, choosePeople);
    var pill = pausedPill(model);
    var middle = new StackPane(lanes, message, pill);
    StackPane.setMargin(message, new Insets(AxisView.HEIGHT, 0, 0, 0));
    StackPane.setAlignment(pill, Pos.BOTTOM_CENTER);
    setTop(new TimelineHeader(model));
    setCenter(middle);
    setBottom(new VBox(new TimelineLegend(model), new TimelineDetail(model)));
  }

  /// The node that receives the keys of the timeline.
  public Node lanes() {
    return lanes;
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
            TimelineView.class.getResource("/rollcall/ui/timeline.css"), "timeline.css")
        .toExternalForm();
  }
}
