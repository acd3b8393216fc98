package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.Presence;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.SpanDescription;
import rollcall.watch.WatchStatus;

/// Message when no row or no recorded time is visible, with the action that helps. Thread: FX.
final class RowsEmptyState extends VBox {
  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final Label sentence = new Label();
  private final Button action = new Button();
  private final PresenceView.Actions actions;

  RowsEmptyState(PresenceScreenModel screen, PresenceView.Actions actions) {
    this.screen = screen;
    this.model = screen.timeline();
    this.actions = actions;
    getStyleClass().add("timeline-empty");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    sentence.setWrapText(true);
    action.setId("rows-empty-action");
    screen.items().subscribe(this::show);
    screen.query().subscribe(_ -> show());
    model.window().subscribe(_ -> show());
    model.revision().subscribe(_ -> show());
    model.filtered().subscribe(_ -> show());
  }

  Subscription follow() {
    return Subscription.combine(
        screen.presence().status().subscribe(_ -> show()),
        screen.presence().signInState().subscribe(_ -> show()));
  }

  private void show() {
    setVisible(hasMessage());
  }

  /// Shows the message, if there is one.
  private boolean hasMessage() {
    Optional<Instant> since = model.recordedSince();
    if (screen.presence().isWithoutToken()) {
      show(Messages.of("timeline.no_token"), "connect", actions::connect);
    } else if (screen.shown().isEmpty() && model.filtered().get()) {
      show(noMatch(), "clear", screen::clearFilter);
    } else if (screen.shown().isEmpty()
        && screen.presence().status().get() instanceof WatchStatus.Following) {
      // Others choose the people, and a notice says why there are none yet.
      return false;
    } else if (screen.shown().isEmpty()) {
      show(Messages.of("timeline.no_people"), "choose", actions::choosePeople);
    } else if (since.filter(first -> !model.window().get().to().isAfter(first)).isPresent()) {
      Instant first = since.get();
      String date =
          new SpanDescription(model.zone().get())
              .date(first.atZone(model.zone().get()).toLocalDate());
      String key =
          screen.reachesTotalsOnly() ? "timeline.deleted_before" : "timeline.nothing-before";
      show(Messages.of(key, date), "go-to-first", () -> goTo(first));
    } else {
      return false;
    }
    return true;
  }

  private String noMatch() {
    String query = screen.query().get().strip();
    Optional<Presence> only = screen.filterState().get();
    return !query.isEmpty()
        ? Messages.of("presence.no-match", query)
        : only.map(state -> Messages.of("presence.none." + state.word()))
            .orElseGet(() -> Messages.of("presence.all-hidden"));
  }

  private void goTo(Instant first) {
    model.zoomTo(first, first.plus(Duration.ofHours(6)));
  }

  private void show(String message, String actionKey, Runnable onAction) {
    if (getChildren().isEmpty()) {
      getChildren().setAll(sentence, action);
    }
    sentence.setText(message);
    action.setText(Messages.of("timeline." + actionKey));
    action.setOnAction(_ -> onAction.run());
  }
}
