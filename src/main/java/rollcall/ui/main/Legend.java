package rollcall.ui.main;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.TimelineTotals;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.model.StateCounts;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.StateIcon;
import rollcall.ui.text.TimeFormat;

/// Legend of the lanes: each state as it is drawn, with its total in the visible range over all
/// rows. A click highlights the state and changes no total. Time not watched and changes of status
/// and huddle have neither, and are only in the legend while they are in the lanes. Thread: FX.
final class Legend extends HBox {
  private final PresenceScreenModel screen;
  private final Label people = styled(new Label(), "legend-item");
  private final Label notWatched =
      styled(
          new Label(Messages.of("legend.not_watched"), styled(new Region(), "legend-not_watched")),
          "legend-item");
  private final Label changes =
      styled(
          new Label(Messages.of("legend.changes"), styled(new Region(), "legend-changes")),
          "legend-item");
  private final List<Item> items = new ArrayList<>();
  // The totals of all people are computed once the range rests.
  private final PauseTransition rest = new PauseTransition(Duration.millis(250));
  private @Nullable TimelineTotals totals;
  private boolean isWide;
  private double room;
  // The widths with and without the totals.
  private double longWidth;
  private double shortWidth;
  private @Nullable Instant minute;

  private record Item(Presence state, ToggleButton button, StringProperty help) {}

  Legend(PresenceScreenModel screen) {
    this.screen = screen;
    setId("legend");
    getStyleClass().add("legend");
    people.setId("legend-people");
    notWatched.setId("legend-not_watched");
    notWatched.setVisible(false);
    changes.setId("legend-changes");
    changes.setVisible(false);
    LazyTooltip.add(changes, Messages.of("legend.changes.help"));
    for (Label label : List.of(people, notWatched, changes)) {
      label.managedProperty().bind(label.visibleProperty());
    }
    getChildren().add(people);
    for (Presence state : new Presence[] {Presence.ACTIVE, Presence.AWAY, Presence.UNKNOWN}) {
      add(state);
    }
    SVGPath moon = StateIcon.OUTSIDE_HOURS.node();
    moon.getStyleClass().setAll("legend-dnd");
    Label dnd = styled(new Label(Messages.of("legend.dnd"), moon), "legend-item");
    getChildren().addAll(notWatched, dnd, changes);
    getChildren().forEach(item -> ((Region) item).setMinWidth(USE_PREF_SIZE));
    rest.setOnFinished(_ -> showTotals());
  }

  private void add(Presence state) {
    Region swatch = styled(new Region(), "legend-" + state.word());
    ToggleButton button = new ToggleButton(Messages.of("legend." + state.word()), swatch);
    StringProperty help = new SimpleStringProperty(Messages.of("legend.help"));
    button.setId("legend-" + state.word());
    button.getStyleClass().setAll("legend-item");
    LazyTooltip.add(button, help);
    button.setOnAction(_ -> screen.timeline().emphasis().set(button.isSelected() ? state : null));
    screen.timeline().emphasis().subscribe(chosen -> button.setSelected(chosen == state));
    items.add(new Item(state, button, help));
    getChildren().add(button);
  }

  /// Subscribes to the range, the people and the minutes, and to the number of unknown people: the
  /// start or end of an outage changes the time before it, too.
  Subscription follow() {
    return Subscription.combine(
        screen.timeline().window().subscribe(_ -> rest.playFromStart()),
        screen.timeline().bridging().subscribe(_ -> rest.playFromStart()),
        screen.shown().subscribe(rest::playFromStart),
        screen.presence().historyLoaded().subscribe(_ -> rest.playFromStart()),
        screen.timeline().now().subscribe(this::tick),
        screen.presence().counts().map(StateCounts::unknown).subscribe((_, _) -> showSoon()),
        rest::stop);
  }

  /// Updates the totals after the usual time, also while further changes arrive.
  private void showSoon() {
    if (rest.getStatus() != Animation.Status.RUNNING) {
      rest.playFromStart();
    }
  }

  /// Updates the totals, which have minutes, once a minute.
  private void tick(Instant now) {
    Instant next = now.truncatedTo(ChronoUnit.MINUTES);
    if (!next.equals(minute)) {
      minute = next;
      rest.playFromStart();
    }
  }

  /// The width without the totals.
  double leastWidth() {
    return isWide ? shortWidth : prefWidth(-1);
  }

  /// Shows the legend with its totals, without them, or not at all, as it fits into this width.
  void fit(double width) {
    room = width;
    showWide(longWidth <= width);
    // The size of the text may have changed since the widths were measured.
    if (isWide) {
      longWidth = prefWidth(-1);
      showWide(longWidth <= width);
    }
    if (!isWide) {
      shortWidth = prefWidth(-1);
    }
    setShown(this, isWide || shortWidth <= width);
  }

  private void showWide(boolean wide) {
    if (wide != isWide) {
      isWide = wide;
      showTexts(wide);
    }
  }

  private void showTotals() {
    boolean loaded = screen.presence().historyLoaded().get() && !screen.shown().isEmpty();
    totals = loaded ? screen.totals() : null;
    notWatched.setVisible(loaded && screen.hasTimeNotWatched());
    changes.setVisible(loaded && screen.hasSlackStatusChanges());
    people.setText(Messages.of("legend.people", screen.shown().size()));
    for (Item item : items) {
      String total = text(item, true);
      String help = Messages.of("legend.help");
      String whole = loaded ? Messages.of("legend.total.help", total, help) : help;
      item.help().set(whole);
      item.button().setAccessibleText(whole);
    }
    longWidth = widthOf(true);
    shortWidth = widthOf(false);
    isWide = false;
    fit(room);
  }

  private double widthOf(boolean wide) {
    showTexts(wide);
    applyCss();
    return prefWidth(-1);
  }

  private void showTexts(boolean wide) {
    people.setVisible(wide && totals != null);
    items.forEach(item -> item.button().setText(text(item, wide)));
  }

  private String text(Item item, boolean wide) {
    String name = Messages.of("legend." + item.state().word());
    TimelineTotals known = totals;
    return wide && known != null
        ? Messages.of("legend.total", name, TimeFormat.total(seconds(known, item.state())))
        : name;
  }

  private static long seconds(TimelineTotals totals, Presence state) {
    return switch (state) {
      case ACTIVE -> totals.active();
      case AWAY -> totals.away();
      case UNKNOWN -> totals.unknown();
      case NOT_WATCHED -> 0;
    };
  }
}
