package rollcall.ui.model;

import org.jspecify.annotations.Nullable;
import rollcall.presence.Workspace;

/// Sign-in state of the app.
///
/// @param kind signed out, Slack, demo or the record of others
/// @param workspace the workspace, or null until Slack has reported it
/// @param user the name of the signed-in user, or blank
public record SignInState(Kind kind, @Nullable Workspace workspace, String user) {
  /// The stored sign-in is not loaded yet.
  public static final SignInState OPENING = new SignInState(Kind.OPENING, null, "");

  /// No token has ever worked: the welcome screen stays until one does.
  public static final SignInState NONE = new SignInState(Kind.NONE, null, "");

  /// Whether the demo is open.
  public boolean demo() {
    return kind == Kind.DEMO;
  }

  /// Whether there is no workspace to show.
  public boolean signedOut() {
    return switch (kind) {
      case OPENING, NONE -> true;
      case SLACK, DEMO, SHARED -> false;
    };
  }

  /// The display name of the workspace, or blank.
  public String name() {
    return workspace == null ? "" : workspace.name();
  }

  /// Kind of sign-in.
  public enum Kind {
    OPENING,
    NONE,
    SLACK,
    DEMO,
    /// The record of others, without a token.
    SHARED
  }
}
