package rollcall.ui.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import rollcall.ui.settings.SettingsView.Topic;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;

/// Setting that the search found by the words of its label or of its help.
///
/// @param title label of the setting, or the heading above its help
/// @param node label or control on the page
record SettingHit(Topic topic, String title, Node node) implements SettingsView.Entry {
  private static final int MOST = 8;

  /// Finds the settings of a section whose texts have all words of the query.
  static List<SettingHit> find(SettingsPage section, Topic topic, String query) {
    Predicate<String> matching = SearchNormalizer.matching(query);
    Map<String, SettingHit> hits = new LinkedHashMap<>();
    Label heading = null;
    for (Labeled one : texts(section)) {
      boolean help = one.getStyleClass().contains("muted");
      if (isHeading(one) && one instanceof Label label) {
        heading = label;
      }
      if (matching.test(SearchNormalizer.fold(one.getText()))) {
        Labeled shown = help && heading != null ? heading : one;
        hits.putIfAbsent(shown.getText(), new SettingHit(topic, shown.getText(), shown));
      }
    }
    return hits.values().stream().limit(MOST).toList();
  }

  @Override
  public String text() {
    return topic.page().text().equals(title)
        ? title
        : Messages.of("settings.search.hit", title, topic.page().text());
  }

  /// The control to be focused: that of a label, or the node itself.
  Node control() {
    return node instanceof Label label && label.getLabelFor() != null ? label.getLabelFor() : node;
  }

  private static boolean isHeading(Node node) {
    return node.getStyleClass().contains("heading") || node.getStyleClass().contains("title-3");
  }

  /// The texts of a section in their order, without those of its data and of its messages.
  private static List<Labeled> texts(Parent parent) {
    List<Labeled> all = new ArrayList<>();
    for (Node child : parent.getChildrenUnmodifiable()) {
      switch (child) {
        case ListView<?> _, ComboBoxBase<?> _ -> {}
        case Label label when label.getStyleClass().contains("error") -> {}
        case Label label -> all.add(label);
        case ButtonBase button -> all.add(button);
        case Parent group -> all.addAll(texts(group));
        default -> {}
      }
    }
    all.removeIf(one -> one.getText() == null || one.getText().isBlank());
    return all;
  }
}
