package rollcall.app.desktop;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.ServerAddress;
import rollcall.presence.Workspace;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.ViewState;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.Workspaces;
import rollcall.ui.text.Language;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeConventions;
import rollcall.watch.SlackAccess;

/// Sessions of all workspaces, each with its model, controller and threads, and the language of
/// their window. All of them record at the same time, and their histories are read while the
/// toolkit starts.
///
/// Thread: FX, unless a method says otherwise.
public final class OpenWorkspaces implements DesktopController.OtherWorkspaces {
  private static final Logger LOG = LoggerFactory.getLogger(OpenWorkspaces.class);

  /// Interval at which alerts, waiting messages and the maintenance are looked at.
  private static final int TRIGGER_SECONDS = 5;

  private final Locale systemLanguage = Locale.getDefault();
  private final Locale systemFormats = Locale.getDefault(Locale.Category.FORMAT);
  private final FxExecutor gate = FxExecutor.closed();
  private final WorkspaceContext first;
  private final List<Open> all = new CopyOnWriteArrayList<>();
  private final Workspaces model;
  // The workspace that the demo hides, or null while none is open.
  private @Nullable Open hidden;
  // The demo that was left last: the next one waits until its history is closed.
  private Thread closing = Thread.ofVirtual().unstarted(() -> {});
  private volatile boolean closed;

  /// Session of one workspace, or of the demo.
  record Open(
      WorkspaceContext context,
      PresenceModel model,
      PresenceFeed feed,
      DesktopController controller,
      boolean demo) {}

  /// Chooses the language of the last run, and starts to open the demo, or the workspaces of the
  /// settings. From any thread, before there is a window.
  public OpenWorkspaces(WorkspaceContext first, boolean demo) {
    this.first = first;
    // Before the rest: what cannot be read is said in that language.
    useLanguage(first.viewState().load());
    boolean single = demo || first.sharedRecord().isPresent();
    List<WorkspaceContext> contexts = single ? List.of(first) : contexts();
    Open begin = create(contexts.getFirst(), demo);
    model = new Workspaces(begin.model(), this::remove);
    contexts.stream().skip(1).forEach(context -> model.all().add(create(context, false).model()));
    model.shown().set(lastShown().model());
  }

  /// The workspace that the window showed last.
  private Open lastShown() {
    return all.size() == 1
        ? all.getFirst()
        : all.stream()
            .max(
                // Of equal ones, the first counts.
                Comparator.comparing(OpenWorkspaces::shownAt)
                    .thenComparingInt(one -> -all.indexOf(one)))
            .orElseThrow();
  }

  private static Instant shownAt(Open open) {
    return Objects.requireNonNullElse(open.context().viewState().load().shown(), Instant.EPOCH);
  }

  private List<WorkspaceContext> contexts() {
    try {
      List<String> further = first.furtherWorkspaces();
      // Most users have one workspace: nothing is read here then.
      List<WorkspaceContext> contexts =
          further.stream()
              .map(first::workspace)
              .filter(OpenWorkspaces::isOpened)
              .collect(Collectors.toList());
      if (contexts.isEmpty() || isOpened(first)) {
        contexts.addFirst(first);
      }
      return contexts;
    } catch (IOException e) {
      LOG.warn("Only the first workspace can be found", e);
      return List.of(first);
    }
  }

  /// Returns whether a workspace is not removed. One whose settings cannot be read is opened, too:
  /// it shows the problem.
  private static boolean isOpened(WorkspaceContext context) {
    try {
      KnownWorkspace known = context.realProfile().settings().load().settings().workspace();
      return known == null || !known.removed();
    } catch (IOException e) {
      return true;
    }
  }

  private Open create(WorkspaceContext context, boolean demo) {
    PresenceModel presence = new PresenceModel(context.clock().instant(), ZoneId.systemDefault());
    PresenceFeed feed = new PresenceFeed(gate, presence);
    DesktopController controller = new DesktopController(context, feed, this);
    Open open = new Open(context, presence, feed, controller, demo);
    all.add(open);
    controller.awaitEnd(closing);
    controller.open(demo);
    return open;
  }

  /// Uses the language of this state for the texts of Rollcall and those of JavaFX. Formats, such
  /// as those of numbers in files, stay those of the system, if it has a region, but for the first
  /// day of a week.
  void useLanguage(ViewState view) {
    TimeConventions conventions = TimeConventions.of(view.conventions());
    Language language = Language.of(view.language());
    Locale locale = conventions.in(language.locale(systemLanguage));
    Messages.use(locale);
    Locale.setDefault(locale);
    Locale.setDefault(
        Locale.Category.FORMAT, conventions.in(language.formats(systemLanguage, systemFormats)));
  }

  /// Gate of all workspaces, closed until there is a window.
  FxExecutor gate() {
    return gate;
  }

  /// The workspaces, as the window shows them.
  Workspaces model() {
    return model;
  }

  /// The session of this model.
  Open of(PresenceModel presence) {
    return all.stream().filter(open -> open.model() == presence).findFirst().orElseThrow();
  }

  private Open shown() {
    return of(model.shown().get());
  }

  /// Shows this workspace, and leaves the demo.
  private void show(Open next) {
    Open before = shown();
    model.shown().set(next.model());
    if (!before.equals(next) && (before.demo() || isRemoved(before))) {
      discard(before);
    }
  }

  private static boolean isRemoved(Open open) {
    KnownWorkspace known = open.model().settings().get().workspace();
    return known != null && known.removed();
  }

