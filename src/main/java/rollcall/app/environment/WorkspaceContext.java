package rollcall.app.environment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.history.ServerAddress;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Proxy;
import rollcall.settings.Secret;
import rollcall.settings.SecretName;
import rollcall.settings.Secrets;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.ViewStateFile;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.ui.model.LogBuffer;
import rollcall.watch.SlackAccess;

/// Context of one workspace in a run of the program: paths, secrets, clock, proxy and certificates.
///
/// The first workspace has the main settings file. Each further one has a file of its own, made by
/// [#workspace]. Thread: that of the workspace.
public final class WorkspaceContext {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceContext.class);

  private static final String SETTINGS = "settings.json";
  private static final String WORKSPACES = "workspaces";

  private final WorkspaceOptions options;
  private final AppPaths directories;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Duration stallLimit;
  private final Secrets secrets;
  private final TokenInput input;
  private final TokenSearch search;
  private final CaCertificates caCertificates;
  private final LogBuffer log;
  private final SettingsFile mainSettings;
  // The id of a further workspace, or null for the first.
  private final @Nullable String id;
  // The address of the record of others that is shown, or null.
  private final @Nullable ServerAddress sharedRecord;
  private final DatabasePasswords databasePasswords;
  private @Nullable Token token;
  private @Nullable Sentence certificateProblem;
  private @Nullable String proxyNote;
  private Sentence route = Sentence.of("");
  private String logged = "";

  public WorkspaceContext(
      WorkspaceOptions options,
      AppPaths directories,
      Map<String, String> environment,
      Secrets secrets,
      TokenInput input,
      InstantSource clock) {
    this(options, directories, environment, secrets, input, clock, SlackAccess.STALL_LIMIT);
  }

  /// @param stallLimit as in [SlackAccess]: longer than the steps of a virtual clock
  public WorkspaceContext(
      WorkspaceOptions options,
      AppPaths directories,
      Map<String, String> environment,
      Secrets secrets,
      TokenInput input,
      InstantSource clock,
      Duration stallLimit) {
    this.options = options;
    this.directories = directories;
    this.environment = environment;
    this.clock = clock;
    this.stallLimit = stallLimit;
    this.secrets = secrets;
    this.input = input;
    this.search = new TokenSearch(environment, secrets, input);
    this.databasePasswords = new DatabasePasswords(environment, secrets, input);
    this.caCertificates = new CaCertificates(clock);
    this.log = new LogBuffer();
    this.mainSettings = new SettingsFile(directories.settings().resolve(SETTINGS));
    this.id = null;
    this.sharedRecord = null;
  }

  private WorkspaceContext(
      WorkspaceContext first, @Nullable String id, @Nullable ServerAddress sharedRecord) {
    this.options = first.options;
    this.directories = first.directories;
    this.environment = first.environment;
    this.clock = first.clock;
    this.stallLimit = first.stallLimit;
    this.secrets = first.secrets;
    this.input = first.input;
    // A token given for this run is that of the first workspace, or of the one named for it.
    this.search =
        options.workspace() == null ? new TokenSearch(Map.of(), secrets, () -> null) : first.search;
    this.databasePasswords = new DatabasePasswords(environment, secrets, input);
    this.caCertificates = new CaCertificates(clock);
    this.log = first.log;
    this.mainSettings = first.mainSettings;
    this.id = id;
    this.sharedRecord = sharedRecord;
  }

  /// Context of a further workspace.
  ///
  /// @param workspace its id
  public WorkspaceContext workspace(String workspace) {
    return new WorkspaceContext(this, workspace, null);
  }

  /// Context for showing the record of others, with settings of its own.
  public WorkspaceContext sharedRecord(ServerAddress address) {
    return new WorkspaceContext(this, null, address);
  }

  /// Returns the address of the record of others that is shown; empty for a workspace that is
  /// recorded here.
  public Optional<ServerAddress> sharedRecord() {
    return Optional.ofNullable(sharedRecord);
  }

  /// IDs of the further workspaces, also of those that were removed.
  ///
  /// @throws IOException when the directory of the settings cannot be read
  public List<String> furtherWorkspaces() throws IOException {
    Path all = directories.settings().resolve(WORKSPACES);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .map(directory -> String.valueOf(directory.getFileName()))
          .filter(name -> isFurther(directories, name))
          .sorted()
          .toList();
    }
  }

  /// Returns the workspace of these settings; empty while only the token knows it.
  public Optional<KnownWorkspace> knownWorkspace(Settings settings) {
    KnownWorkspace named = settings.workspace();
    return named == null && id != null
        ? Optional.of(new KnownWorkspace(id, id))
        : Optional.ofNullable(named);
  }

  /// Returns whether this is the context of the first workspace.
  public boolean isFirst() {
    return id == null && sharedRecord == null;
  }

  public InstantSource clock() {
    return clock;
  }

  public DatabasePasswords databasePasswords() {
    return databasePasswords;
  }

  /// The messages of the log since the start.
  public LogBuffer log() {
    return log;
  }

  /// Logs from the level of these settings on, unless an option of this run says another.
  public void useLogLevel(Settings settings) {
    System.Logger.Level given = options.logLevel();
    Logging.use(given == null ? settings.logLevel() : given);
  }

  /// Directories of the program.
  public AppPaths directories() {
    return directories;
  }

  /// File of the state of the window while it shows this workspace; the demo has that of the first.
  public ViewStateFile viewState() {
    Path directory = sharedRecord == null ? directories.settings() : sharedSettings();
    return new ViewStateFile(
        (id == null ? directory : directory.resolve(WORKSPACES).resolve(id)).resolve("view.json"));
  }

  private Path sharedSettings() {
    return directories.settings().resolve("shared");
  }

  /// Address of Slack given for this run, or null.
  @Nullable
  public URI address() {
    return options.apiUrl();
  }

  /// Paths of the workspace.
  public ProfilePaths realProfile() {
    Path histories = directories.data().resolve(WORKSPACES);
    if (sharedRecord != null) {
      return new ProfilePaths(
          new SettingsFile(sharedSettings().resolve(SETTINGS)), histories, _ -> false);
    }
    if (id == null) {
      return new ProfilePaths(mainSettings, histories, name -> !isFurther(directories, name));
    }
    return new ProfilePaths(mainSettings.ofWorkspace(settingsOf(directories, id)), histories)
        .only(id);
  }

  /// Paths of the histories of all workspaces.
  public ProfilePaths allHistories() {
    return new ProfilePaths(mainSettings, directories.data().resolve(WORKSPACES));
  }

  /// Paths of the demo profile; it never contains real data.
  public ProfilePaths demoProfile() {
    AppPaths demo = directories.demo();
    return new ProfilePaths(
        new SettingsFile(demo.settings().resolve(SETTINGS)), demo.data().resolve(WORKSPACES));
  }

  private static Path settingsOf(AppPaths places, String workspace) {
    return places.settings().resolve(WORKSPACES).resolve(workspace).resolve(SETTINGS);
  }

  private static boolean isFurther(AppPaths places, String workspace) {
    return Files.exists(settingsOf(places, workspace));
  }

  /// Paths of the profile that the options select.
  public ProfilePaths profile() {
    return options.demo() ? demoProfile() : realProfile();
  }

  public DemoSession startDemo() throws IOException {
    return DemoSession.start(clock, stallLimit);
  }

  /// Returns the access with a token that is not stored yet.
  ///
  /// @throws IOException when the text cannot be a token
  public SlackAccess checkToken(Settings settings, String text) throws IOException {
    return access(settings, slackToken(new Secret(text)));
  }

  /// Stores a new token, and uses it from now on instead of any other.
  ///
  /// @return place where it is stored
  public Secrets.Place storeToken(SlackAccess accepted) throws IOException {
    SecretName name = tokenName(accepted.apiUrl());
    Secret newToken = new Secret(accepted.token().value());
    secrets.put(name, newToken);
    token = new Token(name, newToken);
    return secrets.place();
  }

  /// Stores the secrets in the file from now on, if they would end with this run.
  public void storeSecretsInFile() throws IOException {
    secrets.storeInFile();
  }

  /// Returns whether a token is stored, which another one would replace.
  ///
  /// @throws IOException when a keychain does not answer
  public boolean hasToken(Settings settings) throws IOException {
    SecretName name = tokenName(apiUrl(settings));
    return (token != null && token.name().equals(name)) || secrets.get(name).isPresent();
  }

  public void forgetToken(Settings settings) throws IOException {
    token = null;
    secrets.forget(tokenName(apiUrl(settings)));
  }

  public void storeProxyPassword(Proxy.Manual proxy, String password) throws IOException {
    secrets.put(SecretName.proxyPassword(proxy), new Secret(password));
  }

  /// Returns the access to the workspace; empty when there is no token.
  ///
  /// @param mayAsk whether to ask for a missing token on standard input
  /// @throws IOException when the value cannot be a token, or a keychain does not answer
  public Optional<SlackAccess> access(Settings settings, boolean mayAsk) throws IOException {
    SecretName name = tokenName(apiUrl(settings));
    if (token == null || !token.name().equals(name)) {
      token =
          search
              .find(name, options.tokenFromInput(), mayAsk)
              .map(found -> new Token(name, found))
              .orElse(null);
    }
    if (token == null) {
      return Optional.empty();
    }
    return Optional.of(access(settings, slackToken(token.secret())));
  }

  /// Returns the access for a check of the way to Slack, which sends no token.
  public SlackAccess accessWithoutToken(Settings settings) throws IOException {
    return access(settings, new SlackToken("none"));
  }

  /// Returns the proxy of these settings and its origin, or why there is none, in a few words.
  ///
  /// @throws IOException when the settings cannot be read, or a keychain does not answer
  public Sentence route(Settings settings) throws IOException {
    Optional<Sentence> unknown = connectionProblem(settings);
    return unknown.isPresent()
        ? unknown.get()
        : ProxyDescription.of(
            proxySettings(settings.proxy()), apiUrl(settings), options.proxy() != null);
  }

  /// Returns a sentence when the settings of the connection cannot be read: then no connection is
  /// made. Empty otherwise.
  public Optional<Sentence> connectionProblem(Settings settings) {
    if (!settings.proxyKnown()) {
      return Optional.of(
          Sentence.of(
              "The proxy in the settings cannot be read, and Rollcall does not connect without"
                  + " knowing it: choose it under Settings ▸ Proxy, or correct the file."));
    }
    if (!settings.modeKnown()) {
      return Optional.of(
          Sentence.of(
              "The mode in the settings cannot be read, and Rollcall does not connect without"
                  + " knowing it: choose it under Settings ▸ Connection, or correct the file."));
    }
    return settings.apiUrlKnown() || options.apiUrl() != null
        ? Optional.empty()
        : Optional.of(
            Sentence.of(
                "The apiUrl in the settings cannot be read, and Rollcall sends your token to no"
                    + " other address: correct the file, or start with --api-url."));
  }

  private SlackAccess access(Settings settings, SlackToken slackToken) throws IOException {
    Optional<Sentence> unknown = connectionProblem(settings);
    if (unknown.isPresent()) {
      throw new SentenceException(null, unknown.get());
    }
    Path given = options.caFile();
    certificateProblem =
        caCertificates.read(given != null ? given : settings.caFile()).orElse(null);
    ProxySettings wayOut = proxySettings(settings.proxy());
    URI address = apiUrl(settings);
    noteProxy(wayOut, address);
    return new SlackAccess(slackToken, address, wayOut, caCertificates.tls(), false)
        .withMode(settings.mode())
        .withStallLimit(stallLimit);
  }

  /// Returns a sentence about the proxy of the last access and its origin; empty without a proxy.
  public Optional<String> proxyNote() {
    return Optional.ofNullable(proxyNote);
  }

  /// Returns the proxy of the last access and its origin, or why there is none, in a few words.
  public Sentence route() {
    return route;
  }

  private void noteProxy(ProxySettings wayOut, URI address) {
    route = ProxyDescription.of(wayOut, address, options.proxy() != null);
    String line = "Slack (" + address.getHost() + ") is reached with " + route.english();
    proxyNote = wayOut.proxyFor(address).isPresent() ? line + "." : null;
    if (!line.equals(logged)) {
      LOG.info("{}", line);
      logged = line;
    }
  }

  /// Returns a sentence when the CA file could not be used for the last access; empty when it
  /// could, or when there is none.
  public Optional<Sentence> certificateProblem() {
    return Optional.ofNullable(certificateProblem);
  }

  /// Checks whether the certificates of this file can be trusted from now on; null for no file.
  ///
  /// @throws IOException when they cannot; its message is a sentence
  public void checkTrust(@Nullable Path file) throws IOException {
    Path given = options.caFile();
    if (given != null) {
      throw new SentenceException(
          "Rollcall was started with --ca-file %s, which counts until it is closed.", given);
    }
    if (file != null) {
      caCertificates.check(file);
    }
  }

  /// Checks the options given for this run.
  ///
  /// @throws IOException when a CA file was given for this run and cannot be used; its message is a
  ///   sentence that names it
  public void checkOptions() throws IOException {
    Path given = options.caFile();
    if (given != null) {
      caCertificates.check(given);
    }
  }

  private ProxySettings proxySettings(Proxy proxy) throws IOException {
    ProxySettings given = options.proxy();
    if (given != null) {
      return given;
    }
    String password =
        proxy instanceof Proxy.Manual manual && !manual.user().isBlank()
            ? secrets.get(SecretName.proxyPassword(manual)).map(Secret::value).orElse(null)
            : null;
    return SettingsMapper.proxy(proxy, password, environment);
  }

  private static SlackToken slackToken(Secret secret) throws IOException {
    try {
      SlackToken read = new SlackToken(secret.value());
      return switch (read.kind()) {
        case BOT, USER, OTHER -> read;
        case APP, BROWSER, REFRESH ->
            throw new SentenceException(
                "A token that starts with '%s-' is not used here: the one needed starts with xoxb-"
                    + " or xoxp-.",
                read.value().split("-", 2)[0]);
      };
    } catch (IllegalArgumentException e) {
      throw new SentenceException(
          e,
          Sentence.of(
              "This cannot be a token: it is empty, or has a character that no token has, such as"
                  + " a blank."));
    }
  }

  private SecretName tokenName(URI apiUrl) {
    return id == null ? SecretName.slackToken(apiUrl) : SecretName.slackToken(apiUrl, id);
  }

  private URI apiUrl(Settings settings) {
    URI asked = options.apiUrl();
    return asked != null ? asked : settings.apiUrl();
  }

  /// Token with the address for which it was given; never sent to another address.
  private record Token(SecretName name, Secret secret) {}
}
