package rollcall.app;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.shape.SVGPath;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.desktop.OpenWorkspaces;
import rollcall.app.desktop.WindowSession;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.NativeLibraries;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.LazySecrets;
import rollcall.settings.Proxy;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;
import rollcall.settings.SecretsFile;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Language;
import rollcall.ui.text.StateIcon;

/// Rollcall with its window, connected to a workspace that the test controls. The workspace counts
/// as a real one: it is given by its address, and the demo is off.
final class RunningApp implements AutoCloseable {
  /// Longer than the minute between calls of `rtm.connect`, which an unlucky moment may cost.
  private static final int PATIENCE = Integer.getInteger("rollcall.patience", 90);

  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2040-01-01T00:00:00Z");

  final FakeDesktop desktop = new FakeDesktop();
  private final WorkspaceContext context;
  private final Path data;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Stage stage;
  private final WindowSession window;
  private final Callable<String> keptToken;

  private RunningApp(WorkspaceContext context, Path data, Callable<String> keptToken) {
    this.context = context;
    this.data = data;
    this.keptToken = keptToken;
    Fx.screen(1920, 1200);
    stage = new Stage();
    stage.setX(0);
    stage.setY(0);
    window =
        new WindowSession(
            context, new OpenWorkspaces(context, false), stage, desktop, null, () -> {});
    window.show();
    label("status-text").textProperty().subscribe(text -> said.add(text));
  }

  /// Starts it as it was left: with this token, if any, watching these people.
  static RunningApp start(
      SlackSimulator workspace,
      InstantSource clock,
      Path data,
      @Nullable String token,
      Employee... people)
      throws IOException {
    var watched = new TreeSet<>(Stream.of(people).map(Employee::id).toList());
    return start(
        workspace.apiUrl(),
        clock,
        data,
        token,
        Settings.DEFAULT.withList(watched, FollowedChannelsAndGroups.NONE));
  }

  /// Starts it at this address, as it was left: with this token, if any, and these settings.
  static RunningApp start(
      URI apiUrl, InstantSource clock, Path data, @Nullable String token, Settings settings)
      throws IOException {
    settings(data).save(settings.withProxy(new Proxy.None()));
    return startAsItIs(apiUrl, clock, data, token);
  }

  /// Starts it at this address with whatever is in this directory, and this token, if any.
  static RunningApp startAsItIs(URI apiUrl, InstantSource clock, Path data, @Nullable String token)
      throws IOException {
    Secrets secrets = secrets(apiUrl, data, token);
    WorkspaceContext context = context(apiUrl, clock, data, secrets);
    SecretName name = SecretName.slackToken(apiUrl);
    return Fx.get(() ->
        new RunningApp(context, data, () -> secrets.get(name).map(Secret::value).orElse("none")));
  }

  /// Secrets of this directory, with this token, if any.
  static Secrets secrets(URI apiUrl, Path data, @Nullable String token) throws IOException {
    SecretsFile file = new SecretsFile(data.resolve("secrets.json"));
    Secrets secrets = new LazySecrets(() -> file.exists() ? file : new InMemorySecrets(), file);
    if (token != null) {
      secrets.put(SecretName.slackToken(apiUrl), new Secret(token));
    }
    return secrets;
  }

  /// Context at this address with whatever is in this directory.
  static WorkspaceContext context(URI apiUrl, InstantSource clock, Path data, Secrets secrets) {
    WorkspaceOptions options =
        new WorkspaceOptions(false, null, apiUrl, data, null, null, false, null);
    AppPaths places = new AppPaths(data, data, data.resolve("logs"), data.resolve("cache"));
    NativeLibraries.prepare(Path.of(System.getProperty("java.home")), data);
    return new WorkspaceContext(
        options, places, Map.of(), secrets, () -> null, clock, Duration.ofSeconds(60));
  }

  /// Closes the window as a person would who does not want to record any more, and waits until the
  /// history is closed.
  @Override
  public void close() {
    Fx.run(() -> {
      requestClose();
      Node quit = shown().lookup("#close-quit");
      if (quit instanceof Button button) {
        button.fire();
      }
    });
    window.close();
  }

