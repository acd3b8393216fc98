package rollcall.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Architecture rules: the `dag` block of `src/docs/architecture.md`, package cycles, and the
/// packages that may access the outside world.
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

  private static final Path SOURCES = Path.of("src/main/java");

  /// Builders of the client library: programs that use it may leave the clock to them.
  private static final Set<String> LIBRARY_BUILDERS =
      Set.of("rollcall.slack.rtm.RtmClientBuilder", "rollcall.slack.web.SlackWebClientBuilder");

  private static final Set<String> FILE_ACCESS =
      Set.of(
          "java.nio.file.Files",
          "java.nio.channels.FileChannel",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile");

  /// Classes of the animation package that change nothing on the screen themselves.
  private static final Set<String> STILL =
      Set.of(
          "javafx.animation.Animation",
          "javafx.animation.AnimationTimer",
          "javafx.animation.PauseTransition");

  /// Controls of which JavaFX takes the first underscore for a mnemonic: people, channels and time
  /// zones have underscores in their names.
  private static final Set<String> MAY_SHOW_NAMES =
      Set.of(
          "javafx.scene.control.CheckBox",
          "javafx.scene.control.MenuButton",
          "javafx.scene.control.RadioButton",
          "javafx.scene.control.RadioMenuItem");

  @Test
  void everySourceFileIsImported() throws IOException {
    Set<String> imported =
        CLASSES.stream().map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      files
          .map(file -> SOURCES.relativize(file).toString())
          .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
          .map(name -> name.replace(".java", "").replace('/', '.').replace('\\', '.'))
          .forEach(missing::add);
    }
    assertTrue(missing.size() >= 400, "source files found: " + missing.size());
    missing.removeAll(imported);
    assertEquals(Set.of(), missing, "not imported");
  }

  @Test
  void everyPackageIsInTheDependencyRules() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("rollcall."))
            .map(name -> name.split("\\.")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rules().keySet(), packages);
  }

  @Test
  void noPackageIsInADependencyCycle() {
    slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> aPackageDependsOnlyOnPackagesThatTheRulesName() {
    var rules = rules();
    return rules.keySet().stream()
        .map(name -> {
          String[] forbidden =
              rules.keySet().stream()
                  .filter(other -> !other.equals(name) && !rules.get(name).contains(other))
                  .map(ArchitectureTest::inPackage)
                  .toArray(String[]::new);
          return DynamicTest.dynamicTest(
              name + " depends only on " + rules.get(name),
              () ->
                  noClasses()
                      .that()
                      .resideInAPackage(inPackage(name))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(forbidden)
                      .because("src/docs/architecture.md lists the allowed dependencies")
                      .allowEmptyShould(true)
                      .check(CLASSES));
        });
  }

  @TestFactory
  Stream<DynamicTest> eachOutsideTechnologyIsUsedInItsPackagesOnly() {
    return Stream.of(
            onlyIn(
                "JSON",
                List.of("tools.jackson..", "com.fasterxml.."),
                "slack",
                "settings",
                "simulator",
                "timecard",
                "app.commands"),
            onlyIn("SQL", List.of("java.sql..", "org.sqlite..", "org.postgresql.."), "history"),
            onlyIn(
                "the socket client",
                List.of("jakarta.websocket..", "org.glassfish.."),
                "slack.rtm"),
            onlyIn("the server", List.of("org.eclipse.jetty.."), "simulator"),
            onlyIn("the HTTP client", List.of("java.net.http.."), "slack.web"),
            onlyIn("JavaFX", List.of("javafx..", "org.controlsfx..", "atlantafx.."), "ui", "app"),
            onlyIn("the command line", List.of("picocli.."), "app"),
            onlyIn("the keychain", List.of("com.microsoft.credentialstorage.."), "settings"),
            onlyIn("CSV", List.of("de.siegmar.."), "timecard"))
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  @Test
  void aScreenDoesNotDependOnAnotherScreen() {
    List<String> screens =
        List.of("presence", "timecards", "export", "picker", "settings", "setup");
    for (String screen : screens) {
      String[] others =
          screens.stream()
              .filter(other -> !other.equals(screen))
              .map(other -> "rollcall.ui." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("rollcall.ui." + screen + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void oneClassSchedulesTasksOnTheFxThread() {
    Set<String> schedulers =
        CLASSES.stream()
            .filter(type ->
                type.getAccessesFromSelf().stream()
                        .anyMatch(ArchitectureTest::schedulesOnTheFxThread)
                    || type.isAssignableTo("javafx.animation.AnimationTimer"))
            .map(JavaClass::getName)
            .map(name -> name.replaceAll("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(schedulers.size() <= 1, "more than one: " + schedulers);
    assertTrue(
        schedulers.stream().allMatch(name -> name.startsWith("rollcall.ui.")),
        schedulers.toString());
  }

  @Test
  void nothingMovesOrFlashesByItself() {
    Set<String> offenders = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getName())
          .filter(name -> name.startsWith("javafx.animation."))
          .map(name -> name.replaceAll("\\$.*", ""))
          .filter(name -> !STILL.contains(name))
          .forEach(name -> offenders.add(type.getName() + " uses " + name));
    }
    assertEquals(Set.of(), offenders);
  }

  @Test
  void onlyAppReadsTheClockTheEnvironmentOrStartsThreads() {
    Set<String> offenders = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getPackageName().startsWith("rollcall.app")) {
        continue;
      }
      boolean mayStartThreads =
          List.of("rollcall.slack", "rollcall.simulator").stream()
              .anyMatch(name -> type.getPackageName().startsWith(name));
      type.getAccessesFromSelf().stream()
          .filter(access -> !isLibraryDefault(type, access))
          .filter(access -> readsAmbientTime(access) || (!mayStartThreads && startsThreads(access)))
          .forEach(access -> offenders.add(access.getDescription()));
    }
    assertEquals(Set.of(), offenders);
  }

  @Test
  void filesAreAccessedOnlyInTheirPackages() {
    Set<String> offenders = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> !isWithin(type, "app", "files", "history", "settings", "slack.tls"))
        // JavaFX's file chooser returns java.io.File.
        .filter(type -> !type.getName().equals("rollcall.ui.main.FxHostDesktop"))
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access -> FILE_ACCESS.contains(access.getTargetOwner().getName()))
        .forEach(access -> offenders.add(access.getDescription()));
    assertEquals(Set.of(), offenders);
  }

  @Test
  void noProgramIsStartedByJavaBecauseItWouldInheritTheToken() {
    Set<String> offenders = new TreeSet<>();
    CLASSES.stream()
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access ->
            access.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                || (access.getTargetOwner().isEquivalentTo(Runtime.class)
                    && access.getName().equals("exec")))
        .forEach(access -> offenders.add(access.getDescription()));
    assertEquals(Set.of(), offenders);
  }

  @Test
  void certificatesAreReadOnlyInSlackTls() {
    Set<String> offenders = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> !isWithin(type, "slack.tls"))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> handlesCertificates(dependency.getTargetClass()))
        .forEach(dependency -> offenders.add(dependency.getDescription()));
    assertEquals(Set.of(), offenders);
  }

  /// A record may have an Optional component: its accessor is a return type.
  @Test
  void optionalIsOnlyAReturnType() {
    Set<String> offenders = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (!type.isRecord()) {
        type.getFields().stream()
            .filter(field -> isOptional(field.getRawType()))
            .forEach(field -> offenders.add(field.getFullName()));
      }
      type.getCodeUnits().stream()
          .filter(unit -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
          .filter(unit -> !(type.isRecord() && unit.isConstructor()))
          .filter(
              unit -> unit.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isOptional))
          .forEach(unit -> offenders.add(unit.getFullName()));
    }
    assertEquals(Set.of(), offenders);
  }

  @Test
  void aMethodNamedLikeAQuestionReturnsABoolean() {
    Set<String> offenders =
        CLASSES.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(method -> method.getName().matches("(is|are|has|can)[A-Z].*"))
            .filter(method -> !isTruthValue(method.getRawReturnType()))
            .map(JavaMethod::getFullName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), offenders);
  }

  @Test
  void onlySlackIsExported() throws IOException {
    String module = Files.readString(Path.of("src/main/java/module-info.java"));
    List<String> exports =
        module
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("exports ") && !line.contains(" to "))
            .map(line -> line.substring("exports ".length()).replace(";", ""))
            .toList();
    assertTrue(exports.stream().allMatch(name -> name.startsWith("rollcall.slack")), exports + "");
  }

  @Test
  void everySourceFileThatTheBuildRunsExists() throws IOException {
    List<String> missing =
        Pattern.compile("src/(main|test)/[\\w./-]+")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(MatchResult::group)
            .filter(path -> Files.notExists(Path.of(path)))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void aControlThatMayShowANameShowsItsUnderscores() {
    Set<String> offenders = new TreeSet<>();
    CLASSES.stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(unit ->
            unit.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> MAY_SHOW_NAMES.contains(call.getTargetOwner().getName())))
        .filter(unit ->
            unit.getMethodCallsFromSelf().stream()
                .noneMatch(call -> call.getName().equals("setMnemonicParsing")))
        .forEach(unit -> offenders.add(unit.getFullName()));
    assertEquals(Set.of(), offenders, "use the factories of Controls, or setMnemonicParsing");
  }

  private static boolean handlesCertificates(JavaClass type) {
    return (type.getPackageName().equals("java.security.cert")
            && !type.getSimpleName().endsWith("Exception"))
        || (type.getPackageName().equals("java.security")
            && type.getSimpleName().startsWith("KeyStore"))
        || (type.getPackageName().equals("javax.net.ssl")
            && type.getSimpleName().matches(".*(TrustManager|KeyManager).*"));
  }

  private static boolean isOptional(JavaClass type) {
    return type.getPackageName().equals("java.util") && type.getSimpleName().startsWith("Optional");
  }

  private static boolean isTruthValue(JavaClass type) {
    return type.getName().equals("boolean")
        || type.isAssignableTo("javafx.beans.value.ObservableBooleanValue");
  }

  private static boolean schedulesOnTheFxThread(JavaAccess<?> access) {
    return access.getTargetOwner().getName().equals("javafx.application.Platform")
        && access.getName().equals("runLater");
  }

  private static boolean readsAmbientTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return (owner.startsWith("java.time.") && name.equals("now") && !hasClockArgument(access))
        || (owner.equals("java.time.Clock")
            && (name.startsWith("system") || name.startsWith("tick")))
        || (owner.equals("java.time.InstantSource") && name.equals("system"))
        || (owner.equals("java.util.Date") && name.equals("<init>") && hasNoArguments(access))
        || (owner.equals("java.util.Calendar") && name.equals("getInstance"))
        || (owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime", "getenv", "exit").contains(name));
  }

  /// Defaults of the client library, for programs that do not set the environment or the clock
  /// themselves.
  private static boolean isLibraryDefault(JavaClass type, JavaAccess<?> access) {
    boolean environment =
        Set.of("rollcall.slack.SlackToken", "rollcall.slack.ProxySettings").contains(type.getName())
            && Set.of("fromEnvironment", "byDefault").contains(access.getOrigin().getName())
            && access.getName().equals("getenv");
    boolean clock =
        LIBRARY_BUILDERS.contains(type.getName())
            && access.getTargetOwner().getName().equals("java.time.InstantSource");
    return environment || clock;
  }

  private static boolean hasNoArguments(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("()");
  }

  private static boolean hasClockArgument(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("(java.time.Clock)");
  }

  private static boolean startsThreads(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return (owner.startsWith("java.lang.Thread")
            && Set.of("ofVirtual", "ofPlatform", "startVirtualThread", "<init>", "sleep")
                .contains(access.getName()))
        || owner.equals("java.util.concurrent.Executors")
        || owner.equals("java.util.Timer");
  }

  private static ArchRule onlyIn(String what, List<String> outside, String... packages) {
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are outside " + Arrays.toString(packages), type -> !isWithin(type, packages)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(outside.toArray(String[]::new))
        .as(what + " is used only in " + String.join(", ", packages))
        .because("src/docs/architecture.md lists the packages that may use it");
  }

  private static boolean isWithin(JavaClass type, String... packages) {
    return Stream.of(packages)
        .map(name -> "rollcall." + name)
        .anyMatch(name -> (type.getPackageName() + ".").startsWith(name + "."));
  }

  private static String inPackage(String name) {
    return "rollcall." + name + "..";
  }

  private static TreeMap<String, Set<String>> rules() {
    String page;
    try {
      page = Files.readString(Path.of("src/docs/architecture.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String block = page.split("```dag\n", 2)[1].split("```", 2)[0];
    var rules = new TreeMap<String, Set<String>>();
    for (String line : block.strip().split("\n")) {
      String[] sides = line.split(":", 2);
      Set<String> allowed =
          Stream.of(sides[1].split(","))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      rules.put(sides[0].strip(), allowed);
    }
    return rules;
  }
}
