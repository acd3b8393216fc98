package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.styled;

import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.Skin;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.ProblemText;
import rollcall.ui.text.TokenKind;
import rollcall.watch.Problem;

/// Password field for a token, which can be shown; reports unusable kinds of tokens while typing.
/// Thread: FX.
public final class TokenField extends VBox {
  private final MaskedField field = new MaskedField();
  private final ToggleButton shown = styled(new ToggleButton(), "small-icon");
  private final Label kind = styled(new Label(), "muted");
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
    shown.setId("token-show");
    shown.setGraphic(new FontIcon(Feather.EYE));
    shown.setAccessibleText(Messages.of("token.show"));
    shown.setTooltip(new Tooltip(Messages.of("token.show")));
    shown.selectedProperty().subscribe(field::reveal);
    HBox.setHgrow(field, Priority.ALWAYS);
    HBox row = new HBox(4, field, shown);
    row.setAlignment(Pos.CENTER_LEFT);
    getChildren().setAll(label, row, kind, wrongKind);
    field.textProperty().subscribe(this::updateKind);
  }

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
    shown.setSelected(false);
    field.requestFocus();
  }

  private void updateKind(String text) {
    TokenKind tokenKind = TokenKind.of(text);
    kind.setText(
        switch (tokenKind) {
          case BOT -> Messages.of("token.bot");
          case USER -> Messages.of("token.user");
          case OTHER -> text.isBlank() ? "" : Messages.of("token.other");
          case APP, REFRESH, BROWSER, BROKEN -> "";
        });
    kind.setManaged(!kind.getText().isEmpty());
    wrongKind.show(notice(tokenKind, text));
  }

  private @Nullable Notice notice(TokenKind tokenKind, String text) {
    return switch (tokenKind) {
      case APP, REFRESH, BROWSER ->
          problemText.of(new Problem.WrongTokenKind(TokenKind.prefix(text)), null);
      case BROKEN ->
          new Notice(
              Notice.Kind.WARNING,
              Messages.of("token.broken.title"),
              Messages.of("token.broken.body"),
              List.of(
                  new Notice.Button(
                      NoticeAction.PASTE_TOKEN, Messages.of("problem.wrong_kind.another"))));
      case BOT, USER, OTHER -> null;
    };
  }

  /// Password field whose text can be shown.
  private static final class MaskedField extends PasswordField {
    private boolean isRevealed;

    /// Shows the text, or masks it.
    private void reveal(boolean on) {
      if (isRevealed != on) {
        isRevealed = on;
        setSkin(createDefaultSkin());
      }
    }

    @Override
    protected Skin<?> createDefaultSkin() {
      return new TextFieldSkin(this) {
        @Override
        protected String maskText(String text) {
          return isRevealed ? text : super.maskText(text);
        }
      };
    }
  }
}
