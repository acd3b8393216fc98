package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import rollcall.presence.NameNormalizer;
import rollcall.presence.Person;
import rollcall.ui.text.Messages;

/// Question whether to keep or to erase the history of the people who leave, with their number.
/// Erasing needs the name of the person, or the number of people, to be typed. Thread: FX.
final class LeavingPeopleCard extends VBox {
  private static final int NAMES = 3;

  private final Label title = wrappedLabel("", "notice-title");
  private final Label body = wrappedLabel("", "notice-body");
  private final Label prompt = wrappedLabel("", "muted");
  private final TextField typed = new TextField();
  private Consumer<Boolean> onAnswer = _ -> {};
  private final Button keep = button("leaving.keep", "leaving-keep", () -> onAnswer.accept(false));
  private final Button erase = button("leaving.erase", "leaving-erase", this::confirm);
  private final HBox confirmation;
  private final StringProperty expected = new SimpleStringProperty("");

  /// @param back goes back to the people without saving
  LeavingPeopleCard(Runnable back) {
    setId("leaving");
    getStyleClass().addAll("card", "notice-warning");
    Button cancel =
        button(
            "button.cancel",
            "leaving-back",
            () -> {
              hide();
              back.run();
            });
    Button yes =
        styled(
            button("settings.privacy.confirm", "leaving-yes", () -> onAnswer.accept(true)),
            "danger");
    yes.disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    !NameNormalizer.normalize(typed.getText())
                        .equals(NameNormalizer.normalize(expected.get())),
                typed.textProperty(),
                expected));
    typed.setId("leaving-name");
    typed.setOnAction(_ -> yes.fire());
    confirmation = styled(new HBox(prompt, typed, yes), "actions");
    HBox buttons = styled(new HBox(keep, erase, cancel), "actions");
    getChildren().setAll(title, body, buttons, confirmation);
    hide();
  }

  /// Asks about these people.
  ///
  /// @param answer receives whether to erase
  void ask(PickerModel.LeavingPeople leaving, Consumer<Boolean> answer) {
    onAnswer = answer;
    List<Person> all = leaving.all();
    expected.set(all.size() == 1 ? all.getFirst().name() : Integer.toString(all.size()));
    title.setText(Messages.of("leaving.title", all.size()));
    String names =
        all.stream().limit(NAMES).map(Person::name).collect(Collectors.joining(", "))
            + (all.size() > NAMES ? ", …" : "");
    body.setText(
        Stream.of(
                names + ".",
                count("leaving.deselected", leaving.deselected()),
                count("leaving.departed", leaving.departed()),
                count("leaving.deactivated", leaving.deactivated()),
                Messages.of("leaving.body"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" ")));
    prompt.setText(Messages.of("settings.privacy.type", expected.get()));
    typed.clear();
    setShown(confirmation, false);
    setShown(this, true);
    keep.requestFocus();
  }

  void hide() {
    setShown(confirmation, false);
    setShown(this, false);
  }

  private void confirm() {
    setShown(confirmation, true);
    typed.requestFocus();
  }

  private static String count(String key, List<Person> people) {
    return people.isEmpty() ? "" : Messages.of(key, people.size());
  }
}
