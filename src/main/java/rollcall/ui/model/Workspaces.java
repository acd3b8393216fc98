package rollcall.ui.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import rollcall.settings.KnownWorkspace;

/// Open workspaces, each with its model; the window shows one of them. Thread: FX.
public final class Workspaces {
  private final ObservableList<PresenceModel> all = FXCollections.observableArrayList();
  private final ObjectProperty<PresenceModel> shown;
  private final BiFunction<PresenceModel, Boolean, CompletionStage<Optional<String>>> remover;

  /// @param remover removes a workspace, with its history or without it; completes on any thread,
  ///   empty on success, else with the reason as a sentence
  public Workspaces(
      PresenceModel first,
      BiFunction<PresenceModel, Boolean, CompletionStage<Optional<String>>> remover) {
    all.add(first);
    shown = new SimpleObjectProperty<>(first);
    this.remover = remover;
  }

  /// One workspace, which cannot be removed.
  public Workspaces(PresenceModel only) {
    this(only, (_, _) -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /// The open workspaces, in their order in menus.
  public ObservableList<PresenceModel> all() {
    return all;
  }

  /// The workspace that the window shows.
  public ObjectProperty<PresenceModel> shown() {
    return shown;
  }

  /// The workspaces with the shared settings of this one, itself included; the demo shares none.
  public List<PresenceModel> sharing(PresenceModel workspace) {
    return isDemo(workspace)
        ? List.of(workspace)
        : all.stream().filter(one -> !isDemo(one)).toList();
  }

  private static boolean isDemo(PresenceModel workspace) {
    return workspace.signInState().get().demo();
  }

  /// Removes a workspace: its token, its people and, if requested, its history.
  ///
  /// @return empty on success; else the reason as a sentence
  public CompletionStage<Optional<String>> remove(PresenceModel workspace, boolean erase) {
    return remover.apply(workspace, erase);
  }

  /// The display name of a workspace, or blank.
  public static String name(PresenceModel workspace) {
    String name = workspace.signInState().get().name();
    KnownWorkspace known = workspace.settings().get().workspace();
    return !name.isEmpty() || known == null || known.removed() ? name : known.name();
  }
}
