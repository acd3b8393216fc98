package rollcall.ui.picker;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.textCell;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.Commands;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.text.FollowedGroupText;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;
import rollcall.watch.FollowedGroup;
import rollcall.watch.Problem;

/// Chooser for a channel or user group, shown instead of the list of people. Thread: FX.
final class FollowedGroupChooser extends VBox {
  private final PickerModel picker;
  private final Commands commands;
  private final FollowedGroupText followText;
  private final Runnable onClose;
  private final Label title = styled(new Label(), "heading");
  private final TextField search = new TextField();
  private final ObservableList<FollowedGroup> all = FXCollections.observableArrayList();
  private final FilteredList<FollowedGroup> matches = new FilteredList<>(all);
  private final ListView<FollowedGroup> list = new ListView<>(matches);
  private final Label empty = new Label();
  private final NoticeCard problem = new NoticeCard(_ -> {});
  private Consumer<FollowedGroup> onChosen = _ -> {};
  private int requestId;

  /// @param onClose called when a group was chosen, or none
  FollowedGroupChooser(
      PickerModel picker, Commands commands, FollowedGroupText followText, Runnable onClose) {
    this.picker = picker;
    this.commands = commands;
    this.followText = followText;
    this.onClose = onClose;
    setId("chooser");
    getStyleClass().add("picker-people");
    Button back = button("follow.back", "chooser-back", this::close);
    HBox head = styled(new HBox(title, spacer(), back), "picker-head");
    search.setId("chooser-search");
    search.textProperty().subscribe(this::search);
    list.setId("chooser-list");
    list.setCellFactory(_ -> textCell(FollowedGroup::title));
    list.setPlaceholder(empty);
    empty.setWrapText(true);
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().setAll(head, search, problem, list);
    list.setOnMouseClicked(_ -> choose(list.getSelectionModel().getSelectedItem()));
  }

  /// Lets the user choose a group whose members are watched.
  void follow(FollowedGroup.Kind kind) {
    open(kind, Messages.of(titleKey(kind)), picker::follow);
  }

  /// Lets the user choose a group by which the list of people is filtered.
  void filter(FollowedGroup.Kind kind) {
    open(
        kind,
        Messages.of("people.team.choose"),
        group -> picker.team().set(new PickerModel.TeamFilter(group.title(), group.members())));
  }

  private static String titleKey(FollowedGroup.Kind kind) {
    return kind == FollowedGroup.Kind.CHANNEL ? "follow.channels" : "follow.groups";
  }

  /// Loads the groups of this kind from Slack and shows them; those that are followed already are
  /// left out when following.
  ///
  /// @param use receives the chosen group with its members
  private void open(FollowedGroup.Kind kind, String heading, Consumer<FollowedGroup> use) {
    onChosen = use;
    boolean following = heading.equals(Messages.of(titleKey(kind)));
    title.setText(heading);
    search.setPromptText(Messages.of("follow.search"));
    search.setAccessibleText(title.getText());
    list.setAccessibleText(title.getText());
    search.clear();
    all.clear();
    request(
        commands.followable(kind),
        found -> {
          all.addAll(
              found.stream()
                  .filter(group ->
                      !following
                          || picker.followed().stream()
                              .noneMatch(followed -> followed.id().equals(group.id())))
                  .toList());
          empty.setText(Messages.of("follow.none"));
          search(search.getText());
        });
    search.requestFocus();
  }

  /// Handles the keys of the chooser.
  void onKey(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      close();
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN && search.isFocused()) {
      list.requestFocus();
      list.getSelectionModel().select(Math.max(0, list.getSelectionModel().getSelectedIndex()));
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof Button)) {
      FollowedGroup selected = list.getSelectionModel().getSelectedItem();
      choose(selected == null && matches.size() == 1 ? matches.getFirst() : selected);
      event.consume();
    }
  }

  private void choose(@Nullable FollowedGroup group) {
    if (group != null) {
      request(
          commands.peopleIn(group, picker.watchablePeople()),
          found -> {
            found.forEach(onChosen);
            close();
          });
    }
  }

  /// Sends a request; the result of an older one is ignored.
  private void request(
      CompletionStage<SlackAnswer<List<FollowedGroup>>> response,
      Consumer<List<FollowedGroup>> onFound) {
    int id = ++requestId;
    problem.show(null);
    empty.setText(Messages.of("follow.asking"));
    response.thenAcceptAsync(
        answer -> {
          if (id == requestId) {
            onAnswer(answer, onFound);
          }
        },
        commands.fxExecutor());
  }

  private void onAnswer(
      SlackAnswer<List<FollowedGroup>> answer, Consumer<List<FollowedGroup>> onFound) {
    switch (answer) {
      case SlackAnswer.Found(List<FollowedGroup> found) -> onFound.accept(found);
      case SlackAnswer.Refused(Problem reason) -> {
        problem.show(followText.denied(reason));
        empty.setText("");
      }
    }
  }

  private void close() {
    requestId++;
    onClose.run();
  }

  private void search(String text) {
    String foldedQuery = SearchNormalizer.fold(text);
    matches.setPredicate(group -> SearchNormalizer.fold(group.name()).contains(foldedQuery));
  }
}
