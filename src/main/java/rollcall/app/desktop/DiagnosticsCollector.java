package rollcall.app.desktop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import rollcall.app.cli.Version;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.recording.HistoryWorker;
import rollcall.files.PrivateFiles;
import rollcall.history.History;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.PersonGroup;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.Diagnostics.Part;
import rollcall.ui.model.LogLine;
import rollcall.ui.model.UserList;
import rollcall.ui.text.CheckText;
import rollcall.watch.CheckReport;

/// Collector of the texts for a support request. Of the settings, only what is listed here is
/// written; all texts pass a [Redactor].
///
/// Thread: ui-commands.
final class DiagnosticsCollector {
  private static final int LONGEST_LOG = 1_000_000;
  private static final int LOG_FILES = 2;

  private final WorkspaceContext context;
  private final Redactor redactor = new Redactor();

  DiagnosticsCollector(WorkspaceContext context) {
    this.context = context;
  }

  /// Names to be replaced.
  ///
  /// @param stored people of the history
  void hide(UserList known, List<Person> stored, Settings settings, @Nullable Workspace workspace) {
    Set<UserId> done = new HashSet<>();
    Stream.concat(known.people().stream(), stored.stream())
        .filter(person -> done.add(person.id()))
        .forEach(person -> redactor.addPerson(person, known.handle(person.id())));
    int groups = 0;
    for (PersonGroup group : settings.groups().mine()) {
      redactor.add(group.name(), "group-" + ++groups);
    }
    for (var followed : settings.follows().all()) {
      redactor.add(followed.name(), "group-" + ++groups);
    }
    if (workspace != null) {
      redactor.add(workspace.name(), "workspace");
    }
    if (settings.proxy() instanceof Proxy.Manual manual) {
      redactor.add(manual.user(), "proxy-user");
    }
    String user = System.getProperty("user.name", "");
    if (!user.equals("root")) {
      redactor.add(user, "user");
    }
  }

  /// Collects the texts.
  ///
  /// @param check result of the last connection check, or null
  Diagnostics collect(Settings settings, @Nullable CheckReport check, HistoryWorker history) {
    String rows =
        history
            .ask(History::rowCounts)
            .handle(
                (counts, failure) -> failure == null ? rows(counts) : failure.getMessage() + "\n")
            .join();
    Optional<Path> file =
        history.path().thenApply(Optional::of).exceptionally(_ -> Optional.empty()).join();
    return new Diagnostics(
        Stream.of(
                new Part("environment.txt", environment()),
                new Part("settings.txt", settings(settings)),
                new Part("connection.txt", connection(check)),
                new Part("database.txt", rows + sizes(file.orElse(null))),
                new Part("log.txt", log()))
            .map(part -> new Part(part.name(), redacted(part.text())))
            .toList());
  }

  private String redacted(String text) {
    return redactor.redacted(Redactor.withoutHome(text, System.getProperty("user.home", "")));
  }

  private String environment() {
    Runtime java = Runtime.getRuntime();
    return lines(
        "Rollcall: " + Version.number(),
        "Java: " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
        "JavaFX: " + System.getProperty("javafx.runtime.version"),
        "Operating system: "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        "Locale: " + Locale.getDefault() + ", formats " + Locale.getDefault(Locale.Category.FORMAT),
        "Time zone: " + ZoneId.systemDefault(),
        "Time: " + context.clock().instant(),
        "Memory: "
            + (java.totalMemory() - java.freeMemory()) / 1024 / 1024
            + " MB used of at most "
            + java.maxMemory() / 1024 / 1024
            + " MB",
        "Data: " + context.directories().data(),
        "Settings: " + context.directories().settings(),
        "Log: " + context.directories().logs());
  }

  private static String settings(Settings settings) {
    return lines(
        "apiUrl: " + settings.apiUrl(),
        "proxy: " + proxy(settings.proxy()),
        "caFile: " + (settings.caFile() == null ? "none" : "set"),
        "people watched: " + settings.watched().size(),
        "followed: " + settings.follows().all().size() + " groups",
        "overlays: " + settings.slackStatuses(),
        "appearance: " + settings.appearance(),
        "zone: " + settings.zone(),
        "paused: " + settings.paused(),
        "hours: " + settings.hours(),
        "books: " + settings.books(),
        "groups: "
            + settings.groups().by()
            + ", "
            + settings.groups().mine().size()
            + " of one's own",
        "privacy: names hidden at the start: "
            + settings.privacy().hideNames()
            + ", notices: "
            + settings.privacy().sent().size(),
        "unread: " + settings.unread());
  }

  private static String proxy(Proxy proxy) {
    return switch (proxy) {
      case Proxy.OperatingSystem _ -> "system";
      case Proxy.None _ -> "none";
      case Proxy.Environment _ -> "environment";
      case Proxy.Manual(String host, int port, String user, List<String> except) ->
          "manual, %s:%s, %s user, %s exceptions"
              .formatted(host, port, user.isBlank() ? "no" : "with a", except.size());
    };
  }

  private String connection(@Nullable CheckReport check) {
    String route = "Slack is reached with " + context.route().english() + "\n";
    if (check == null) {
      return route + "The connection was not checked since the start.\n";
    }
    CheckText text = new CheckText(context.clock().instant(), ZoneId.systemDefault());
    return route + "\n" + text.text(text.header(Version.number()), check);
  }

  private static String sizes(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    try (Stream<Path> files = Files.list(file.resolveSibling(""))) {
      return files
              .filter(Files::isRegularFile)
              .sorted()
              .map(one -> one.getFileName() + ": " + one.toFile().length() + " bytes")
              .collect(Collectors.joining("\n"))
          + "\n";
    } catch (IOException e) {
      return "The folder of the history cannot be read: " + e + "\n";
    }
  }

  private String log() {
    try (Stream<Path> files = Files.list(context.directories().logs())) {
      List<Path> newest =
          files
              .filter(file -> file.getFileName().toString().matches("rollcall\\..*log(\\.\\d+)?"))
              .sorted(Comparator.comparing(DiagnosticsCollector::modified).reversed())
              .limit(LOG_FILES)
              .toList();
      StringBuilder text = new StringBuilder();
      for (Path file : newest.reversed()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
      return text.substring(Math.max(0, text.length() - LONGEST_LOG));
    } catch (IOException e) {
      return context.log().lines().stream()
          .map(DiagnosticsCollector::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(LogLine line) {
    return line.time() + " " + line.level() + " " + line.source() + ": " + line.text();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.from(Instant.EPOCH);
    }
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  /// The rows of each table, one line each.
  private static String rows(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(table -> table.getKey() + ": " + table.getValue() + " rows\n")
        .collect(Collectors.joining());
  }

  /// Writes the texts into a zip file, completely or not at all, for its owner only.
  static void save(Diagnostics diagnostics, Path file, Instant now) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Part part : diagnostics.parts()) {
        ZipEntry entry = new ZipEntry(part.name());
        entry.setLastModifiedTime(FileTime.from(now));
        zip.putNextEntry(entry);
        zip.write(part.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    PrivateFiles.replace(file, bytes.toByteArray());
  }
}
