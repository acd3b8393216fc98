package rollcall.app.desktop;

import java.util.Locale;
import rollcall.app.environment.WorkspaceContext;
import rollcall.settings.ViewState;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;

/// Workspaces of a window that does not exist yet, with its language: their histories are read
/// while the toolkit starts.
public final class OpeningWorkspaces {
  private final Locale systemLanguage = Locale.getDefault();
  private final Locale systemFormats = Locale.getDefault(Locale.Category.FORMAT);
  private final FxExecutor gate = FxExecutor.closed();
  private final OpenWorkspaces workspaces;

  /// Chooses the language of the last run, and starts to open the workspaces. From any thread.
  public OpeningWorkspaces(WorkspaceContext context, boolean inDemo) {
    // First: what cannot be read is said in that language.
    use(context.viewState().load());
    workspaces = new OpenWorkspaces(context, gate, inDemo);
  }

  /// Gate of all workspaces, closed until there is a window.
  FxExecutor gate() {
    return gate;
  }

  OpenWorkspaces workspaces() {
    return workspaces;
  }

  /// Uses the language of this state for the texts of Rollcall and those of JavaFX. Formats, such
  /// as those of numbers in files, stay those of the system, if it has a region, but for the first
  /// day of a week.
  void use(ViewState view) {
    TimeConventions conventions = TimeConventions.of(view.conventions());
    Language language = Language.of(view.language());
    Locale locale = conventions.in(language.locale(systemLanguage));
    Messages.use(locale);
    Locale.setDefault(locale);
    Locale.setDefault(
        Locale.Category.FORMAT, conventions.in(language.formats(systemLanguage, systemFormats)));
  }
}
