package rollcall.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.Fault;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;

/// Throughput and start time of the demo workspace. Prints figures; asserts only that no event is
/// lost. `mvn -Pbench verify` runs it.
@Tag("bench")
class DemoSpeedTest {
  private static final int SOCKETS = 500;
  private static final int SUBSCRIPTIONS = 500;
  private static final int CHANGES_A_SECOND = 1000;
  private static final Duration LENGTH = Duration.ofSeconds(20);

  @Test
  void fiveHundredSocketsSubscribedToTheSameFiveHundredUsers() throws Exception {
    measure("the same 500 of 500", 500);
  }

  @Test
  void fiveHundredSocketsEachSubscribedToOtherFiveHundredUsers() throws Exception {
    measure("their own 500 of 10,000", 10_000);
  }

  private static void measure(String subscriptions, int people) throws Exception {
    DemoOptions options =
        DemoOptions.standard(InstantSource.system())
            .withFrozenPeople()
            .withoutLimits()
            .withPeople(people);
    try (SlackSimulator workspace = SlackSimulator.start(options);
        LoadClients clients = new LoadClients()) {
      List<String> ids = workspace.people().stream().map(Employee::id).toList();
      List<List<String>> wanted = new ArrayList<>();
      List<LoadClients.Client> guests = new ArrayList<>();
      for (int i = 0; i < SOCKETS; i++) {
        int from = (int) ((long) i * (people - SUBSCRIPTIONS) / (SOCKETS - 1));
        wanted.add(ids.subList(from, from + SUBSCRIPTIONS));
        guests.add(clients.add(url(workspace), wanted.getLast()));
      }
      clients.start();
      long first = (long) SOCKETS * SUBSCRIPTIONS;
      awaitEvents(clients, first);
      Duration cpu = cpu(ProcessHandle.current());
      long frames = clients.frames();
      long bytes = clients.bytes();
      long start = System.nanoTime();
      workspace.apply(new Fault.Flood(CHANGES_A_SECOND * 60, LENGTH, 1));
      Thread.sleep(LENGTH);
      Map<String, List<PresenceTransition>> truth =
          workspace.groundTruth(workspace.started(), Instant.MAX);
      long expected = first;
      for (List<String> list : wanted) {
        for (String id : list) {
          expected += truth.get(id).size() - 1;
        }
      }
      awaitEvents(clients, expected);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          "%d sockets, each on %s; %d changes a second for %d s:%n  %,d of %,d words arrived (%,.0f"
              + " a second) in %,d frames (%,.0f a second), %.1f MB/s%n  CPU of server and clients"
              + " together %.2f cores, load of the machine %s; in time: %s%n  heap in use %d MB%n",
          SOCKETS,
          subscriptions,
          CHANGES_A_SECOND,
          LENGTH.toSeconds(),
          clients.events() - first,
          expected - first,
          (clients.events() - first) / seconds,
          clients.frames() - frames,
          (clients.frames() - frames) / seconds,
          (clients.bytes() - bytes) / seconds / 1e6,
          cpu(ProcessHandle.current()).minus(cpu).toMillis() / 1e3 / seconds,
          load(),
          latency(guests.getFirst(), wanted.getFirst(), truth),
          heap());
      assertEquals(expected, clients.events());
      for (int i = 0; i < SOCKETS; i++) {
        assertSameAsGroundTruth(guests.get(i), wanted.get(i), ids, truth);
      }
    }
  }

  private static URI url(SlackSimulator workspace) throws IOException {
    URLConnection call =
        workspace
            .apiUrl()
            .resolve("rtm.connect?batch_presence_aware=1&token=" + workspace.token())
            .toURL()
            .openConnection();
    String answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return URI.create(answer.replaceAll(".*\"url\":\"([^\"]*)\".*", "$1"));
  }

  /// Waits until this many events have arrived, or no more arrive.
  private static void awaitEvents(LoadClients clients, long expected) throws InterruptedException {
    long before = -1;
    while (clients.events() < expected && clients.events() != before) {
      before = clients.events();
      for (int i = 0; i < 100 && clients.events() < expected; i++) {
        Thread.sleep(50);
      }
    }
  }

  private static void assertSameAsGroundTruth(
      LoadClients.Client guest,
      List<String> wanted,
      List<String> ids,
      Map<String, List<PresenceTransition>> truth) {
    for (String id : wanted) {
      boolean active = truth.get(id).getLast().presence() == ActiveOrAway.ACTIVE;
      assertEquals(active, guest.active.get(Integer.parseInt(id.substring(6), 36)), id);
    }
    assertTrue(ids.containsAll(wanted.subList(0, 1)));
  }

  /// Returns the delay from the change to its receipt by the first client, in milliseconds.
  private static String latency(
      LoadClients.Client guest, List<String> wanted, Map<String, List<PresenceTransition>> truth) {
    Map<Integer, Integer> next = new HashMap<>();
    Map<Integer, List<PresenceTransition>> byNumber = new HashMap<>();
    wanted.forEach(id -> byNumber.put(Integer.parseInt(id.substring(6), 36), truth.get(id)));
    List<Long> late = new ArrayList<>();
    for (long[] arrival : guest.arrivals) {
      int person = (int) arrival[0];
      int index = next.merge(person, 1, Integer::sum) - 1;
      if (index > 0) {
        late.add(arrival[1] - byNumber.get(person).get(index).at().toEpochMilli());
      }
    }
    late.sort(Long::compare);
    return "p50 %d ms, p99 %d ms, longest %d ms"
        .formatted(late.get(late.size() / 2), late.get(late.size() * 99 / 100), late.getLast());
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String load() throws IOException {
    Path load = Path.of("/proc/loadavg");
    return Files.exists(load) ? Files.readString(load).split(" ")[0] : "unknown";
  }

  private static long heap() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
  }

  @Test
  void tenThousandPeopleStartQuickly() throws Exception {
    List<String> runs = new ArrayList<>();
    for (int people : List.of(24, 10_000, 24, 10_000, 24, 10_000)) {
      runs.add(started(people));
    }
    System.out.println("demo-server as a process, from its start:\n  " + String.join("\n  ", runs));
  }

  private static String started(int people) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path")
                    + File.pathSeparator
                    + System.getProperty("jdk.module.path", ""),
                "rollcall.app.Main",
                "demo-server",
                "--people",
                Integer.toString(people))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      long open = System.nanoTime();
      URI api = URI.create(line.replaceAll(".*\"api_url\":\"([^\"]*)\".*", "$1"));
      String token = line.replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
      api.resolve("users.list?limit=1&token=" + token).toURL().openStream().readAllBytes();
      return "%,6d people: first line after %,d ms, first answer after %,d ms%s"
          .formatted(
              people,
              (open - start) / 1_000_000,
              (System.nanoTime() - start) / 1_000_000,
              resident(process));
    } finally {
      process.destroy();
    }
  }

  private static String resident(Process process) throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return "";
    }
    String line =
        Files.readString(status).lines().filter(l -> l.startsWith("VmRSS")).findFirst().get();
    return ", %d MB resident, %,d ms of CPU"
        .formatted(
            Long.parseLong(line.replaceAll("\\D", "")) >> 10, cpu(process.toHandle()).toMillis());
  }
}
