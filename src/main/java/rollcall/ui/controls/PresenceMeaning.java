package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Subscription;
import rollcall.ui.text.Messages;

/// Page about the meaning of presence: what it can tell and what it cannot. Thread: FX.
public final class PresenceMeaning extends ScrollPane {
  private static final double WIDTH = 620;
  private static final double HEIGHT = 520;

  /// Parts of the page, each with the number of its sentences.
  private static final List<Part> PARTS =
      List.of(new Part("can", 3), new Part("cannot", 5), new Part("use", 3));

  private record Part(String key, int sentences) {}

  private PresenceMeaning() {
    setId("meaning");
    getStyleClass().add("dialog");
    VBox page = styled(new VBox(), "page");
    page.getChildren().add(label("meaning", "title-3"));
    for (Part part : PARTS) {
      page.getChildren().add(label("meaning." + part.key(), "heading"));
      for (int i = 1; i <= part.sentences(); i++) {
        page.getChildren().add(label("meaning." + part.key() + "." + i, "meaning-text"));
      }
    }
    setContent(page);
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
  }

  /// Opens the page over this window.
  public static void open(Window owner) {
    double height = Dialog.fitting(owner.getHeight() - 80, 320, HEIGHT);
    new Dialog(owner, Messages.of("meaning"), WIDTH, height)
        .show(new PresenceMeaning(), _ -> Subscription.EMPTY);
  }

  /// A link that opens the page over its window.
  public static Hyperlink link() {
    Hyperlink link = styled(new Hyperlink(Messages.of("meaning.link")), "meaning-link");
    link.setId("meaning-link");
    link.setMinWidth(USE_PREF_SIZE);
    link.setOnAction(_ -> {
      link.setVisited(false);
      open(link.getScene().getWindow());
    });
    return link;
  }
}
