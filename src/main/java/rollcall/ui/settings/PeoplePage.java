package rollcall.ui.settings;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.presence.OverlayKind;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchText;

/// People page: the watch list and the recorded overlays. Thread: FX.
final class PeoplePage extends SettingsPage {
  private final PresenceModel model;
  private final Map<OverlayKind, CheckBox> overlays = new EnumMap<>(OverlayKind.class);
  private final Label count = new Label();
  private final ListView<String> names = new ListView<>();
  private final Label readOnlyNote = readOnlyNote("settings.read_only");
  private final Button button = new Button(Messages.of("settings.people.choose"));

  /// @param choose opens the picker
  PeoplePage(PresenceModel model, Commands commands, Runnable choose) {
    super("settings.people");
    this.model = model;
    button.setId("settings-choose");
    button.setOnAction(_ -> choose.run());
    names.getStyleClass().add("plain-list");
    names.setAccessibleText(Messages.of("settings.people.list"));
    VBox.setVgrow(names, Priority.ALWAYS);
    VBox.setVgrow(this, Priority.ALWAYS);
    getChildren().addAll(readOnlyNote, count, button, names, overlays(commands));
  }

  private VBox overlays(Commands commands) {
    VBox box = new VBox(text("settings.overlays", "heading"));
    box.getStyleClass().add("choices");
    for (OverlayKind kind : OverlayKind.values()) {
      CheckBox choice = new CheckBox(Messages.of("settings.overlays." + kind.word()));
      choice.setId("overlay-" + kind.word());
      choice.setOnAction(_ -> {
        Set<OverlayKind> wanted = new HashSet<>(model.settings().get().overlays());
        if (!wanted.remove(kind)) {
          wanted.add(kind);
        }
        commands.apply(model.settings().get().withOverlays(wanted), null);
      });
      overlays.put(kind, choice);
      box.getChildren().add(choice);
    }
    Label note = text("settings.overlays.note", "muted");
    note.setWrapText(true);
    note.setMinHeight(USE_PREF_SIZE);
    box.getChildren().add(note);
    box.setMinHeight(USE_PREF_SIZE);
    return box;
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        model.revision().subscribe(_ -> show()),
        model.readOnly().subscribe(this::setReadOnly),
        model
            .settings()
            .map(Settings::overlays)
            .subscribe(kinds ->
                overlays.forEach((kind, choice) -> choice.setSelected(kinds.contains(kind)))));
  }

  private void setReadOnly(boolean on) {
    setShown(readOnlyNote, on);
    button.setDisable(on);
    overlays.values().forEach(choice -> choice.setDisable(on));
  }

  private void show() {
    List<String> next =
        model.rows().stream()
            .map(row -> row.state().person().name())
            .sorted(Comparator.comparing(SearchText::fold))
            .toList();
    if (!next.equals(names.getItems())) {
      names.getItems().setAll(next);
    }
    count.setText(Messages.of("settings.people.watched", next.size()));
  }
}
