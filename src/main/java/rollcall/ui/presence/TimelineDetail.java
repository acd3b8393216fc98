package rollcall.ui.presence;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import rollcall.presence.Span;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.SpanDescription;
import rollcall.ui.timeline.TimelineRow;

/// Detail bar: the selected interval to the second, with a copy button. Thread: FX.
final class TimelineDetail extends HBox {
  private final TimelineModel model;
  private final Label stateLabel = new Label();
  private final Label timeLabel = new Label();
  private final Label reasonLabel = new Label();
  private final Button copy = new Button(Messages.of("timeline.copy"));

  TimelineDetail(TimelineModel model) {
    this.model = model;
    setId("timeline-detail");
    getStyleClass().add("timeline-detail");
    stateLabel.getStyleClass().add("timeline-detail-what");
    reasonLabel.getStyleClass().add("timeline-detail-why");
    reasonLabel.setMinWidth(0);
    stateLabel.setMinWidth(Region.USE_PREF_SIZE);
    timeLabel.setMinWidth(Region.USE_PREF_SIZE);
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setId("timeline-copy");
    copy.setOnAction(_ -> copy());
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren().setAll(stateLabel, timeLabel, reasonLabel, space, copy);
    model.selection().person().subscribe(_ -> show());
    model.selection().start().subscribe(_ -> show());
    model.zone().subscribe(_ -> show());
    model.revision().subscribe(_ -> show());
    model.now().subscribe(_ -> show());
  }

  private void show() {
    model
        .selection()
        .row()
        .flatMap(row -> model.selection().span().map(span -> new Chosen(row, span)))
        .ifPresentOrElse(this::show, this::showNothing);
  }

  private record Chosen(TimelineRow row, Span span) {}

  private void show(Chosen chosen) {
    var text = new SpanDescription(model.zone().get());
    Span span = chosen.span();
    stateLabel.setText(
        chosen.row().person().name()
            + "  ·  "
            + SpanDescription.shape(span.presence())
            + " "
            + Messages.of("presence." + span.presence().word()));
    timeLabel.setText(text.range(span) + "   " + text.length(span));
    reasonLabel.setText(text.reason(span));
    showParts(true);
  }

  private void showNothing() {
    stateLabel.setText("");
    timeLabel.setText("");
    reasonLabel.setText(Messages.of("timeline.detail.none"));
    showParts(false);
  }

  private void showParts(boolean chosen) {
    for (Node part : List.of(stateLabel, timeLabel, copy)) {
      part.setVisible(chosen);
      part.setManaged(chosen);
    }
  }

  /// Copies the text of the selected interval to the clipboard.
  void copy() {
    var content = new ClipboardContent();
    model
        .selection()
        .row()
        .flatMap(row -> model.selection().span().map(span -> new Chosen(row, span)))
        .ifPresent(chosen -> {
          var text = new SpanDescription(model.zone().get());
          content.putString(
              String.join("\n", text.lines(chosen.row(), chosen.span(), chosen.span().start())));
          Clipboard.getSystemClipboard().setContent(content);
        });
  }
}
