package rollcall.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.app.environment.SettingsMapper;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;
import rollcall.watch.WatchList;

/// Start and memory of the image `target/rollcall` beside an empty JavaFX window that is built the
/// same way, in one run: `java -cp "target/classes:target/modules/*"
/// src/test/java/rollcall/packaging/StartBench.java ROUNDS MINUTES`, with DISPLAY set.
///
/// Rollcall opens a history of 500 people and one year with twenty changes a day each, and is
/// connected to a demo workspace in another process. A time ends at the first frame with rows. On a
/// busy computer, the time of processors says more than the time of a clock.
final class StartBench {
  private static final int PEOPLE = 500;
  private static final int DAYS = 365;
  private static final int A_DAY = 20;
  private static final Path WORK = Path.of("target/start-bench").toAbsolutePath();
  private static final Path EMPTY = WORK.resolve("image");
  private static final Path DATA = WORK.resolve("data");
  private static final Path SETTINGS = DATA.resolve("rollcall/settings.json");
  private static final Path HISTORY = DATA.resolve("rollcall/workspaces/T0ACMEDEMO/history.db");
  private static final Pattern EMPTY_SHOWN = Pattern.compile("shown at (\\S+)");
  private static final Pattern ROWS_SHOWN = Pattern.compile("(\\S+) .* rows are shown");
  private static final List<String> HEADLESS =
      List.of("-Dglass.platform=Headless", "-Dprism.order=sw");

  private static final String WINDOW =
      """
      package empty;

      import java.time.LocalDateTime;
      import javafx.application.Platform;
      import javafx.scene.Scene;
      import javafx.scene.control.Label;
      import javafx.stage.Stage;

      public class Main {
        private static boolean shown;

        public static void main(String[] args) {
          Platform.startup(() -> {
            Stage stage = new Stage();
            Scene scene = new Scene(new Label("empty"), 1280, 800);
            scene.addPostLayoutPulseListener(() -> {
              if (!shown) {
                shown = true;
                System.out.println("shown at " + LocalDateTime.now());
              }
            });
            stage.setScene(scene);
            stage.show();
          });
        }
      }
      """;

  /// First frame: milliseconds after the start, and of processors.
  private record Shown(long time, long processor) {}