  private void discard(Open open) {
    all.remove(open);
    model.all().remove(open.model());
    closing = Thread.ofVirtual().name("close-workspace").start(open.controller()::close);
  }

  @Override
  public boolean passToken(
      DesktopController from,
      SlackAccess access,
      Workspace workspace,
      CompletableFuture<TokenAnswer> answer)
      throws IOException {
    boolean further = first.furtherWorkspaces().contains(workspace.id());
    Optional<Open> owner =
        all.stream()
            .filter(open -> !open.demo() && open.controller().acceptsTokenOf(workspace))
            .filter(open -> !(open.context().isFirst() && further))
            .findFirst();
    if (owner.isPresent() && owner.get().controller() == from) {
      execute(() -> show(owner.get()));
      return false;
    }
    if (owner.isEmpty()) {
      writeSettings(workspace, from.hidesNames());
    }
    execute(
        answer,
        () -> {
          Open target = owner.orElseGet(() -> add(first.workspace(workspace.id())));
          target.controller().acceptToken(access, workspace, answer);
          show(target);
        });
    return true;
  }

  private void execute(Runnable change) {
    gate.execute(() -> {
      if (!closed) {
        change.run();
      }
    });
  }

  /// Executes a change that leads to this answer. A bug is the answer, and reported, too.
  private void execute(CompletableFuture<TokenAnswer> answer, Runnable change) {
    execute(() -> {
      try {
        change.run();
      } catch (RuntimeException e) {
        answer.complete(SignInFlow.failed(e));
        throw e;
      }
    });
  }

  /// Writes the settings file by which a further workspace is found. Names are hidden as in the
  /// workspace that the user sees.
  private void writeSettings(Workspace workspace, boolean hideNames) throws IOException {
    SettingsFile file = first.workspace(workspace.id()).realProfile().settings();
    Settings now = file.load().settings();
    file.save(
        now.withWorkspace(new KnownWorkspace(workspace.id(), workspace.name()))
            .withPrivacy(now.privacy().withHideNames(hideNames)));
  }

  private Open add(WorkspaceContext context) {
    Open added = create(context, false);
    model.all().add(added.model());
    return added;
  }

  @Override
  public void connect(String token, CompletableFuture<TokenAnswer> answer) {
    execute(
        answer,
        () -> {
          Open real = real();
          var _ =
              real.controller()
                  .connect(token)
                  .whenComplete((result, failure) -> {
                    if (failure != null) {
                      answer.completeExceptionally(failure);
                    } else {
                      answer.complete(result);
                    }
                  });
        });
  }

  /// The session that takes tokens while the demo is shown; the real ones are opened if needed.
  private Open real() {
    if (all.stream().allMatch(Open::demo)) {
      contexts().forEach(this::add);
    }
    Open last = hidden;
    return last != null && all.contains(last)
        ? last
        : all.stream().filter(open -> !open.demo()).findFirst().orElseThrow();
  }

  @Override
  public void showRecord(ServerAddress server) {
    execute(() ->
        show(
            all.stream()
                .filter(open -> open.context().sharedRecord().equals(Optional.of(server)))
                .findFirst()
                .orElseGet(() -> add(first.sharedRecord(server)))));
  }

  @Override
  public void demo(boolean on) {
    execute(() -> {
      if (!on) {
        show(real());
      } else if (!shown().demo()) {
        hidden = shown();
        Open demo = create(first, true);
        model.all().add(demo.model());
        show(demo);
      }
    });
  }

  @Override
  public List<DesktopController> all() {
    return all.stream().map(Open::controller).toList();
  }

  @Override
  public void shareSettings(DesktopController from, Settings saved, boolean reconnect) {
    for (Open open : all) {
      if (!open.demo() && open.controller() != from) {
        open.controller().applySharedSettings(saved, reconnect);
      }
    }
  }

  private CompletionStage<Optional<String>> remove(PresenceModel presence, boolean erase) {
    Open removed = of(presence);
    return removed
        .controller()
        .remove(erase)
        .thenApply(failure -> {
          if (failure.isEmpty()) {
            execute(() -> onRemoved(removed));
          }
          return failure;
        });
  }

  private void onRemoved(Open removed) {
    Open next =
        all.stream()
            .filter(open -> !open.demo() && !open.equals(removed))
            .findFirst()
            .orElseGet(() -> add(first));
    if (shown().equals(removed)) {
      show(next);
    }
    if (all.contains(removed)) {
      discard(removed);
    }
  }

  /// Sets the current time of all workspaces. From any thread.
  void onTick(Instant now) {
    for (Open open : all) {
      open.feed().onTick(now);
      if (now.getEpochSecond() % TRIGGER_SECONDS == 0) {
        open.controller().onTick();
      }
    }
  }

  /// Notes a newer installed version. From any thread.
  void onInstalled(String version) {
    execute(() -> shown().feed().onInstalled(version));
  }

  /// Closes all controllers in order, at the same time; returns when all histories are closed. From
  /// any thread.
  void close() {
    closed = true;
    ThreadFactory threads = Thread.ofVirtual().name("close-workspace").factory();
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      all.forEach(open -> executor.execute(open.controller()::close));
    }
  }

  /// Sentences about the sightings that could not be stored by the end; empty when all were. From
  /// any thread.
  Optional<String> unsavedSentence() {
    return all.stream()
        .flatMap(open -> open.controller().unsavedSentence().stream())
        .reduce((one, other) -> one + " " + other);
  }
}
