package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Oracle;
import rollcall.testkit.Oracle.Verdict;
import rollcall.testkit.RollcallProcess;

/// `rollcall record` as a process of its own in real time, with people who come and go every
/// second, judged by the independent oracle.
@Tag("soak")
class RecordSoakTest {
  private static final int PEOPLE = 6;

  /// Longest time until the recorder observes again.
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /// Longest stall that still counts as observed.
  private static final Duration STALL = Duration.ofSeconds(5);

  /// Longest delay of an event on a busy computer.
  private static final Duration LATE = Duration.ofMillis(900);

  /// The last moment that was confirmed to the disk may lie so far back.
  private static final Duration UNCONFIRMED = Duration.ofSeconds(35);

  private static final Duration GAP = Duration.ofSeconds(12);

  @TempDir Path scratch;
  private final Random random = new Random(31);
  private final List<String> causes = new ArrayList<>(List.of("kind,from,over,back"));
  private final List<String> said = new ArrayList<>(List.of("user,word,heard_utc"));

  @Test
  void aProcessThatStandsStillForMoreThanFiveSecondsRecordsThatTimeAsUnknown() throws Exception {
    record((workspace, recorder) -> {
      for (int seconds : List.of(3, 8, 15, 40, 60, 90)) {
        Instant from = Instant.now();
        recorder.sleep();
        live(workspace, recorder, Duration.ofSeconds(seconds));
        recorder.wake();
        cause("stall", from, Instant.now());
        live(workspace, recorder, GAP);
      }
    });
  }

  @Test
  void afterAnOutageNoMoreThanTenSecondsMoreAreUnknown() throws Exception {
    record((workspace, recorder) -> {
      for (int seconds : List.of(3, 6, 10, 20, 45)) {
        Instant from = Instant.now();
        NamedFaults.of(workspace).takeDown();
        live(workspace, recorder, Duration.ofSeconds(seconds));
        NamedFaults.of(workspace).restore();
        cause("outage", from, Instant.now());
        live(workspace, recorder, RECOVERY.plus(GAP));
      }
    });
  }

  /// Disruption of a recorder.
  private interface Disruption {
    void happen(SlackSimulator workspace, RollcallProcess recorder) throws Exception;
  }

  private void record(Disruption trouble) throws Exception {
    assumeTrue(Oracle.hasPython(), "Not judged: there is no python3 on this computer.");
    DemoOptions options =
        DemoOptions.standard(InstantSource.system()).withFrozenPeople().withoutLimits();
    try (SlackSimulator workspace = SlackSimulator.start(options)) {
      List<String> words = new ArrayList<>(List.of("record"));
      words.addAll(people(workspace));
      Path data = scratch.resolve("data");
      words.addAll(List.of("--api-url", workspace.apiUrl().toString()));
      words.addAll(List.of("--data-dir", data.toString()));
      try (RollcallProcess recorder =
          RollcallProcess.start(workspace.token(), scratch, words.toArray(String[]::new))) {
        heard(recorder.nextLine());
        cause("start", workspace.started(), Instant.now());
        live(workspace, recorder, GAP);
        trouble.happen(workspace, recorder);
        Instant end = Instant.now();
        assertEquals(0, recorder.stop());
        recorder.remainingLines().forEach(this::heard);
        cause("end", end, Instant.now());
        Verdict verdict = judge(workspace, data, end);
        assertEquals(0, verdict.code(), verdict.text());
      }
    }
  }

  private Verdict judge(SlackSimulator workspace, Path data, Instant end) throws Exception {
    Oracle oracle =
        new Oracle(scratch, data, workspace.controlUrl())
            .with("--acknowledged", said)
            .with("--causes", causes)
            .with("--until", end.toString())
            .with("--late-ms", "" + LATE.toMillis())
            .with("--recovery-late-ms", "" + STALL.toMillis())
            .with("--before-ms", "" + UNCONFIRMED.toMillis())
            .with("--lag-ms", "" + Duration.ofMinutes(2).toMillis())
            .with("--blind", "stall", "--people");
    Verdict verdict =
        oracle
            .with(people(workspace).toArray(String[]::new))
            .judge(workspace.started(), Instant.now());
    System.out.println(verdict.text());
    return verdict;
  }

  private static List<String> people(SlackSimulator workspace) {
    return workspace.people().subList(0, PEOPLE).stream().map(Employee::id).toList();
  }

  /// People come and go while time passes, and what the recorder says is taken down.
  private void live(SlackSimulator workspace, RollcallProcess recorder, Duration length)
      throws InterruptedException {
    Instant end = Instant.now().plus(length);
    List<String> people = people(workspace);
    while (Instant.now().isBefore(end)) {
      String user = people.get(random.nextInt(people.size()));
      boolean active = workspace.presence(user) == ActiveOrAway.ACTIVE;
      workspace.setPresence(user, active ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE);
      Thread.sleep(300 + random.nextInt(900));
      Optional<String> line = recorder.nextLine(Duration.ZERO);
      while (line.isPresent()) {
        heard(line.get());
        line = recorder.nextLine(Duration.ZERO);
      }
    }
  }

  private void heard(String line) {
    int colon = line.indexOf(": ");
    if (colon > 0) {
      said.add(line.substring(0, colon) + "," + line.substring(colon + 2) + "," + Instant.now());
    }
  }

  private void cause(String kind, Instant from, Instant over) {
    causes.add(kind + "," + from + "," + over + "," + over.plus(RECOVERY));
  }
}
