package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import rollcall.presence.Presence;
import rollcall.ui.controls.LazyTooltip;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.StateCounts;
import rollcall.ui.text.Messages;
import rollcall.watch.WatchStatus;

/// Headline of the Presence screen: the number of people in each state, each a filter of the rows;
/// while nothing is recorded, the reason and the command that ends it. Thread: FX.
final class Headline extends HBox {
  private final PresenceScreenModel screen;
  private final PresenceModel model;
  private final Label now =
      styled(new Label(Messages.of("presence.headline.now")), "muted", "headline-now");
  private final Label reason = styled(new Label(), "headline-reason");
  private final Label effect = styled(new Label(), "muted");
  private final Button resume = new Button();
  private final Button hidden = new Button();
  private final Commands commands;
  private final PresenceView.Actions actions;
  private final List<Word> words = new ArrayList<>();

  /// Number of people in one state.
  ///
  /// @param separator the sign before it
  private record Word(
      Presence state, ToIntFunction<StateCounts> count, ToggleButton button, Label separator) {}

  Headline(PresenceScreenModel screen, Commands commands, PresenceView.Actions actions) {
    this.screen = screen;
    this.model = screen.presence();
    this.commands = commands;
    this.actions = actions;
    setId("headline");
    getStyleClass().add("headline");
    now.setId("headline-now");
    getChildren().add(now);
    add(Presence.ACTIVE, StateCounts::active);
    add(Presence.AWAY, StateCounts::away);
    add(Presence.UNKNOWN, StateCounts::unknown);
    add(Presence.NOT_WATCHED, StateCounts::notWatched);
    reason.setId("headline-reason");
    resume.setId("headline-resume");
    hidden.setId("headline-hidden");
    hidden.getStyleClass().setAll("headline-word");
    LazyTooltip.add(hidden, Messages.of("presence.hidden.help"));
    hidden.setOnAction(_ -> screen.showHidden());
    showHidden();
    getChildren().addAll(hidden, reason, effect, resume);
    getChildren().forEach(child -> ((Region) child).setMinWidth(USE_PREF_SIZE));
    // In large text there may be no room for it beside the reason and the command.
    effect.setMinWidth(0);
    LazyTooltip.add(effect, effect.textProperty());
  }

  Subscription follow() {
    return Subscription.combine(
        model.counts().subscribe(_ -> show()),
        model.status().subscribe(_ -> show()),
        model.now().subscribe(_ -> showReason()),
        model.now().subscribe(_ -> showNow()),
        screen.timeline().window().subscribe(_ -> showNow()),
        model.historyLoaded().subscribe(_ -> show()),
        model.signInState().subscribe(_ -> show()),
        model.readOnly().subscribe(resume::setDisable),
        screen.items().subscribe(this::showHidden),
        screen.filterState().subscribe(_ -> show()));
  }

  private void add(Presence state, ToIntFunction<StateCounts> count) {
    ToggleButton button = new ToggleButton();
    button.setId("headline-" + state.word());
    button.getStyleClass().setAll("headline-word");
    LazyTooltip.add(button, Messages.of("presence.headline.help"));
    button.setOnAction(
        _ -> screen.filterState().set(button.isSelected() ? Optional.of(state) : Optional.empty()));
    Label separator = styled(new Label("·"), "headline-separator");
    words.add(new Word(state, count, button, separator));
    getChildren().addAll(separator, button);
  }

  private void show() {
    boolean recorded = !(isPaused() || isOutsideHours() || model.isWithoutToken());
    boolean counted = recorded && model.historyLoaded().get();
    StateCounts counts = model.counts().get();
    Optional<Presence> chosen = screen.filterState().get();
    boolean first = true;
    for (Word word : words) {
      int count = word.count().applyAsInt(counts);
      boolean selected = chosen.filter(state -> state == word.state()).isPresent();
      boolean needed = selected || count > 0 || word.state().isObserved();
      boolean shown = needed && (counted || selected);
      setShown(word.button(), shown);
      setShown(word.separator(), shown && !first && word.state() != Presence.AWAY);
      word.button().setSelected(selected);
      word.button()
          .setText(Messages.of("presence.headline." + word.state().word(), count, counts.all()));
      first = first && !shown;
    }
    setShown(reason, !recorded);
    setShown(effect, !recorded);
    setShown(resume, !recorded && !model.isWithoutToken());
    showReason();
    showNow();
  }

  /// Says that the numbers are the current ones while another time is visible.
  private void showNow() {
    setShown(now, words.getFirst().button().isVisible() && !screen.timeline().showsNow());
  }

  private void showHidden() {
    boolean comparing = screen.comparing().get();
    int count = comparing ? model.rows().size() - screen.shown().size() : screen.hidden().size();
    setShown(hidden, count > 0);
    hidden.setText(Messages.of("presence.hidden", count));
  }

  private void showReason() {
    effect.setText(Messages.of("presence.headline.none_recorded", model.counts().get().all()));
    if (model.isWithoutToken()) {
      // The command that ends it is in the middle of the rows.
      reason.setText(Messages.of("status.idle"));
    } else if (isPaused()) {
      showReason(
          Messages.of("presence.headline.paused"),
          "presence.headline.resume",
          () -> commands.pause(false));
    } else if (isOutsideHours()) {
      showReason(model.statusLine().text(), "presence.headline.hours", actions::openHours);
    }
  }

  private void showReason(String why, String key, Runnable action) {
    reason.setText(why);
    resume.setText(Messages.of(key));
    resume.setOnAction(_ -> action.run());
  }

  private boolean isPaused() {
    return model.status().get() instanceof WatchStatus.Paused;
  }

  private boolean isOutsideHours() {
    return model.status().get() instanceof WatchStatus.OutsideHours;
  }
}