  /// Lets a bug reach the JavaFX thread, as a listener that throws does.
  void throwInWindow(RuntimeException bug) {
    Thread.UncaughtExceptionHandler before =
        Fx.get(() -> {
          Thread thread = Thread.currentThread();
          Thread.UncaughtExceptionHandler usual = thread.getUncaughtExceptionHandler();
          thread.setUncaughtExceptionHandler((_, uncaught) -> window.onBug(uncaught));
          return usual;
        });
    Platform.runLater(() -> {
      throw bug;
    });
    Fx.run(() -> Thread.currentThread().setUncaughtExceptionHandler(before));
  }

  /// Closes all but the window, as a signal does.
  void terminate() {
    window.close();
  }

  /// Whether the window is shown. Thread: FX.
  boolean isShowing() {
    return stage.isShowing();
  }

  /// Asks the window to close. Thread: FX.
  void requestClose() {
    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  /// Waits until the table shows this person so: in word and shape.
  void awaitRow(Employee person, Presence presence) {
    String word = word(presence);
    String shape = Fx.get(() -> StateIcon.of(presence).node().getContent());
    await(
        () -> "a row " + person.id() + " " + word + ", but " + Fx.get(() -> row(person)),
        () -> row(person).equals(word + " " + shape));
  }

  /// Waits until the row says that the person is not watched, and why.
  void awaitRest(Employee person, String word) {
    await(
        () -> "a row " + person.id() + " " + word + ", but " + Fx.get(() -> row(person)),
        () -> row(person).startsWith(word + " "));
  }

  /// Waits until the status strip says this.
  void awaitStatus(String pattern) {
    await(() -> pattern + ", but it said " + said, () -> said().matches(pattern));
  }

  /// Waits until the status strip has said this, if only for a moment.
  void awaitSaid(String pattern) {
    await(
        () -> pattern + ", but it said " + said,
        () -> said.stream().anyMatch(line -> line.matches(pattern)));
  }

  /// Forgets what the status strip has said before.
  void listenAnew() {
    said.clear();
  }

  private String said() {
    return label("status-text").getText();
  }

  /// Waits until a notice with this id says this; blank for until it is gone.
  void awaitNotice(String id, String title, String body) {
    await(
        () -> "#" + id + " to say " + title + "\n" + body + "\nbut " + Fx.get(() -> notice(id)),
        () -> notice(id).equals(title.isEmpty() ? "" : title + "\n" + body));
  }

  private String notice(String id) {
    Node card = shown().lookup("#" + id);
    return card == null || !card.isVisible()
        ? ""
        : text(card, ".notice-title") + "\n" + text(card, ".notice-body");
  }

  private static String text(Node under, String selector) {
    return under.lookup(selector) instanceof Label label ? label.getText() : "";
  }

  /// Waits until this holds, evaluated on the JavaFX thread. A node that does not exist yet is
  /// waited for, too.
  static void await(Supplier<String> what, Callable<Boolean> condition) {
    try {
      Fx.await(
          PATIENCE,
          () -> {
            try {
              return condition.call();
            } catch (AssertionError absent) {
              return false;
            }
          });
    } catch (AssertionError e) {
      throw new AssertionError("Waited for " + what.get(), e);
    }
  }

  private String row(Employee person) {
    return rowOf(person)
        .filter(row -> row.lookup(".row-state") instanceof Text)
        .map(row -> {
          String shape = row.lookup(".state-icon") instanceof SVGPath path ? path.getContent() : "";
          return ((Text) row.lookup(".row-state")).getText() + " " + shape;
        })
        .orElse("");
  }

  /// The visible row of a person. Thread: FX.
  Optional<Node> rowOf(Employee person) {
    return stage.getScene().getRoot().lookupAll(".presence-row").stream()
        .filter(Node::isVisible)
        .filter(row ->
            row.getUserData() instanceof PersonRow shown && shown.id().value().equals(person.id()))
        .findFirst();
  }

  private static String word(Presence presence) {
    return switch (presence) {
      case ACTIVE -> "Active";
      case AWAY -> "Away";
      case UNKNOWN -> "Unknown";
      case NOT_WATCHED -> "Not watched";
    };
  }

  Label label(String id) {
    return Fx.find(stage.getScene().getRoot(), id, Label.class);
  }

  /// Enters this token in the set-up assistant, and checks it.
  void checkToken(String token) {
    Button step = find("step-token", Button.class);
    Fx.run(step::fire);
    TextField field = find("token", TextField.class);
    Fx.run(() -> field.setText(token));
    press(find("token-check", Button.class));
  }

  /// Signs in with this token in the set-up assistant.
  void signIn(String token) {
    checkToken(token);
    press(find("setup-continue", Button.class));
  }

  private static void press(Button button) {
    await(() -> button.getText() + " to be enabled", () -> !button.isDisabled());
    Fx.run(button::fire);
  }

  /// The node with this id in the window on top; the screen that it is on may still be about to be
  /// shown, and is waited for, unless this runs on the JavaFX thread.
  <T extends Node> T find(String id, Class<T> type) {
    if (Platform.isFxApplicationThread()) {
      return Fx.find(shown(), id, type);
    }
    await(() -> "#" + id, () -> type.isInstance(Fx.find(shown(), id, Node.class)));
    return Fx.get(() -> Fx.find(shown(), id, type));
  }

  Parent root() {
    return stage.getScene().getRoot();
  }

  /// Returns the root of the window on top: a dialog, if one is open.
  private Parent shown() {
    return Window.getWindows().stream()
        .filter(one -> one instanceof Stage && one.isShowing())
        .reduce((_, last) -> last)
        .orElse(stage)
        .getScene()
        .getRoot();
  }

  /// Closes the dialog that is open.
  void closeDialog() {
    Fx.run(() ->
        List.copyOf(Window.getWindows()).stream()
            .filter(one -> one instanceof Stage && one != stage)
            .forEach(Window::hide));
  }

  /// Presses the button in the main window that says this.
  void press(String words) {
    Fx.run(() ->
        stage.getScene().getRoot().lookupAll(".button").stream()
            .filter(node -> node instanceof Button button && words.equals(button.getText()))
            .map(Button.class::cast)
            .findFirst()
            .orElseThrow()
            .fire());
  }

  /// Chooses the language in the settings, which stay open.
  void choose(Language language) {
    closeDialog();
    Fx.chooseMenuItem(root(), "file.settings");
    ListView<?> pages = find("topics", ListView.class);
    Fx.run(() -> pages.getSelectionModel().selectFirst());
    ComboBox<Language> choices = languages();
    Fx.run(() -> choices.setValue(language));
    await(() -> language + " to be used", () -> !languages().equals(choices));
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Language> languages() {
    return find("language", ComboBox.class);
  }

  /// The token that the next start would use.
  String keptToken() throws Exception {
    return keptToken.call();
  }

  /// Context of the application.
  WorkspaceContext context() {
    return context;
  }

  /// The settings as they are saved.
  Settings saved() throws IOException {
    return settings(data).load().settings();
  }

  private static SettingsFile settings(Path data) {
    return new SettingsFile(data.resolve("settings.json"));
  }

  /// Returns the stored sightings of this person that match.
  List<Sighting> stored(Employee person, Predicate<Sighting> fits) throws IOException {
    try (History history = History.openReadOnly(historyFile())) {
      return history.sightings(new UserId(person.id()), EVER, NEVER).stream().filter(fits).toList();
    }
  }

  /// All that is stored about this person, as `away snapshot`.
  List<String> storedWords(Employee person) throws IOException {
    return stored(person, _ -> true).stream()
        .map(seen -> seen.presence().word() + " " + seen.cause().word())
        .toList();
  }

  /// Looked for where it is: in the rest of the directory files come and go.
  private Path historyFile() throws IOException {
    return context.profile().latestHistory().orElseThrow();
  }
}
