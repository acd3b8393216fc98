package rollcall.ui;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.watch.Problem;

/// Where a token is pasted: says at once when it is of a kind that cannot work. Never shows it in
/// clear. FX lane.
public final class TokenField extends VBox {
  private final PasswordField field = new PasswordField();
  private final Label kind = new Label();
  private final NoticeCard wrong;
  private final ProblemWords words;

  /// @param remedies what to do for the buttons of a wrong kind's notice, apart from pasting
  public TokenField(ProblemWords words, Consumer<Remedy> remedies) {
    this.words = words;
    wrong =
        new NoticeCard(remedy -> {
          if (remedy == Remedy.PASTE_TOKEN) {
            again();
          } else {
            remedies.accept(remedy);
          }
        });
    getStyleClass().add("token-field");
    field.setId("token");
    field.setPromptText(Words.of("token.prompt"));
    Label label = new Label(Words.of("token.label"));
    label.setLabelFor(field);
    kind.getStyleClass().add("muted");
    getChildren().setAll(label, field, kind, wrong);
    field.textProperty().subscribe(this::recognise);
  }

  /// The field itself, for the focus and for Enter.
  public TextField field() {
    return field;
  }

  /// What was pasted, without the blanks around it.
  public String token() {
    return field.getText().strip();
  }

  /// Whether it is of a kind that can work.
  public boolean usable() {
    return TokenKind.of(field.getText()).usable();
  }

  /// Whether it says that it is of a kind that cannot work.
  public boolean wrong() {
    return wrong.isVisible();
  }

  /// Ready for another one.
  public void again() {
    field.clear();
    field.requestFocus();
  }

  private void recognise(String text) {
    TokenKind of = TokenKind.of(text);
    kind.setText(
        switch (of) {
          case BOT -> Words.of("token.bot");
          case USER -> Words.of("token.user");
          case OTHER -> text.isBlank() ? "" : Words.of("token.other");
          case APP, REFRESH, BROWSER -> "";
        });
    kind.setManaged(!kind.getText().isEmpty());
    wrong.show(notice(of, text));
  }

  private @Nullable Notice notice(TokenKind of, String text) {
    return switch (of) {
      case APP, REFRESH, BROWSER ->
          words.of(new Problem.WrongTokenKind(TokenKind.prefix(text)), null);
      case BOT, USER, OTHER -> null;
    };
  }
}
