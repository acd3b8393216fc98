package rollcall.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
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

/// Holds the house to its law: the `dag` block of `src/docs/architecture.md`, and the doors to the
/// outside world.
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

  @Test
  void theLawSeesTheHouse() {
    Set<String> roomsOnDisk =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("rollcall."))
            .map(name -> name.split("\\.")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(CLASSES.size() > 10, "classes seen: " + CLASSES.size());
    assertTrue(law().keySet().containsAll(roomsOnDisk), "rooms without a law: " + roomsOnDisk);
  }

  @TestFactory
  Stream<DynamicTest> aRoomKnowsOnlyTheRoomsTheLawNames() {
    var law = law();
    return law.keySet().stream()
        .map(room -> {
          String[] forbidden =
              law.keySet().stream()
                  .filter(other -> !other.equals(room) && !law.get(room).contains(other))
                  .map(ArchitectureTest::inRoom)
                  .toArray(String[]::new);
          return DynamicTest.dynamicTest(
              room + " knows only " + law.get(room),
              () ->
                  noClasses()
                      .that()
                      .resideInAPackage(inRoom(room))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(forbidden)
                      .because("src/docs/architecture.md says what each room may know")
                      .allowEmptyShould(true)
                      .check(CLASSES));
        });
  }

  @TestFactory
  Stream<DynamicTest> theOutsideWorldHasOneDoor() {
    return Stream.of(
            door(
                "JSON",
                List.of("tools.jackson..", "com.fasterxml.."),
                "slack",
                "settings",
                "simulator",
                "timecard"),
            door("SQL", List.of("java.sql..", "org.sqlite.."), "history"),
            door(
                "the socket client",
                List.of("jakarta.websocket..", "org.glassfish.."),
                "slack.rtm"),
            door("the server", List.of("org.eclipse.jetty.."), "simulator"),
            door("the HTTP client", List.of("java.net.http.."), "slack.web"),
            door("JavaFX", List.of("javafx..", "org.controlsfx..", "atlantafx.."), "ui", "app"),
            door("the command line", List.of("picocli.."), "app"),
            door("the keychain", List.of("com.microsoft.credentialstorage.."), "settings"),
            door("CSV", List.of("de.siegmar.."), "timecard"))
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(CLASSES)));
  }

  @Test
  void aScreenDoesNotKnowAnotherScreen() {
    List<String> screens =
        List.of("table", "timeline", "timecards", "picker", "settings", "welcome");
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
  void theScreenHasOneGate() {
    Set<String> gates =
        CLASSES.stream()
            .filter(type ->
                type.getAccessesFromSelf().stream().anyMatch(ArchitectureTest::entersTheFxThread)
                    || type.isAssignableTo("javafx.animation.AnimationTimer"))
            .map(JavaClass::getName)
            .map(name -> name.replaceAll("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(gates.size() <= 1, "more than one gate: " + gates);
    assertTrue(gates.stream().allMatch(name -> name.startsWith("rollcall.ui.")), gates.toString());
  }

  @Test
  void onlyTheFrontDoorReadsTheClockTheEnvironmentOrStartsThreads() {
    Set<String> trespassers = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getPackageName().startsWith("rollcall.app")) {
        continue;
      }
      boolean runsOwnLanes =
          List.of("rollcall.slack", "rollcall.simulator").stream()
              .anyMatch(room -> type.getPackageName().startsWith(room));
      type.getAccessesFromSelf().stream()
          .filter(access -> !isDefaultOfTheLibrary(type, access))
          .filter(access -> readsAmbientTime(access) || (!runsOwnLanes && startsThreads(access)))
          .forEach(access -> trespassers.add(access.getDescription()));
    }
    assertEquals(Set.of(), trespassers);
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

  private static boolean entersTheFxThread(JavaAccess<?> access) {
    return access.getTargetOwner().getName().equals("javafx.application.Platform")
        && access.getName().equals("runLater");
  }

  private static boolean readsAmbientTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return (owner.startsWith("java.time.") && access.getName().equals("now") && noArguments(access))
        || (owner.equals("java.time.Clock") && access.getName().startsWith("system"))
        || (owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime", "getenv", "exit")
                .contains(access.getName()));
  }

  /// The client as a library has no front door that could hand it the environment: two methods read
  /// it for programs that leave the choice to them.
  private static boolean isDefaultOfTheLibrary(JavaClass type, JavaAccess<?> access) {
    return Set.of("rollcall.slack.SlackToken", "rollcall.slack.ProxySettings")
            .contains(type.getName())
        && Set.of("fromEnvironment", "byDefault").contains(access.getOrigin().getName())
        && access.getName().equals("getenv");
  }

  private static boolean noArguments(JavaAccess<?> access) {
    return access.getTarget().getFullName().endsWith("()");
  }

  private static boolean startsThreads(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return (owner.startsWith("java.lang.Thread")
            && Set.of("ofVirtual", "ofPlatform", "startVirtualThread", "<init>", "sleep")
                .contains(access.getName()))
        || owner.equals("java.util.concurrent.Executors")
        || owner.equals("java.util.Timer");
  }

  private static ArchRule door(String what, List<String> outside, String... rooms) {
    String[] allowed = Stream.of(rooms).map(ArchitectureTest::inRoom).toArray(String[]::new);
    return noClasses()
        .that(
            DescribedPredicate.describe(
                "are outside " + Arrays.toString(rooms),
                type -> Stream.of(rooms).noneMatch(room -> within(type.getPackageName(), room))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(outside.toArray(String[]::new))
        .as(what + " has one door: " + String.join(", ", rooms))
        .because("of " + allowed.length + " allowed room(s); see src/docs/architecture.md");
  }

  private static boolean within(String packageName, String room) {
    return packageName.equals("rollcall." + room)
        || packageName.startsWith("rollcall." + room + ".");
  }

  private static String inRoom(String room) {
    return "rollcall." + room + "..";
  }

  private static TreeMap<String, Set<String>> law() {
    String page;
    try {
      page = Files.readString(Path.of("src/docs/architecture.md"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    String block = page.split("```dag\n", 2)[1].split("```", 2)[0];
    var law = new TreeMap<String, Set<String>>();
    for (String line : block.strip().split("\n")) {
      String[] sides = line.split(":", 2);
      Set<String> known =
          Stream.of(sides[1].split(","))
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      law.put(sides[0].strip(), known);
    }
    return law;
  }
}
