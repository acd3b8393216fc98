package rollcall.ui.settings;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.PresenceModel;
import rollcall.ui.SearchText;
import rollcall.ui.Words;

/// Who is watched. FX lane.
final class PeoplePage extends Page {
  private final PresenceModel model;
  private final Label count = new Label();
  private final ListView<String> names = new ListView<>();

  /// @param choose opens the picker
  PeoplePage(PresenceModel model, Runnable choose) {
    super("settings.people");
    this.model = model;
    Button button = new Button(Words.of("settings.people.choose"));
    button.setId("settings-choose");
    button.setOnAction(_ -> choose.run());
    names.getStyleClass().add("plain-list");
    names.setAccessibleText(Words.of("settings.people.list"));
    VBox.setVgrow(names, Priority.ALWAYS);
    VBox.setVgrow(this, Priority.ALWAYS);
    getChildren().addAll(count, button, names);
  }

  @Override
  Subscription follow() {
    return model.revision().subscribe(_ -> show());
  }

  private void show() {
    List<String> next =
        model.rows().stream()
            .map(row -> row.now().person().name())
            .sorted(Comparator.comparing(SearchText::folded))
            .toList();
    if (!next.equals(names.getItems())) {
      names.getItems().setAll(next);
    }
    count.setText(Words.of("settings.people.watched", next.size()));
  }
}
