package rollcall.ui.main;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.stage.Stage;
import rollcall.settings.ViewState;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.presence.PresenceScreenModel;
import rollcall.ui.presence.SortKey;
import rollcall.ui.presence.TimelineModel;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.timecards.RangeLength;
import rollcall.ui.timecards.TimecardsModel;
import rollcall.ui.timeline.RowDensity;

/// Persistence of the [ViewState]: restored at the start, and saved after each change. Thread: FX.
final class ViewStatePersistence {
  private final PresenceModel model;
  private final PresenceScreenModel presence;
  private final TimecardsModel timecards;
  private final ScreenSwitch screens;
  private final WindowPlace place;
  private final Consumer<ViewState> save;
  private ViewState saved = ViewState.DEFAULT;
  private ViewState last = ViewState.DEFAULT;

  /// @param save saves a state
  ViewStatePersistence(
      Stage stage,
      PresenceModel model,
      PresenceScreenModel presence,
      TimecardsModel timecards,
      ScreenSwitch screens,
      Consumer<ViewState> save) {
    this.model = model;
    this.presence = presence;
    this.timecards = timecards;
    this.screens = screens;
    this.save = save;
    place = new WindowPlace(stage);
  }

  void restore(ViewState state) {
    TimelineModel timeline = presence.timeline();
    model.closing().set(CloseChoice.of(state.closing()));
    model.language().set(Language.of(state.language()));
    model.conventions().set(TimeConventions.of(state.conventions()));
    Messages.byWord(ScreenSwitch.Screen.values(), state.screen()).ifPresent(screens.screen()::set);
    timeline.restore(state.range());
    Messages.byWord(RangeLength.values(), state.period()).ifPresent(timecards.period()::set);
    Messages.byWord(SortKey.values(), state.sort())
        .ifPresent(key -> presence.order().set(new SortKey.Order(key, state.descending())));
    Messages.byWord(RowDensity.values(), state.density()).ifPresent(timeline.density()::set);
    presence.nameWidth().set(state.nameWidth());
    List<String> hidden = List.of(state.hiddenColumns().split(" "));
    presence
        .hiddenColumns()
        .set(
            Stream.of(SortKey.values())
                .filter(key -> key != SortKey.NAME && hidden.contains(key.word()))
                .collect(Collectors.toUnmodifiableSet()));
    timeline.hideShorter().set(Duration.ofMinutes(state.hiddenMinutes()));
    place.restore(state.place());
    saved = state;
  }

  /// Saves the state if it has changed and is the same as a second ago, so that a movement of the
  /// window is saved once. To be called each second.
  void tick() {
    ViewState current = current();
    if (current.equals(last)) {
      save(current);
    }
    last = current;
  }

  /// Saves the state if it has changed.
  void close() {
    save(current());
  }

  private void save(ViewState current) {
    if (!current.equals(saved)) {
      saved = current;
      save.accept(current);
    }
  }

  ViewState current() {
    TimelineModel timeline = presence.timeline();
    SortKey.Order order = presence.order().get();
    return new ViewState(
        Messages.word(screens.screen().get()),
        timeline.chosenRange(),
        Messages.word(timecards.period().get()),
        Messages.word(order.key()),
        order.descending(),
        Messages.word(timeline.density().get()),
        Math.rint(presence.nameWidth().get()),
        presence.hiddenColumns().get().stream()
            .map(SortKey::word)
            .sorted()
            .collect(Collectors.joining(" ")),
        (int) timeline.hideShorter().get().toMinutes(),
        model.closing().get().code(),
        model.language().get().code(),
        model.conventions().get().code(),
        saved.shown(),
        place.current());
  }
}
