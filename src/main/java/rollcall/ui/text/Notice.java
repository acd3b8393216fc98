package rollcall.ui.text;

import java.util.List;

/// Something a person should know, and what they can do about it.
///
/// @param title one line
/// @param body what happens to the data, and what to do
/// @param buttons the first is the one most people want; may be empty
public record Notice(Kind kind, String title, String body, List<Button> buttons) {
  public Notice {
    buttons = List.copyOf(buttons);
  }

  /// The same, mattering this much.
  public Notice as(Kind newKind) {
    return new Notice(newKind, title, body, buttons);
  }

  /// How much it matters.
  public enum Kind {
    /// It is well.
    GOOD,
    /// It heals by itself, or is a choice.
    WARNING,
    /// It stays until a person acts.
    ERROR
  }

  /// A thing to do, under the name that fits here.
  public record Button(NoticeAction action, String label) {}
}
