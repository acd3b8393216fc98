package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.history.History;
import rollcall.language.SentenceException;
import rollcall.presence.NameNormalizer;
import rollcall.presence.Workspace;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;

/// Choice of the workspaces of a command.
///
/// @param open workspaces that are recorded: those of the settings that are not removed
/// @param kept workspaces that were removed, of which only the history may be left
public record WorkspaceSelection(List<Choice> open, List<Choice> kept) {
  /// Workspace that can be chosen.
  ///
  /// @param domain first part of its address, or blank
  public record Choice(WorkspaceContext context, String id, String name, String domain) {
    private boolean isNamed(String word) {
      return Stream.of(id, name, domain, domain.isEmpty() ? "" : domain + ".slack.com")
          .filter(one -> !one.isEmpty())
          .anyMatch(one -> NameNormalizer.normalize(one).equals(NameNormalizer.normalize(word)));
    }

    private String text() {
      return id.isEmpty() ? "the one whose token is not known yet" : name + " (" + id + ")";
    }
  }

  /// Returns the workspaces of the settings and those of which there is a history. One whose
  /// settings or history cannot be read has its ID as its name: its command reports the problem.
  ///
  /// @throws IOException with a sentence when a directory cannot be read
  public static WorkspaceSelection of(WorkspaceContext first) throws IOException {
    List<Choice> open = new ArrayList<>();
    List<Choice> kept = new ArrayList<>();
    add(first, open, kept);
    for (String id : first.furtherWorkspaces()) {
      add(first.workspace(id), open, kept);
    }
    for (Path history : first.realProfile().allHistories()) {
      Workspace its = workspace(history);
      if (open.stream().noneMatch(one -> one.id().equals(its.id()))) {
        kept.add(new Choice(first.workspace(its.id()), its.id(), its.name(), ""));
      }
    }
    if (open.isEmpty()) {
      open.add(new Choice(first, "", "", ""));
    }
    return new WorkspaceSelection(List.copyOf(open), List.copyOf(kept));
  }

  private static void add(WorkspaceContext context, List<Choice> open, List<Choice> kept)
      throws IOException {
    Settings settings = settings(context);
    KnownWorkspace known = context.knownWorkspace(settings).orElse(null);
    if (known == null) {
      Optional<Path> latest = context.realProfile().latestHistory();
      Workspace its = latest.isEmpty() ? null : workspace(latest.get());
      open.add(new Choice(context, its == null ? "" : its.id(), its == null ? "" : its.name(), ""));
    } else if (known.removed()) {
      if (!context.isFirst()) {
        kept.add(new Choice(context, known.id(), known.name(), known.domain()));
      }
    } else {
      open.add(new Choice(context, known.id(), known.name(), known.domain()));
    }
  }

  private static Settings settings(WorkspaceContext context) {
    try {
      return context.realProfile().settings().load().settings();
    } catch (IOException e) {
      return Settings.DEFAULT;
    }
  }

  private static Workspace workspace(Path history) {
    String id = history.getName(history.getNameCount() - 2).toString();
    try (History opened = History.openReadOnly(history)) {
      return opened.workspace().orElse(new Workspace(id, id));
    } catch (IOException e) {
      return new Workspace(id, id);
    }
  }

  /// Returns the workspaces to record: the named one, or all.
  ///
  /// @throws IOException with a sentence when none has this name, or several have
  public List<Choice> all(@Nullable String word) throws IOException {
    return word == null ? open : List.of(named(word, open));
  }

  /// Returns the named workspace, or the only one.
  ///
  /// @throws IOException with a sentence when none has this name, or several could be meant
  public Choice one(@Nullable String word) throws IOException {
    if (word != null) {
      List<Choice> all = new ArrayList<>(open);
      all.addAll(kept);
      return named(word, all);
    }
    if (open.size() > 1) {
      throw new SentenceException(
          "There are several workspaces: %s. Name one with --workspace.", texts(open));
    }
    return open.getFirst();
  }

  private static Choice named(String word, List<Choice> among) throws IOException {
    List<Choice> ids = matching(among, one -> one.id().equals(word.toUpperCase(Locale.ROOT)));
    List<Choice> found = ids.isEmpty() ? matching(among, one -> one.isNamed(word)) : ids;
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (among.stream().allMatch(one -> one.id().isEmpty())) {
      throw new SentenceException("No workspace is known here yet: leave out --workspace.");
    }
    throw found.isEmpty()
        ? new SentenceException("There is no workspace '%s'. There is %s.", word, texts(among))
        : new SentenceException("'%s' could be %s. Use the id.", word, texts(found));
  }

  private static List<Choice> matching(List<Choice> among, Predicate<Choice> wanted) {
    return among.stream().filter(wanted).toList();
  }

  private static String texts(List<Choice> choices) {
    return choices.stream().map(Choice::text).collect(Collectors.joining(", "));
  }
}
