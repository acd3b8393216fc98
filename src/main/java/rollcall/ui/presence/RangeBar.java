package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.menuItem;
import static rollcall.ui.controls.Controls.segment;
import static rollcall.ui.controls.Controls.stepButton;
import static rollcall.ui.controls.Controls.styled;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.DateTitle;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.TimeWindow;

/// Visible time range: previous and next, the range with its calendar, day, week, month and other
/// ranges, and whether the current time is followed. Thread: FX.
final class RangeBar extends HBox {
  private final TimelineModel model;
  private final Button previous = button("previous", "‹");
  private final Button next = button("next", "›");
  private final DateTitle title;
  private final ContextMenu others = new ContextMenu();
  private @Nullable Object shown;
  private @Nullable Object fitted;
  // The same range, shorter and shorter.
  private List<String> titles = List.of("");

  /// @param chooseDays opens the dialog for any range of days
  RangeBar(TimelineModel model, Runnable chooseDays) {
    this.model = model;
    title = new DateTitle("range-title", model::firstDay, this::goTo);
    setId("range");
    getStyleClass().add("range");
    previous.setOnAction(_ -> model.step(-1));
    next.setOnAction(_ -> model.step(1));
    fillOthers(chooseDays);
    getChildren().setAll(previous, title, next, units(), now());
    model.window().subscribe(_ -> show());
    model.zone().subscribe(_ -> show());
    model.now().subscribe(_ -> show());
  }

  void openCalendar() {
    title.openCalendar();
  }

  private void goTo(LocalDate day) {
    RangeUnit unit = model.unit().get();
    model.show(unit == null ? RangeUnit.DAY : unit, day);
  }

  private Node units() {
    HBox units = styled(new HBox(), "segmented");
    for (RangeUnit unit : RangeUnit.values()) {
      ToggleButton button = segment("presence.range." + unit.word(), "range-" + unit.word());
      button.setOnAction(_ -> {
        model.show(unit);
        button.setSelected(true);
      });
      model.unit().subscribe(shown -> button.setSelected(shown == unit));
      units.getChildren().add(button);
    }
    ToggleButton other = segment("presence.range.custom", "range-custom");
    other.setOnAction(_ -> {
      other.setSelected(model.unit().get() == null);
      others.show(other, Side.BOTTOM, 0, 4);
    });
    model.unit().subscribe(shown -> other.setSelected(shown == null));
    units.getChildren().add(other);
    return units;
  }

  private void fillOthers(Runnable chooseDays) {
    others
        .getItems()
        .setAll(
            item("yesterday", () -> model.show(RangeUnit.DAY, model.today().minusDays(1))),
            item("this_week", () -> model.show(RangeUnit.WEEK, model.today())),
            new SeparatorMenuItem());
    for (RecentRange preset : RecentRange.values()) {
      others.getItems().add(item(preset.key(), () -> model.show(preset)));
    }
    others
        .getItems()
        .addAll(item("all", model::fit), new SeparatorMenuItem(), item("choose", chooseDays));
  }

  private static MenuItem item(String word, Runnable action) {
    return menuItem("presence.range." + word, "range-" + word, action);
  }

  private Node now() {
    Region dot = styled(new Region(), "range-now-dot");
    ToggleButton now = new ToggleButton("", dot);
    now.setId("range-now");
    now.getStyleClass().setAll("range-now");
    now.setMinWidth(USE_PREF_SIZE);
    LazyTooltip.add(now, Messages.of("presence.range.now.help"));
    now.setOnAction(_ -> {
      model.goToNow();
      now.setSelected(true);
    });
    model
        .following()
        .subscribe(following -> {
          now.setSelected(following);
          now.setText(Messages.of(following ? "presence.range.now" : "presence.range.to_now"));
        });
    return now;
  }

  private static Button button(String word, String sign) {
    Button button = stepButton(sign, "presence.range." + word, "range-" + word, "range-step");
    LazyTooltip.add(button, button.getAccessibleText());
    return button;
  }

  private void show() {
    record Shown(
        @Nullable RangeUnit unit,
        LocalDate first,
        LocalDate last,
        ZoneId zone,
        @Nullable TimeWindow part) {}
    TimeWindow window = model.window().get();
    ZoneId zone = model.zone().get();
    LocalDate first = model.firstDay();
    LocalDate last = LocalDate.ofInstant(window.to().minusNanos(1), zone);
    var content =
        new Shown(
            model.unit().get(), first, model.lastDay(), zone, first.equals(last) ? window : null);
    if (!content.equals(shown)) {
      shown = content;
      titles = titles(model.unit().get(), window);
      fitted = null;
      title.show(titles.getFirst());
    }
    previous.setDisable(!model.canStep(TimeDirection.EARLIER));
    next.setDisable(!model.canStep(TimeDirection.LATER));
  }

  /// Shows the longest title that fits into this room.
  void fit(double room) {
    record Fit(double room, double others) {}
    double others =
        getChildren().stream()
            .filter(child -> !title.equals(child))
            .mapToDouble(child -> child.prefWidth(-1))
            .sum();
    var fit = new Fit(room, others);
    if (!fit.equals(fitted)) {
      for (String one : titles) {
        title.show(one);
        if (prefWidth(-1) <= room) {
          break;
        }
      }
      fitted = fit;
    }
  }

  private List<String> titles(@Nullable RangeUnit unit, TimeWindow window) {
    if (unit == RangeUnit.MONTH) {
      return List.of(TimeFormat.month(model.firstDay()));
    }
    if (unit == RangeUnit.WEEK) {
      return List.of(TimeFormat.dates(model.firstDay(), model.firstDay().plusDays(6)));
    }
    ZoneId zone = model.zone().get();
    String dates = TimeFormat.dates(model.firstDay(), model.lastDay());
    LocalDate last = LocalDate.ofInstant(window.to().minusNanos(1), zone);
    if (unit == RangeUnit.DAY || !last.equals(model.firstDay())) {
      return List.of(dates);
    }
    String from = TimeFormat.time(window.from(), zone);
    String to = TimeFormat.end(window.to(), zone);
    return List.of(
        Messages.of("presence.range.part", dates, from, to),
        Messages.of("presence.range.part", TimeFormat.day(last, model.today()), from, to),
        from + " – " + to);
  }
}
