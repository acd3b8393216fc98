package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.SpanDescription;

/// Message for an empty timeline, with the action that helps. Thread: FX.
final class TimelineEmptyState extends VBox {
  private static final Duration YOUNG = Duration.ofMinutes(5);

  private final TimelineModel model;
  private final Label sentence = new Label();
  private final Button action = new Button();
  private final Runnable choosePeople;

  TimelineEmptyState(TimelineModel model, Runnable choosePeople) {
    this.model = model;
    this.choosePeople = choosePeople;
    getStyleClass().add("timeline-empty");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    sentence.setWrapText(true);
    action.setId("timeline-empty-action");
    getChildren().setAll(sentence, action);
    model.rows().subscribe(this::show);
    model.window().subscribe(_ -> show());
    model.revision().subscribe(_ -> show());
    model.filtered().subscribe(_ -> show());
    model.now().subscribe(_ -> show());
  }

  private void show() {
    Optional<Instant> since = model.recordedSince();
    Instant now = model.now().get();
    boolean before = since.filter(first -> !model.window().get().to().isAfter(first)).isPresent();
    setVisible(true);
    if (model.rows().isEmpty() && model.filtered().get()) {
      show(Messages.of("timeline.filtered"), "", () -> {});
    } else if (model.rows().isEmpty()) {
      show(Messages.of("timeline.no_people"), "choose", choosePeople);
    } else if (before) {
      String date = text().date(since.orElse(now).atZone(model.zone().get()).toLocalDate());
      show(
          Messages.of("timeline.nothing-before", date),
          "go-to-first",
          () -> goTo(since.orElse(now)));
    } else if (since.isEmpty() || since.get().plus(YOUNG).isAfter(now)) {
      String time = text().time("HH:mm", since.orElse(now));
      show(Messages.of("timeline.nothing-yet", time), "", () -> {});
    } else {
      setVisible(false);
    }
  }

  private void goTo(Instant first) {
    model.zoomTo(first, first.plus(Duration.ofHours(6)));
  }

  private void show(String message, String actionKey, Runnable onAction) {
    sentence.setText(message);
    action.setVisible(!actionKey.isEmpty());
    action.setManaged(!actionKey.isEmpty());
    action.setText(actionKey.isEmpty() ? "" : Messages.of("timeline." + actionKey));
    action.setOnAction(_ -> onAction.run());
  }

  private SpanDescription text() {
    return new SpanDescription(model.zone().get());
  }
}