  private StartBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = Integer.parseInt(args[0]);
    int minutes = Integer.parseInt(args[1]);
    if (Files.notExists(EMPTY)) {
      buildEmpty();
    }
    if (Files.notExists(DATA)) {
      fill();
    }
    Process server =
        new ProcessBuilder(
                Image.IMAGE.resolve("bin/rollcall").toString(),
                "demo-server",
                "--people",
                "" + PEOPLE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = server.inputReader()) {
      String[] words = out.readLine().split("\"");
      use(words[3]);
      String token = words[7];
      for (boolean headless : new boolean[] {true, false}) {
        for (boolean cold : new boolean[] {false, true}) {
          times(rounds, headless, cold, token);
        }
      }
      if (minutes > 0) {
        memory(minutes, token);
      }
    } finally {
      server.destroy();
    }
  }

  private static void times(int rounds, boolean headless, boolean cold, String token)
      throws IOException, InterruptedException {
    List<Shown> empty = new ArrayList<>();
    List<Shown> rollcall = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      empty.add(once(empty(headless), EMPTY, cold));
      rollcall.add(once(rollcall(headless, token), Image.IMAGE, cold));
    }
    String what = (headless ? "headless" : "display") + ", " + (cold ? "cold" : "warm");
    compare("start, " + what, empty, rollcall, Shown::time);
    compare("processor time of it", empty, rollcall, Shown::processor);
  }

  private static void compare(
      String what, List<Shown> empty, List<Shown> rollcall, ToLongFunction<Shown> value) {
    long yardstick = median(empty, value);
    long own = median(rollcall, value);
    System.out.printf(
        "%s: empty window %d ms, Rollcall %d ms, ratio %.2f (%s, %s)%n",
        what,
        yardstick,
        own,
        (double) own / yardstick,
        empty.stream().map(value::applyAsLong).toList(),
        rollcall.stream().map(value::applyAsLong).toList());
  }

  private static long median(List<Shown> all, ToLongFunction<Shown> value) {
    return all.stream().mapToLong(value).sorted().boxed().toList().get(all.size() / 2);
  }

  private static void memory(int minutes, String token) throws IOException, InterruptedException {
    Process empty = empty(false).start();
    Process tuned = tuned().start();
    Process rollcall = rollcall(false, token).start();
    try {
      for (int minute = 0; minute <= minutes; minute++) {
        Thread.sleep(Duration.ofMinutes(minute == 0 ? 0 : 1).plusSeconds(minute == 0 ? 20 : 0));
        long yardstick = resident(empty);
        long alike = resident(tuned);
        long own = resident(rollcall);
        System.out.printf(
            "resident after %d min: empty window %d MB, Rollcall %d MB, ratio %.2f;"
                + " empty window with Rollcall's options %d MB, ratio %.2f%n",
            minute,
            yardstick / 1024,
            own / 1024,
            (double) own / yardstick,
            alike / 1024,
            (double) own / alike);
      }
    } finally {
      empty.destroy();
      tuned.destroy();
      rollcall.destroy();
      rollcall.waitFor();
    }
  }

  private static long resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static Shown once(ProcessBuilder builder, Path image, boolean cold)
      throws IOException, InterruptedException {
    if (cold) {
      for (Path file : Image.all(image, Comparator.naturalOrder())) {
        if (Files.isRegularFile(file) && Files.size(file) > 100_000) {
          forget(file);
        }
      }
      forget(HISTORY);
    }
    Image.delete(DATA.resolve("rollcall/logs"));
    LocalDateTime start = LocalDateTime.now();
    Process process = builder.start();
    Instant end = Instant.now().plusSeconds(60);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (Instant.now().isBefore(end)) {
        Thread.sleep(50);
        Optional<LocalDateTime> shown = shown(text(out));
        if (shown.isPresent()) {
          Duration processor = process.info().totalCpuDuration().orElseThrow();
          return new Shown(Duration.between(start, shown.get()).toMillis(), processor.toMillis());
        }
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
    throw new IOException("No window after a minute: " + builder.command());
  }

  /// Returns the time of the first frame, by the clock that also measures the start: Java knows the
  /// start of a process on Linux only to the second.
  private static Optional<LocalDateTime> shown(String text) {
    return Stream.of(EMPTY_SHOWN, ROWS_SHOWN)
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(found -> LocalDateTime.parse(found.group(1)))
        .findFirst();
  }

  /// Returns what the process printed, or what Rollcall wrote into its log.
  private static String text(BufferedReader out) throws IOException {
    StringBuilder text = new StringBuilder();
    while (out.ready()) {
      text.append(out.readLine()).append('\n');
    }
    Path logs = DATA.resolve("rollcall/logs");
    if (Files.isDirectory(logs)) {
      for (Path log : Image.all(logs, Comparator.naturalOrder())) {
        if (log.toString().endsWith(".log")) {
          text.append(Files.readString(log));
        }
      }
    }
    return text.toString();
  }

  private static void forget(Path file) throws IOException, InterruptedException {
    Image.run(
        "dd", "status=none", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0");
  }

  private static ProcessBuilder empty(boolean headless) {
    return emptyWith(headless ? HEADLESS : List.of());
  }

  private static ProcessBuilder emptyWith(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(EMPTY.resolve("bin/java").toString());
    command.add("-XX:AOTCache=" + EMPTY.resolve("lib/empty.aot"));
    command.addAll(options);
    command.addAll(List.of("-m", "empty/empty.Main"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /// Returns the empty window with the options of Rollcall's image and the variables of its
  /// launcher, on a computer without a graphics device.
  private static ProcessBuilder tuned() throws IOException {
    List<String> options = new ArrayList<>(List.of("-Dprism.order=sw"));
    Pattern.compile("-X[^ \"]+")
        .matcher(Files.readString(Path.of("jlink.config")))
        .results()
        .map(MatchResult::group)
        .forEach(options::add);
    ProcessBuilder builder = emptyWith(options);
    builder.environment().put("GDK_GL", "disable");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder;
  }

  private static ProcessBuilder rollcall(boolean headless, String token) {
    ProcessBuilder builder =
        new ProcessBuilder(Image.IMAGE.resolve("bin/rollcall").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (headless) {
      builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", HEADLESS));
    }
    builder.environment().put("SLACK_TOKEN", token);
    for (String kind : List.of("DATA", "CONFIG", "STATE", "CACHE")) {
      builder.environment().put("XDG_" + kind + "_HOME", DATA.toString());
    }
    return builder;
  }

  private static void buildEmpty() throws IOException, InterruptedException {
    Path source = WORK.resolve("source");
    Files.createDirectories(source.resolve("empty"));
    Files.writeString(
        source.resolve("module-info.java"),
        "module empty { requires javafx.controls; exports empty; }");
    Files.writeString(source.resolve("empty/Main.java"), WINDOW);
    String path = Image.MODULES.toAbsolutePath().toString();
    Path classes = WORK.resolve("classes");
    Image.run(
        Image.tool("javac"),
        "--module-path",
        path,
        "-d",
        classes.toString(),
        source.resolve("module-info.java").toString(),
        source.resolve("empty/Main.java").toString());
    Image.run(
        Image.tool("jlink"),
        "--module-path",
        path + ":" + classes,
        "--add-modules",
        "empty",
        "--add-options=--enable-native-access=javafx.graphics",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--compress=zip-6",
        "--exclude-resources=regex:/javafx.[a-z]+/[^/]*.so",
        "--output",
        EMPTY.toString());
    NativeLibraryFiles.copy(Image.MODULES, EMPTY);
    List<String> training = new ArrayList<>();
    training.add(EMPTY.resolve("bin/java").toString());
    training.add("-XX:AOTCacheOutput=" + EMPTY.resolve("lib/empty.aot"));
    training.addAll(HEADLESS);
    training.addAll(List.of("-m", "empty/empty.Main"));
    Process process = new ProcessBuilder(training).inheritIO().start();
    Thread.sleep(8000);
    process.destroy();
    process.waitFor();
  }

  /// Saves the address of the demo workspace: the program is started without arguments, as from its
  /// icon.
  private static void use(String url) throws IOException {
    String settings = Files.readString(SETTINGS);
    Files.writeString(SETTINGS, settings.replaceFirst("(\"apiUrl\" *: *\")[^\"]*", "$1" + url));
  }

  private static void fill() throws IOException {
    List<Employee> all = Company.people(1, PEOPLE);
    Set<UserId> ids = all.stream().map(one -> new UserId(one.id())).collect(Collectors.toSet());
    Files.createDirectories(SETTINGS.getParent());
    new SettingsFile(SETTINGS).save(SettingsMapper.withList(Settings.DEFAULT, WatchList.of(ids)));
    Instant end = Instant.now().minusSeconds(3600);
    Instant start = end.minus(Duration.ofDays(DAYS));
    Random random = new Random(1);
    Files.createDirectories(HISTORY.getParent());
    try (History history = History.open(HISTORY, start)) {
      history.setWorkspace(new Workspace("T0ACMEDEMO", "Acme (demo)"));
      history.savePeople(all.stream().map(StartBench::person).toList());
      for (int day = 0; day < DAYS; day++) {
        history.append(day(all, start.plus(Duration.ofDays(day)), random));
      }
      history.close(end);
    }
  }

  private static Person person(Employee one) {
    return new Person(
        new UserId(one.id()),
        one.realName(),
        one.realName(),
        one.title(),
        one.zone(),
        false,
        false);
  }

  private static List<Sighting> day(List<Employee> all, Instant start, Random random) {
    List<Sighting> day = new ArrayList<>();
    for (Employee one : all) {
      int[] seconds = random.ints(A_DAY, 0, 86_400).distinct().sorted().toArray();
      boolean active = true;
      for (int second : Arrays.stream(seconds).toArray()) {
        Presence presence = active ? Presence.ACTIVE : Presence.AWAY;
        active = !active;
        day.add(
            Sighting.of(
                new UserId(one.id()),
                presence,
                start.plusSeconds(second),
                Source.RTM,
                Cause.PRESENCE_CHANGE));
      }
    }
    day.sort(Comparator.comparing(Sighting::at));
    return day;
  }
}
