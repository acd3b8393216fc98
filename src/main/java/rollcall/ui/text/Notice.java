package rollcall.ui.text;

import java.util.List;

/// Message to the user with the actions that help.
///
/// @param title one line
/// @param body the effect on the data, and the remedy
/// @param buttons the most common action first; may be empty
public record Notice(Kind kind, String title, String body, List<Button> buttons) {
  public Notice {
    buttons = List.copyOf(buttons);
  }

  /// The same notice with this severity.
  public Notice as(Kind newKind) {
    return new Notice(newKind, title, body, buttons);
  }

  /// The same notice without the buttons of these actions.
  public Notice without(NoticeAction... actions) {
    List<NoticeAction> removed = List.of(actions);
    return new Notice(
        kind,
        title,
        body,
        buttons.stream().filter(button -> !removed.contains(button.action())).toList());
  }

  /// Severity.
  public enum Kind {
    /// Success.
    GOOD,
    /// Resolves by itself, or is optional.
    WARNING,
    /// Requires an action by the user.
    ERROR
  }

  /// Labeled action.
  public record Button(NoticeAction action, String label) {}
}
