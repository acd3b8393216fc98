package rollcall.ui.presence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.text.Messages;
import rollcall.ui.timeline.Preset;
import rollcall.ui.timeline.SpanDescription;

/// Header of the timeline: the visible range and its controls. Thread: FX.
final class TimelineHeader extends HBox {
  private static final double STEP = 1.25;

  private final TimelineModel model;
  private final Label range = new Label();

  TimelineHeader(TimelineModel model) {
    this.model = model;
    getStyleClass().add("timeline-header");
    range.getStyleClass().add("timeline-range");
    range.setMinWidth(0);
    var space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren()
        .setAll(
            navigate("back", Feather.CHEVRON_LEFT, model::back, model.canGoBack()),
            navigate("forward", Feather.CHEVRON_RIGHT, model::forward, model.canGoForward()),
            range,
            space,
            presets(),
            group(
                button("zoom-out", Feather.MINUS, () -> model.zoom(STEP)),
                button("zoom-in", Feather.PLUS, () -> model.zoom(1 / STEP)),
                fit()),
            followButton());
    model.window().subscribe(_ -> updateRange());
    model.zone().subscribe(_ -> updateRange());
  }

  private void updateRange() {
    ZoneId zone = model.zone().get();
    var text = new SpanDescription(zone);
    Instant last = model.window().get().to().minusNanos(1);
    Instant now = model.now().get();
    LocalDate from = model.window().get().from().atZone(zone).toLocalDate();
    LocalDate to =
        (last.isAfter(now) && model.window().get().holds(now) ? now : last)
            .atZone(zone)
            .toLocalDate();
    range.setText(from.equals(to) ? text.date(from) : text.date(from) + " – " + text.date(to));
  }

  private Node presets() {
    HBox buttons = group();
    for (Preset preset : Preset.values()) {
      var button = new ToggleButton(Messages.of("timeline.preset." + preset.key()));
      button.setId("timeline-preset-" + preset.key());
      hint(button, "preset." + preset.key() + ".hint");
      // A toggle button deselects itself at the second click; the visible range decides instead.
      button.setOnAction(_ -> {
        model.show(preset);
        button.setSelected(true);
      });
      model.preset().subscribe(shown -> button.setSelected(shown == preset));
      buttons.getChildren().add(button);
    }
    return buttons;
  }

  private Node followButton() {
    var follow = new ToggleButton(Messages.of("timeline.follow"), icon(Feather.RADIO));
    follow.setId("timeline-follow");
    hint(follow, "follow.hint");
    follow.setOnAction(_ -> {
      model.goToNow();
      follow.setSelected(true);
    });
    model.following().subscribe(follow::setSelected);
    return follow;
  }

  private static Button navigate(
      String word, Feather shape, Runnable action, ReadOnlyBooleanProperty possible) {
    Button button = button(word, shape, action);
    button.disableProperty().bind(possible.not());
    return button;
  }

  private Button fit() {
    var fit = new Button(Messages.of("timeline.fit"));
    fit.setId("timeline-fit");
    hint(fit, "fit.hint");
    fit.setOnAction(_ -> model.fit());
    return fit;
  }

  private static Button button(String word, Feather shape, Runnable action) {
    var button = new Button("", icon(shape));
    button.setId("timeline-" + word);
    button.getStyleClass().add("timeline-icon-button");
    button.setAccessibleText(Messages.of("timeline." + word));
    hint(button, word);
    button.setOnAction(_ -> action.run());
    return button;
  }

  private static HBox group(Node... nodes) {
    var group = new HBox(nodes);
    group.getStyleClass().add("timeline-group");
    return group;
  }

  private static void hint(ButtonBase button, String key) {
    button.setTooltip(new Tooltip(Messages.of("timeline." + key)));
  }

  private static FontIcon icon(Feather shape) {
    return new FontIcon(shape);
  }
}
