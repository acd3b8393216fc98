package rollcall.ui.controls;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.TokenKind;
import rollcall.watch.Problem;

/// Password field for a token; reports unusable kinds of tokens while typing. Thread: FX.
public final class TokenField extends VBox {
  private final PasswordField field = new PasswordField();
  private final Label kind = new Label();
  private final NoticeCard wrongKind;
  private final ProblemText problemText;

  /// @param onAction called for the buttons of the notice, except pasting
  public TokenField(ProblemText problemText, Consumer<NoticeAction> onAction) {
    this.problemText = problemText;
    wrongKind =
        new NoticeCard(action -> {
          if (action == NoticeAction.PASTE_TOKEN) {
            clear();
          } else {
            onAction.accept(action);
          }
        });
    getStyleClass().add("token-field");
    field.setId("token");
    field.setPromptText(Messages.of("token.prompt"));
    Label label = new Label(Messages.of("token.label"));
    label.setLabelFor(field);
    kind.getStyleClass().add("muted");
    getChildren().setAll(label, field, kind, wrongKind);
    field.textProperty().subscribe(this::updateKind);
  }

  /// The text field.
  public TextField field() {
    return field;
  }

  /// The token, without surrounding spaces.
  public String token() {
    return field.getText().strip();
  }

  /// Whether the token is of a usable kind.
  public boolean isUsable() {
    return TokenKind.of(field.getText()).isUsable();
  }

  /// Whether the notice about an unusable kind is visible.
  public boolean isInvalidShown() {
    return wrongKind.isVisible();
  }

  /// Clears and focuses the field.
  public void clear() {
    field.clear();
    field.requestFocus();
  }

  private void updateKind(String text) {
    TokenKind tokenKind = TokenKind.of(text);
    kind.setText(
        switch (tokenKind) {
          case BOT -> Messages.of("token.bot");
          case USER -> Messages.of("token.user");
          case OTHER -> text.isBlank() ? "" : Messages.of("token.other");
          case APP, REFRESH, BROWSER -> "";
        });
    kind.setManaged(!kind.getText().isEmpty());
    wrongKind.show(notice(tokenKind, text));
  }

  private @Nullable Notice notice(TokenKind tokenKind, String text) {
    return switch (tokenKind) {
      case APP, REFRESH, BROWSER ->
          problemText.of(new Problem.WrongTokenKind(TokenKind.prefix(text)), null);
      case BOT, USER, OTHER -> null;
    };
  }
}
