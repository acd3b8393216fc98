package rollcall.ui.presence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import rollcall.presence.Cause;
import rollcall.presence.Overlays;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.TimelineTotals;
import rollcall.presence.UserId;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.Axis;
import rollcall.ui.timeline.LaneColors;
import rollcall.ui.timeline.LaneImage;
import rollcall.ui.timeline.LanePalette;
import rollcall.ui.timeline.RenderContext;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Legend: the states as the painter draws them, with the totals of the visible time over all
/// lanes. Thread: FX.
final class TimelineLegend extends HBox {
  private static final int WIDTH = 26;
  private static final int HEIGHT = 18;
  private static final int TOTALS_AT_ONCE = 500;
  private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TimeWindow MINUTE = new TimeWindow(ORIGIN, ORIGIN.plusSeconds(60));

  private final TimelineModel model;
  private final LanePalette palette = new LanePalette();
  private final List<Item> items = new ArrayList<>();

  /// State with its swatch.
  private record Item(Presence presence, ToggleButton button, ImageView swatch, LaneImage image) {}

  TimelineLegend(TimelineModel model) {
    this.model = model;
    getStyleClass().add("timeline-legend");
    getChildren().add(palette);
    for (Presence presence : Presence.values()) {
      addItem(presence);
    }
    palette.colors().subscribe(_ -> drawSwatches());
    model.emphasis().subscribe(_ -> showEmphasis());
    model.window().subscribe(_ -> updateTotalsIfCheap());
    model.revision().subscribe(_ -> updateTotalsIfCheap());
    model.now().subscribe(_ -> updateTotals());
    model.bridging().subscribe(_ -> updateTotals());
    model.rows().subscribe(this::updateTotals);
  }

  private void addItem(Presence presence) {
    var swatch = new ImageView();
    var button = new ToggleButton(Messages.of("presence." + presence.word()), swatch);
    button.setId("timeline-legend-" + presence.word());
    button.getStyleClass().setAll("timeline-legend-item");
    button.setTooltip(new Tooltip(Messages.of("timeline.legend.hint")));
    button.setOnAction(_ -> model.emphasis().set(button.isSelected() ? presence : null));
    items.add(new Item(presence, button, swatch, new LaneImage()));
    getChildren().add(button);
  }

  private void drawSwatches() {
    LaneColors colors = palette.colors().get();
    var view = new RenderContext.View(MINUTE, model.zone().get(), WIDTH, HEIGHT, 3, colors, null);
    var axis = new Axis(model.zone().get(), List.of(), List.of(), List.of());
    for (Item item : items) {
      var lane = new PresenceTimeline(new UserId("legend"));
      lane.add(Sighting.of(lane.user(), item.presence(), ORIGIN, Source.NONE, Cause.SNAPSHOT));
      item.swatch()
          .setImage(
              item.image().show(lane, Overlays.NONE, RenderContext.of(view, axis, MINUTE.to())));
    }
  }

  private void showEmphasis() {
    items.forEach(item -> item.button().setSelected(item.presence() == model.emphasis().get()));
  }

  // The totals of many lanes are not updated during a movement, but with the next second.
  private void updateTotalsIfCheap() {
    if (model.rows().size() <= TOTALS_AT_ONCE) {
      updateTotals();
    }
  }

  private void updateTotals() {
    TimelineTotals sum = TimelineTotals.NONE;
    for (TimelineRow row : model.rows()) {
      sum = sum.plus(model.totals(row.timeline()));
    }
    for (Item item : items) {
      item.button().setText(text(item.presence(), sum));
    }
  }

  private static String text(Presence presence, TimelineTotals sum) {
    String name = Messages.of("presence." + presence.word());
    return switch (presence) {
      case ACTIVE -> name + "  " + TimeFormat.total(sum.active());
      case AWAY -> name + "  " + TimeFormat.total(sum.away());
      case UNKNOWN -> name + "  " + TimeFormat.total(sum.unknown());
      case NOT_WATCHED -> name;
    };
  }
}
