package rollcall.ui.model;

import org.jspecify.annotations.Nullable;
import rollcall.presence.Workspace;

/// Where Rollcall is signed in.
///
/// @param kind what it is
/// @param workspace which one, or null while Slack has not said it yet
/// @param user as whom, or blank
public record SignInState(Kind kind, @Nullable Workspace workspace, String user) {
  /// It is not known yet what was here before.
  public static final SignInState OPENING = new SignInState(Kind.OPENING, null, "");

  /// No token has ever worked: the welcome screen stays until one does.
  public static final SignInState NONE = new SignInState(Kind.NONE, null, "");

  /// Whether it is the built-in demo.
  public boolean demo() {
    return kind == Kind.DEMO;
  }

  /// Whether there is no workspace to show.
  public boolean signedOut() {
    return switch (kind) {
      case OPENING, NONE -> true;
      case SLACK, DEMO -> false;
    };
  }

  /// The name of the workspace as people know it, or blank.
  public String name() {
    return workspace == null ? "" : workspace.name();
  }

  /// What an account can be.
  public enum Kind {
    OPENING,
    NONE,
    SLACK,
    DEMO
  }
}
